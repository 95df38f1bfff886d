import type { ErrorKey } from '../../../payload/tree/format.ts';
import type { Texts } from '../../en/texts.ts';
import { bytes, grouped } from '../../numbers.ts';
import { jsonErrors } from '../facts/payloadErrors.ts';

const errors: Readonly<Record<Exclude<ErrorKey, 'depth' | 'layers'>, string>> = {
  ends: '载荷在由此开始的值中途结束',
  rest: '完整的值之后还有字节',
  reserved: '此字节不是任何值的开头',
  utf8: '此文本不是 UTF-8',
  nul: '文本前有一个 NUL 字节：可能是作为 C 字符串的主题的结束符被当作载荷发送，也可能是在较早版本的连接上写入了 MQTT 5 的空属性',
  'no-text': '文本到此为止：此处的字节不是 UTF-8，或是控制字符',
  charset: '此处不是该字符集的字符',
  break: '此处没有可结束的内容',
  chunk: '此分段与整体的类型不同',
  unpacked: '此处不是该压缩格式数据的开头',
  packed: '压缩数据自此处损坏',
  checksum: '解压结果与校验值不符',
  size: '解压结果的大小与此处所写不符；若块前没有大小，请用 lz4-block',
  large: '压缩内容超出此处解压的上限：请保存载荷，用其他工具解压',
  syntax: '文本从此处起格式不正确',
  many: '值的数量超出此处读取的上限',
  json: '这不是 JSON',
  path: '此路径下没有值',
  kind: '此处的值不是文本、字节或数字',
  'not-a-digit': '此处不是十六进制数字（0-9、a-f）',
  'half-a-byte': '两个十六进制数字为一个字节；此处缺少第二个',
  'not-base64': '此处不是 Base64 字符',
  padding: 'Base64 末尾最多两个 =，其后没有内容',
  'padding-missing': 'Base64 缺少一个 =：两个字符加两个 = 为一个字节，三个字符加一个 = 为两个字节',
  length: '缺少一个 Base64 字符：四个字符为三个字节',
  'leftover-bits': '此字符含有不属于任何字节的位；此 Base64 已损坏',
  dictionary: '压缩时使用了预设字典，而消息中没有该字典',
  head: '此字节不是字段的开头',
  schema: '缺少此处所指的 schema',
  written: '上一步的结果是值（数字、true、false、列表或对象），而此步骤读取字节',
  digits: '上一步给出的不是用数字书写的数',
  chain: '步骤链有误',
};

const TOO_DEEP = {
  depth: (levels: number): string => `此处的值嵌套超过 ${levels} 层；只显示到此为止`,
  layers: (levels: number): string => `包装超过 ${levels} 层；更内层的未打开`,
};

export const formatErrors: Texts['formatErrors'] = {
  error: ({ key, offset, levels = 0, line, why }) => {
    const what = key === 'depth' || key === 'layers' ? TOO_DEEP[key](levels) : errors[key];
    const reason = why === undefined ? '' : `：${jsonErrors[why]({})}`;
    const place = line === undefined ? '' : `第 ${grouped(line)} 行，`;
    return `${place}第 ${grouped(offset)} 字节：${what}${reason}。`;
  },
  within: (kind, size) => `内含：${kind}，${bytes(size)}`,
};
