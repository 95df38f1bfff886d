/** 输入的载荷有什么问题：接在说明位置的句子之后。 */

import type { BytesErrors } from '../../../base/hex.ts';
import type { Words } from '../../../base/message.ts';
import type { JsonErrors } from '../../../payload/tree/jsonErrors.ts';

export const jsonErrors: Words<JsonErrors> = {
  empty: () => '只有空白',
  value: () => '此处应为值',
  key: () => '此处应为双引号中的键',
  colon: () => '键之后应为冒号',
  'comma-or-brace': () => '此处应为逗号或 }',
  'comma-or-bracket': () => '此处应为逗号或 ]',
  rest: () => '值之后还有文本',
  'string-end': () => '文本在字符串中间结束',
  control: () => '字符串中的控制字符必须写成转义',
  escape: () => '没有此转义',
  number: () => '这不是 JSON 的数字写法',
  'text-end': () => '文本过早结束',
  many: () => '值的数量超出此处读取的上限',
  'not-a-number': () => 'JSON 没有 NaN 和 Infinity（RFC 8259 第 3 节）',
  word: () => 'JSON 没有这个值：只有小写的 true、false 和 null',
  'object-text': () =>
    '这是 JavaScript 用来代替对象的文本；发送方应调用 JSON.stringify，在 Node-RED 中可使用 json 节点',
  'trailing-comma': () => '此逗号之后没有值',
  comment: () => 'JSON 没有注释',
  'single-quotes': () => 'JSON 只用双引号',
  'not-utf8': () => '此文本不是 UTF-8；若为其他字符集，请选择 text(gbk) 等步骤',
  nul: () => '值之后是 NUL 字节',
};

export const bytesErrors: Words<BytesErrors> = {
  'not-a-digit': ({ found }) => `${found} 不是十六进制数字（0-9、a-f）`,
  'half-a-byte': () => '两个十六进制数字为一个字节；此处缺少第二个',
  'not-base64': ({ found }) => `${found} 不是 Base64 字符`,
  padding: () => 'Base64 末尾最多两个 =，其后没有内容',
  'padding-missing': () => '缺少一个 =：两个字符加两个 = 为一个字节，三个字符加一个 = 为两个字节',
  length: () => '缺少一个 Base64 字符：四个字符为三个字节',
  'leftover-bits': ({ found }) => `${found} 含有不属于任何字节的位；此 Base64 已损坏`,
};
