import { type Fact, say, type Words } from '../../mqtt/fact.ts';
import type { TemplateFaults } from '../../payload/templates/template.ts';
import type { Texts } from '../en/texts.ts';
import { bytes, grouped } from '../numbers.ts';

const LACKING: Readonly<Record<TemplateFaults['not-in-message']['what'], string>> = {
  payload: '该消息的载荷在此路径下没有内容，或不是文本',
  topic: '该消息的主题没有这一级',
  response: '该消息没有响应主题',
  correlation: '该消息没有关联数据',
};

const faults: Words<TemplateFaults> = {
  unclosed: () => '“{{”缺少对应的“}}”。若要原样写出 {{，请写 {{{{',
  'unclosed-quote': () => '缺少引号',
  'no-name': () => '缺少名称，例如 n 或 now',
  'unknown-name': ({ name }) => `“${name}”无法填入。若要原样写出 {{，请写 {{{{`,
  arguments: ({ like }) => `请写成 ${like} 这样`,
  range: () => '下限应写在前面',
  digits: () => '最多 15 位数字',
  'no-value': ({ topic }) => `尚未收到 ${topic} 的值`,
  'no-path': ({ topic }) => `${topic} 的最新值在此路径下没有内容`,
  'too-large': ({ most }) => `填入后的文本最多 ${grouped(most)} 个字符`,
  'no-message': () => '只有在规则的响应中，才有可供取值的消息',
  'no-file': ({ file }) => `此处没有保存文件“${file}”`,
  'no-column': ({ file, column }) => `${file} 没有“${column}”列，或没有数据行`,
  'not-in-message': ({ what }) => LACKING[what],
};

export const templates: Texts['templates'] = {
  fillIn: '填入 {{…}}',
  isOff: '已关闭：{{…}} 将原样发送。',
  next: '下一条消息示例',
  another: '换一个示例',
  insert: '插入',
  why: (fault: Fact<TemplateFaults>) => say(faults, fault),
  fault: (of, line, column, why) =>
    of === 'topic' ? `主题第 ${column} 列：${why}。` : `载荷第 ${line} 行第 ${column} 列：${why}。`,
  filledIn: (fault) => `填入后：${fault}`,
  files: {
    title: '{{csv}} 的表格',
    add: '添加文件…',
    none: '尚无。请选择首行为列名的 CSV 文件；每条消息取下一行。',
    rows: (count) => `${grouped(count)} 行`,
    remove: (name) => `移除 ${name}`,
    removed: (name) => `已移除 ${name}`,
    tooLarge: (name, most) => `${name} 超过 ${bytes(most)}。`,
    tooMany: (most) => `最多 ${grouped(most)} 个文件。`,
    notText: (name) => `${name} 不是 UTF-8 文本。`,
    lost: (name, why) => `无法保存 ${name}：${why}`,
  },
};
