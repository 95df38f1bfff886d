/** Chinese texts of the command line, with the keys of `../en/texts.ts`. */
import type { CliTexts } from '../en/texts.ts';
import { captureHelp } from './captureHelp.ts';
import { companionHelp } from './companionHelp.ts';
import { refusals } from './refusals.ts';
import { runHelp } from './runHelp.ts';
import { signInHelp } from './signInHelp.ts';
import { tapHelp } from './tapHelp.ts';
import { toolHelp } from './toolHelp.ts';

const frame: CliTexts['frame'] = {
  usage: '用法：',
  arguments: '参数：',
  options: '选项：',
  optionsPlace: '[选项]',
  commandPlace: '命令 [参数]',
  commands: '命令：',
  helpAbout: '打印某个命令的参数、选项和示例：mqttscope help record',
  moreHelp:
    '不写命令时即为 serve：mqttscope --open 就是 mqttscope serve --open。所有命令都有 --lang en 或 zh。-V 或 --version 打印版本号。',
  help: '打印此帮助',
  version: '打印版本号',
  range: (least, most) => `${least} 至 ${most}`,
  choices: (choices) => `可选 ${choices.join('、')}`,
  usually: (value) => `默认 ${value}`,
  needed: '必填',
  repeats: '可重复',
  bracketed: (text, facts) => `${text}（${facts.join('；')}）`,
};

export const cli: CliTexts = {
  frame,
  help: {
    companion: companionHelp,
    ...runHelp,
    ...captureHelp,
    ...tapHelp,
    health: toolHelp.health,
    ...signInHelp,
    completion: toolHelp.completion,
  },
  refusals,
  building: {
    web: '正在构建应用…',
    companion: '正在构建配套程序…',
    failed: '构建失败，原因见上。',
  },
  passwd: {
    ask: '密码：',
    askAgain: '再次输入：',
    written: (name, path, isNew) =>
      isNew
        ? `用户 ${JSON.stringify(name)} 已写入 ${path}。`
        : `用户 ${JSON.stringify(name)} 的新密码已写入 ${path}。`,
    deleted: (name, path) => `用户 ${JSON.stringify(name)} 已从 ${path} 中删除。`,
  },
  progress: {
    reading: (name) => `正在读取 ${name}`,
    standardInput: '标准输入',
    waiting: (pipe) => `正在等待程序写入管道 ${pipe}`,
    far: (percent, total) => `${percent}%，共 ${total}`,
  },
  recording: async () => (await import('./recording.ts')).recording,
  running: async () => (await import('./running.ts')).running,
  tapping: async () => (await import('./tapping.ts')).tapping,
  lines: async () => (await import('./lines.ts')).lines,
};
