/** What is wrong with a topic. */
import type { SentenceTable } from '../../sentences.ts';

export const PACKET_SENTENCES: SentenceTable = {
  // Topics
  'A {} has at least one character.': '{1}至少有一个字符。',
  'A {} must not hold the character U+0000.': '{1}不能含字符 U+0000。',
  'A {} has at most {} bytes of UTF-8.': '{1}的 UTF-8 最多 {2} 字节。',
  'topic name': '主题名',
  'topic filter': '主题过滤器',
  'A topic name must not hold the wildcard #.': '主题名不能含通配符 #。',
  'A topic name must not hold the wildcard +.': '主题名不能含通配符 +。',
  'The wildcard # must be the last character.': '通配符 # 必须是最后一个字符。',
  'The wildcard # must fill its whole level.': '通配符 # 必须占据完整的一层。',
  'The wildcard + must fill its whole level.': '通配符 + 必须占据完整的一层。',
  'A shared subscription needs a topic filter after its share name: $share/{name}/{filter}.':
    '共享订阅在共享名之后需要主题过滤器：$share/{name}/{filter}。',
  'A share name has at least one character.': '共享名至少有一个字符。',
  'A share name must not hold a wildcard.': '共享名不能含通配符。',
  'A topic filter must be text that UTF-8 can express.': '主题过滤器必须是 UTF-8 能表示的文本。',
};
