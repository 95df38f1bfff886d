/** What the engine says of a packet in few English words, in lists and beside fields. */
import { type SentenceTable, sentencesBy } from '../sentences.ts';
import { told } from './told.ts';

const CONNECT = 1;
const CONNACK = 2;
const PUBLISH = 3;
const SUBSCRIBE = 8;
const SUBACK = 9;
const UNSUBSCRIBE = 10;

const HAN = /\p{Script=Han}/u;
const BETWEEN = ' · ';

/** Of the parts of a summary, by packet type: others are names and codes. */
const PARTS: Readonly<Record<number, SentenceTable>> = {
  [CONNECT]: {
    '(no client identifier)': '（无客户端标识符）',
    'clean start': 'Clean Start',
    'clean session': 'Clean Session',
    'keep alive off': '心跳已关闭',
    'keep alive {} s': '心跳 {1} s',
    'will {}': '遗嘱 {1}',
  },
  [CONNACK]: { accepted: '已接受', 'session present': 'Session Present' },
  [PUBLISH]: { 'topic alias {}': '主题别名 {1}' },
  [SUBSCRIBE]: { '{} and {} more': '{1} 等，另有 {2} 个' },
  [SUBACK]: {
    'granted {}': '授予 {1}',
    '{}, granted {}': '{1}，授予 {2}',
    '{} and {} more': '{1} 等，另有 {2} 个',
  },
  [UNSUBSCRIBE]: { '{} and {} more': '{1} 等，另有 {2} 个' },
};

const BY_TYPE = new Map(
  Object.entries(PARTS).map(([type, table]) => [Number(type), sentencesBy(table)]),
);

/** @param text as `PacketRow.summary`: parts with a dot between, the last one perhaps a problem */
export function summary(packetType: number, text: string): string {
  const words = BY_TYPE.get(packetType);
  return text
    .split(BETWEEN)
    .map((part) => {
      const own = words?.(part) ?? part;
      if (own !== part) return own;
      // Reason strings are the other side's, and may be built as ours are.
      const problem = told.sentence(part);
      return HAN.test(problem) ? problem : part;
    })
    .join(BETWEEN);
}

const VALUES = sentencesBy({
  none: '无',
  off: '关闭',
  '1 property': '1 个属性',
  '{} properties': '{1} 个属性',
  '{} bytes': '{1} 字节',
  'reserved ({})': '保留（{1}）',
  'never expires': '永不过期',
  '{} not defined': '{1} 未定义',
  '{} (not defined)': '{1}（未定义）',
  '{} (yes)': '{1}（是）',
  '{} (no)': '{1}（否）',
  '{} (UTF-8 text)': '{1}（UTF-8 文本）',
  '{} (unspecified)': '{1}（未指明）',
  '{} (send retained messages)': '{1}（发送保留消息）',
  '{} (send retained messages for a new subscription)': '{1}（仅新订阅时发送保留消息）',
  '{} (send no retained messages)': '{1}（不发送保留消息）',
  '{} (MQTT 3.1.1, marked as a bridge)': '{1}（MQTT 3.1.1，标记为桥接）',
  '{} (MQTT 3.1, marked as a bridge)': '{1}（MQTT 3.1，标记为桥接）',
});

/** @param text of a field that the standard explains, not of a name or a payload; a user property is one, too */
export function fieldValue(text: string): string {
  return text.includes(' = ') ? text : VALUES(text);
}

const PREVIEWS = sentencesBy({ '<empty>': '<空>', '<{} B binary>': '<{1} B 二进制>' });

/** @param text the beginning of a payload, or its size where that is no text */
export function preview(text: string): string {
  return text.startsWith('<') ? PREVIEWS(text) : text;
}
