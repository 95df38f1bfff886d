/** What the engine says of a packet in few English words, in lists and beside fields. */
import { sentencesBy } from '../sentences.ts';

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
