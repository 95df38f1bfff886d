import { say, type Words } from '../../../base/message.ts';
import type { ConventionErrors, Wanted } from '../../../conventions/files/fileErrors.ts';
import type { conventionError as english } from '../../en/topics/conventionErrors.ts';
import { grouped } from '../../numbers.ts';
import { payloadRules } from './payloadRules.ts';

const wanted: Readonly<Record<Wanted, string>> = {
  text: '文本',
  number: '数字',
  flag: 'true 或 false',
  object: '对象',
  list: '列表',
  scalar: '文本、数字、true、false 或 null',
  wording: '文本，或含“en”和“zh”的对象',
};

export const conventionErrors: Words<ConventionErrors> = {
  json: () => '这不是 JSON',
  large: ({ most }) => `内容过长：最多 ${grouped(most)} 个字符`,
  wanted: ({ what }) => `此处应为${wanted[what]}`,
  missing: ({ name }) => `缺少“${name}”`,
  unknown: ({ name, choices }) => `此处没有“${name}”，只能是 ${choices.join('、')}`,
  choice: ({ found, choices }) => `“${found}”不在 ${choices.join('、')} 之中`,
  'too-many': ({ most }) => `此处最多 ${grouped(most)} 项`,
  id: ({ found }) => `“${found}”不能用作标识：请用字母、数字、“-”和“_”`,
  topic: ({ error }) => topicErrors[error],
  'open-secret': () => '含敏感信息的主题须以固定层级开头，例如 plant/{device}',
  path: ({ found }) => `“${found}”不是路径：请写成 .key、["任意键"] 或 [3]`,
  template: ({ found }) => `“${found}”的花括号不成对`,
  'no-level': ({ name, levels }) =>
    levels.length === 0
      ? `此处没有名为 {${name}} 的层级`
      : `此处没有名为 {${name}} 的层级，只有 ${levels.map((level) => `{${level}}`).join('、')}`,
  chain: ({ error }) => payloadRules.at(error.start + 1, say(payloadRules.errors, error.why)),
};

const topicErrors = {
  empty: '此处应为主题',
  brace: '花括号不成对，或括号内不是名称',
  long: '形式最多 2,000 个字符',
  'two-in-a-level': '一个层级只能有一个名称',
  'rest-twice': '只能有一个名称代表多个层级',
  'query-not-last': 'URL 形式的部分之后不能再有内容',
  'name-twice': '同一名称只能出现一次',
  wildcard: '请用花括号中的层级名称代替 + 或 #',
} as const;

export const conventionError: typeof english = ({ place, why }) => {
  const said = say(conventionErrors, why);
  const whole = said.endsWith('。') ? said.slice(0, -1) : said;
  return place === '' ? `${whole}。` : `${place}：${whole}。`;
};
