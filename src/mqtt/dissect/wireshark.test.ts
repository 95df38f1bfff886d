import { describe, expect, it } from 'vitest';
import {
  corpus,
  type RecordedField,
  type RecordedPacket,
  topicAliasesOf,
} from './corpus.testkit.ts';
import { dissect } from './dissect.ts';
import type { Field } from './dissection.ts';
import { flatten } from './tree.testkit.ts';

/** Wireshark's own notes without bytes. */
const EXPERT_NOTES = new Set(['unknown_topic_alias', 'illegal_topic_length', 'unknown_version']);

/** Packets that Wireshark 4.0 reads differently from the standard, with the affected fields. */
const MISREAD: Readonly<Record<string, readonly string[]>> = {
  // 1.5.5: a fifth length byte has no value; Wireshark continues after it.
  '5.0/bad property length of 5 bytes': ['property_len', 'property_id'],
  // 2.2.2.2: the identifier is a Variable Byte Integer; Wireshark reads one byte.
  '5.0/bad property id of two bytes': ['property_id', 'prop_unknown'],
};

/** Binary fields that Wireshark reads as text up to the first zero byte. */
const BINARY_AS_TEXT = new Set(['passwd', 'prop_string', 'prop_unknown']);

function escapeControls(text: string): string {
  return text.replace(/[^\0 -\uffff]/g, (c) => `\\x${c.charCodeAt(0).toString(16)}`);
}

/** Our value in Wireshark's notation. */
function printed(field: Field, like: string): string {
  const { value } = field;
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'number') {
    return like.startsWith('0x') ? `0x${value.toString(16).padStart(2, '0')}` : String(value);
  }
  // Wireshark ends a text at U+0000.
  if (typeof value === 'string') return escapeControls(value.split('\0')[0] ?? '');
  return [...value].map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}

/** True if the recorded value cannot be compared. */
function isValueMisread(recorded: RecordedField, field: Field): boolean {
  // Too long to be recorded.
  if (recorded.value === null) return true;
  // Wireshark shows a two-byte length as the number of its bytes.
  if (recorded.name === 'property_len' && recorded.length > 1) return true;
  if (!(field.value instanceof Uint8Array)) return false;
  // Ill-formed UTF-8 has no text: we show the bytes.
  return BINARY_AS_TEXT.has(recorded.name) || recorded.name === 'topic';
}

const isSameField = (recorded: RecordedField) => (field: Field) =>
  field.name === `mqtt.${recorded.name}` &&
  field.offset === recorded.offset &&
  field.length === recorded.length &&
  (isValueMisread(recorded, field) ||
    (recorded.value !== null && printed(field, recorded.value) === recorded.value));

function missingFields(packet: RecordedPacket): RecordedField[] {
  const { bytes, version, sender, name } = packet;
  const topicAlias = topicAliasesOf(packet);
  const ours = flatten(dissect(bytes, { version, sender, topicAlias }).fields);
  return packet.fields.filter(
    (recorded) =>
      !EXPERT_NOTES.has(recorded.name) &&
      !MISREAD[name]?.includes(recorded.name) &&
      !ours.some(isSameField(recorded)),
  );
}

describe('our fields have Wireshark’s values and byte ranges', () => {
  it.each(corpus)('$name', (packet) => {
    expect(missingFields(packet)).toEqual([]);
  });

  it('of more than three thousand fields', () => {
    const count = corpus.flatMap(({ fields }) => fields).length;
    expect(count).toBeGreaterThan(3000);
  });
});

describe('our fields are absent from versions without them', () => {
  const namesIn31 = corpus
    .filter(({ version }) => version === 3)
    .flatMap(({ bytes, version, sender }) => flatten(dissect(bytes, { version, sender }).fields))
    .map(({ name }) => name);

  it.each(['mqtt.conack.flags', 'mqtt.conack.flags.sp', 'mqtt.subscription_options'])(
    '%s is absent from 3.1',
    (name) => {
      expect(namesIn31).toContain('mqtt.sub.qos');
      expect(namesIn31).not.toContain(name);
    },
  );
});

describe('facts known only from the connection', () => {
  const named = (name: string) => corpus.filter((packet) => packet.name === name);

  it.each(named('5.0/alias unknown'))('$name: MQTT-3.3.2.3.4', (packet) => {
    const { bytes, version, sender } = packet;
    const topicAlias = topicAliasesOf(packet);
    const { problems } = dissect(bytes, { version, sender, topicAlias });
    expect(problems.map(({ statement }) => statement)).toEqual(['MQTT-3.3.2.3.4']);
  });

  it.each(named('5.0/bad connack from the client'))('$name: MQTT-2.1.2', (packet) => {
    const { bytes, version, sender } = packet;
    const { problems } = dissect(bytes, { version, sender });
    expect(problems.map(({ statement }) => statement)).toEqual(['MQTT-2.1.2']);
  });
});
