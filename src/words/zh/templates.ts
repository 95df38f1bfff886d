import { type Fact, say, type Words } from '../../mqtt/fact.ts';
import type { TemplateFaults } from '../../payload/templates/template.ts';
import type { Texts } from '../en/texts.ts';

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
  'no-message': () => '只有在规则的应答中，才有可供取值的消息',
  'not-in-message': () => '该消息中没有此项',
};

export const templates: Texts['templates'] = {
  fillIn: '填入 {{…}}',
  isOff: '已关闭：{{…}} 将原样发送。',
  next: '下一条消息示例',
  another: '换一个示例',
  insert: '插入',
  insertOne: (example) => `插入 ${example}`,
  why: (fault: Fact<TemplateFaults>) => say(faults, fault),
  fault: (of, line, column, why) =>
    of === 'topic' ? `主题第 ${column} 列：${why}。` : `载荷第 ${line} 行第 ${column} 列：${why}。`,
  filledIn: (fault) => `填入后：${fault}`,
};
