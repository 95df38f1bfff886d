/** Reads the values of fields from the dissection. */

import { encodeUtf8, hasLoneSurrogate } from '../../base/utf8.ts';
import { QuickFields } from '../../mqtt/codec/quickFields.ts';
import { QuickUserProperties } from '../../mqtt/codec/quickUserProperties.ts';
import type { Field } from '../../mqtt/dissect/dissection.ts';
import { CONNECT, PUBLISH, SUBSCRIBE, UNSUBSCRIBE } from '../../mqtt/tables/typeNumbers.ts';
import type { PacketFacts } from './packetFacts.ts';
import { FIELDS_COST, type ValueSource, type ValueTest } from './valueSource.ts';

export const PACKET_ID_NAMES: ReadonlySet<string> = new Set(['mqtt.msgid']);
export const TOPIC_NAMES: ReadonlySet<string> = new Set(['mqtt.topic']);

/** Fields that occur only in some types of packet, so that other types need no dissection. */
const ONLY_IN: readonly (readonly [prefix: string, ...types: number[]])[] = [
  ['mqtt.conflag', CONNECT],
  ['mqtt.kalive', CONNECT],
  ['mqtt.clientid', CONNECT],
  ['mqtt.will', CONNECT],
  ['mqtt.username', CONNECT],
  ['mqtt.passwd', CONNECT],
  ['mqtt.proto', CONNECT],
  ['mqtt.ver', CONNECT],
  ['mqtt.conack', 2],
  ['mqtt.connack', 2],
  ['mqtt.puback', 4],
  ['mqtt.pubrec', 5],
  ['mqtt.pubrel', 6],
  ['mqtt.pubcomp', 7],
  ['mqtt.sub.', 8],
  ['mqtt.subscription_options', 8],
  ['mqtt.suback', 9],
  ['mqtt.unsuback', 11],
  ['mqtt.disconnect', 14],
  ['mqtt.auth', 15],
  ['mqtt.topic_len', PUBLISH, SUBSCRIBE, UNSUBSCRIBE],
];
/** Only MQTT 5 has properties. */
const OF_PROPERTIES = 'mqtt.prop';

const typeOf = ({ firstByte }: PacketFacts) => firstByte >> 4;

export function fieldsSource(names: ReadonlySet<string>): ValueSource {
  const types = new Set<number>();
  for (const name of names) {
    const only = ONLY_IN.find(([prefix]) => name.startsWith(prefix));
    const [, ...those] = only ?? [''];
    for (let type = 0; type < 16; type += 1) if (!only || those.includes(type)) types.add(type);
  }
  const isOfProperties = [...names].every((name) => name.startsWith(OF_PROPERTIES));
  const quick = new QuickFields(names);
  return {
    cost: FIELDS_COST,
    any: (facts, test) => {
      const type = typeOf(facts);
      if (!types.has(type)) return false;
      // A CONNECT names its own version.
      if (isOfProperties && facts.version !== 5 && type !== CONNECT) return false;
      const place = facts.place?.();
      const passes = place && quick.any(place.bytes, place.from, place.to, facts.version, test);
      return passes ?? anyField(facts.fields(), names, test);
    },
  };
}

/** Wireshark declares these as boolean, although some have several bits. */
const BOOLEANS: ReadonlySet<string> = new Set([
  'mqtt.conflag.reserved',
  'mqtt.conack.flags.reserved',
]);
/** Wireshark gives these no value, so they can only be present. */
const GROUPS: ReadonlySet<string> = new Set(['mqtt.properties', 'mqtt.will_properties']);
const CONTENT_TYPE = 'mqtt.property.content_type';

/** Groups have no value, except the groups of properties. Flag bytes, whose children are bits, have one. */
function hasValue({ name, children }: Field): boolean {
  return (
    name === CONTENT_TYPE ||
    name.startsWith('mqtt.prop.') ||
    children.every(({ mask }) => mask !== undefined)
  );
}

export function anyField(
  fields: readonly Field[],
  names: ReadonlySet<string>,
  test: ValueTest,
): boolean {
  // An alias replaces the empty topic before it.
  const hasAlias =
    names === TOPIC_NAMES &&
    fields.some(({ name, length, value }) => name === 'mqtt.topic' && length === 0 && value);
  return someField(fields, (field) => {
    const { name, value } = field;
    if (!names.has(name)) return false;
    if (GROUPS.has(name)) return test(true);
    if (value === null || !hasValue(field)) return false;
    if (hasAlias && value === '') return false;
    return test(BOOLEANS.has(name) ? Number(value) !== 0 : value);
  });
}

function someField(fields: readonly Field[], test: (field: Field) => boolean): boolean {
  return fields.some(
    (field) => test(field) || (field.name !== CONTENT_TYPE && someField(field.children, test)),
  );
}

/** Values of user properties, of one name or of any. */
export function userSource(name: string | number | undefined): ValueSource {
  const isPlain = name === undefined || (typeof name === 'string' && !hasLoneSurrogate(name));
  const key = typeof name === 'string' ? encodeUtf8(name) : undefined;
  const quick = isPlain ? new QuickUserProperties(key) : undefined;
  return {
    cost: FIELDS_COST,
    any: (facts, test) => {
      if (facts.version !== 5) return false;
      const place = facts.place?.();
      const passes = place && quick?.any(place.bytes, place.from, place.to, test);
      return passes ?? anyUserProperty(facts.fields(), name, test);
    },
  };
}

function anyUserProperty(
  fields: readonly Field[],
  name: string | number | undefined,
  test: ValueTest,
): boolean {
  return someField(fields, ({ name: group, children }) => {
    if (group !== 'mqtt.prop.user_property') return false;
    const valueOf = (part: string) => children.find((child) => child.name === part)?.value;
    const value = valueOf('mqtt.prop_value');
    if (typeof value !== 'string') return false;
    return (name === undefined || valueOf('mqtt.prop_key') === name) && test(value);
  });
}
