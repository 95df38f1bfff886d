import type { Texts } from '../../en/texts.ts';

export const payload: Texts['payload'] = {
  names: {
    text: '文本',
    hex: '十六进制',
    'nul-ended': '文本 + NUL 或 0xFF',
    'nul-begun': 'NUL + 文本',
    'begun-text': '文本 + 字节',
    protobuf: 'Protobuf?',
    'base64-text': 'Base64 文本',
    'hex-text': '十六进制文本',
  },
  kinds: {
    text: '文本',
    hex: '二进制',
    'nul-ended': '以 NUL 或 0xFF 结尾的文本',
    'nul-begun': 'NUL 之后的文本',
    'begun-text': '文本，其后有其他字节',
    protobuf: 'Protobuf（无 schema，按猜测解析）',
  },
  empty: '空',
  readingEnded: '读取该载荷耗时过长，已终止。',
};
