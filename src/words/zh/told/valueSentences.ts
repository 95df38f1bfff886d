/** What is wrong with a value of a fault rule, or of an order to the broker. */
import type { SentenceTable } from '../../sentences.ts';

/** `must be "a" or "b" or "c"`, of up to eight. */
const CHOICES: SentenceTable = Object.fromEntries(
  [2, 3, 4, 5, 6, 7, 8].map((count) => {
    const places = Array.from({ length: count }, (_none, at) => `{${at + 1}}`);
    const chinese = `须为 ${places.slice(0, -1).join('、')} 或 ${places.at(-1)}`;
    return [`must be ${Array.from({ length: count }, () => '{}').join(' or ')}`, chinese];
  }),
);

/** As they stand behind the path of the value. */
const REASONS: SentenceTable = {
  ...CHOICES,
  'is missing': '缺失',
  'is not known; known are {}': '无法识别；可用的有 {1}',
  'is not known here': '在此无法识别',
  'has more than {} members': '超过 {1} 项',
  'must be an object, { … }': '须为对象 { … }',
  'must be a list, [ … ]': '须为列表 [ … ]',
  'must be a text in quotation marks': '须为带引号的文本',
  'must be well-formed and not longer than {} characters': '须格式正确，且不超过 {1} 个字符',
  'must be true or false': '须为 true 或 false',
  'must be a whole number, {} or above': '须为不小于 {1} 的整数',
  'must be a whole number, {} to {}': '须为 {1} 至 {2} 的整数',
  'must be 1, the only version there is': '须为 1，目前只有这一个版本',
  'another rule has the same id': '另一条规则已使用此名称',
  'must be "from-client", since clients are answered': '须为 "from-client"，因为应答的对象是客户端',
  'is missing; an answer needs to know to what': '缺失；应答需要指明针对哪种报文',
  '{} cannot be answered': '{1} 无法应答',
  'must be 0x80 or above here: a refusal': '此处须为 0x80 或以上，即拒绝',
  'must be 1 to 64 letters, digits or any of _ . : -': '须为 1 至 64 个字母、数字或 _ . : -',
  'must be a number from 0 to 1': '须为 0 至 1 的数字',
  'must be 0, 1 or 2': '须为 0、1 或 2',
  'must be one number or two, [least, most]': '须为一个数字，或两个数字 [最少, 最多]',
  'must begin with the smaller number': '须以较小的数字开头',
  'must be a reason code such as "0x97" or 151': '须为原因码，例如 "0x97" 或 151',
  'names no packet': '没有指明报文',
  'must be the name of a control packet, such as "PUBACK"': '须为控制报文的名称，例如 "PUBACK"',
  'must be Base64': '须为 Base64',
};

/** `{1}` of a reason is `{2}` where the path stands before it. */
const behindPath = (chinese: string): string =>
  `{1} ${chinese.replace(/\{(\d)\}/g, (_whole, at: string) => `{${Number(at) + 1}}`)}`;

/** Each alone, behind its path, and as a sentence. */
export const VALUE_SENTENCES: SentenceTable = {
  // What follows is a sentence itself.
  'is no topic filter: {}': '不是主题过滤器：{1}',
  '{} is no topic filter: {}': '{1} 不是主题过滤器：{2}',
  ...Object.fromEntries(
    Object.entries(REASONS).flatMap(([english, chinese]) => [
      [english, chinese],
      [`{} ${english}`, behindPath(chinese)],
      [`{} ${english}.`, `${behindPath(chinese)}。`],
    ]),
  ),
};
