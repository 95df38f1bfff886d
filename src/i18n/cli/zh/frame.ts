/** The frame around the texts of every `--help`. */
import type { CliTexts } from '../en/texts.ts';

export const frame: CliTexts['frame'] = {
  usage: '用法：',
  arguments: '参数：',
  options: '选项：',
  optionsPlace: '[选项]',
  help: '打印此帮助',
  version: '打印版本号',
  range: (least, most) => `${least} 至 ${most}`,
  choices: (choices) => `可选 ${choices.join('、')}`,
  usually: (value) => `默认 ${value}`,
  needed: '必填',
  repeats: '可重复',
  bracketed: (text, facts) => `${text}（${facts.join('；')}）`,
};
