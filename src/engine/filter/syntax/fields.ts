/** The fields of filters: Wireshark's names, and short ones. */
import { PACKET_TYPES } from '../../../mqtt/tables/packet.ts';
import { PROPERTIES } from '../../../mqtt/tables/properties.ts';
import { propertyNames } from '../../../mqtt/tables/propertyPlaces.ts';
import { MESSAGE_TYPES } from '../../../mqttsn/messageTypes.ts';
import { EXCHANGE_STATES } from '../../exchanges/exchange.ts';
import { FAULT_ACTIONS } from '../../faults/rowFault.ts';
import { REPLY_STATES } from '../../requestResponse/reply.ts';
import { nearestOf } from './nearest.ts';

type FieldType = 'number' | 'boolean' | 'text' | 'bytes' | 'choice' | 'json';

/** `time`: in seconds, kept in µs. `size`: in bytes. */
type Quantity = 'time' | 'size';

/** Source of a field's values. */
type Place =
  | { readonly in: 'column'; readonly column: Column }
  /** Fields of the dissection with these names. */
  | { readonly in: 'fields'; readonly names: readonly string[] }
  | { readonly in: 'payload' | 'user' | 'problem' }
  /** Injected faults: the rule's name, its action, or both. */
  | { readonly in: 'fault'; readonly of: 'rule' | 'action' | undefined };

export type Column =
  | 'no'
  | 'time'
  | 'stream'
  | 'dir'
  | 'version'
  | 'size'
  | 'flags'
  | 'type'
  | 'qos'
  | 'retain'
  | 'dup'
  | 'id'
  | 'topic'
  | 'state'
  | 'latency'
  | 'replyState'
  | 'replyLatency'
  | 'replyTo'
  | 'withheld'
  | 'every'
  | 'everySensor'
  | 'sensorTopic';

export interface FilterField {
  readonly name: string;
  readonly type: FieldType;
  readonly place: Place;
  readonly quantity?: Quantity;
  /** Words for values. */
  readonly words?: ReadonlyMap<string, string | number>;
  /** Alone, the field tests whether it is true, not whether it exists. */
  readonly isTruth?: true;
}

type Extras = Pick<FilterField, 'quantity' | 'words' | 'isTruth'>;

const FIELDS = new Map<string, FilterField>();

function add(names: string, type: FieldType, place: Place, extras: Extras = {}): void {
  for (const name of names.split(' ')) FIELDS.set(name, { name, type, place, ...extras });
}

function column(names: string, type: FieldType, of: Column, extras: Extras = {}): void {
  add(names, type, { in: 'column', column: of }, extras);
}

/** Adds fields of Wireshark that the dissection has under the same name. */
function dissected(type: FieldType, names: string): void {
  for (const short of names.split(' ')) {
    const name = `mqtt.${short}`;
    add(name, type, { in: 'fields', names: [name] });
  }
}

/** Adds a short name for fields of the dissection. */
function alias(name: string, type: FieldType, names: string, extras: Extras = {}): void {
  add(
    name,
    type,
    { in: 'fields', names: names.split(' ').map((short) => `mqtt.${short}`) },
    extras,
  );
}

const TYPE_WORDS = new Map(PACKET_TYPES.map((type, number) => [type, number]));
const VERSION_WORDS = new Map([
  ['3.1', 3],
  ['3.1.1', 4],
  ['5.0', 5],
]);
const themselves = (words: readonly string[]) => new Map(words.map((word) => [word, word]));

column('type mqtt.msgtype', 'number', 'type', { words: TYPE_WORDS });
column('dir mqtt.dir', 'choice', 'dir', { words: themselves(['in', 'out']) });
column('topic mqtt.topic', 'text', 'topic');
column('qos mqtt.qos', 'number', 'qos');
column('retain', 'boolean', 'retain', { isTruth: true });
column('dup', 'boolean', 'dup', { isTruth: true });
column('mqtt.retain', 'boolean', 'retain');
column('mqtt.dupflag', 'boolean', 'dup');
column('id mqtt.msgid', 'number', 'id');
column('mqtt.hdrflags', 'number', 'flags');
column('size', 'number', 'size', { quantity: 'size' });
column('stream', 'number', 'stream');
column('time', 'number', 'time', { quantity: 'time' });
column('no', 'number', 'no');
column('version', 'number', 'version', { words: VERSION_WORDS });
column('mqtt', 'boolean', 'every');
column('mqttsn', 'boolean', 'everySensor');
column('exchange.state', 'choice', 'state', { words: themselves(EXCHANGE_STATES) });
column('exchange.latency', 'number', 'latency', { quantity: 'time' });
column('reply.state', 'choice', 'replyState', { words: themselves(REPLY_STATES) });
column('reply.latency', 'number', 'replyLatency', { quantity: 'time' });
column('reply.to', 'number', 'replyTo');
add('payload mqtt.msg', 'bytes', { in: 'payload' });
add('user mqtt.prop.user', 'text', { in: 'user' });
add('problem', 'text', { in: 'problem' });
add('fault', 'text', { in: 'fault', of: undefined });
add('fault.rule', 'text', { in: 'fault', of: 'rule' });
add('fault.action', 'choice', { in: 'fault', of: 'action' }, { words: themselves(FAULT_ACTIONS) });
column('fault.withheld', 'boolean', 'withheld', { isTruth: true });

dissected('number', 'len hdr_reserved retain_reserved proto_len ver conflags conflag.qos kalive');
dissected('number', 'clientid_len willtopic_len willmsg_len username_len passwd_len conack.flags');
dissected('number', 'conack.val topic_len sub.qos suback.qos subscription_options property_len');
dissected('number', 'subscription_options_qos subscription_options_retain prop_number property_id');
dissected('number', 'subscription_options_reserved property.max_qos property.topic_alias');
dissected('number', 'prop_string_len prop_key_len prop_value_len');
dissected('boolean', 'conflag.uname conflag.passwd conflag.retain conflag.willflag');
dissected('boolean', 'conflag.cleansess conflag.reserved conack.flags.reserved conack.flags.sp');
dissected('boolean', 'subscription_options_nl subscription_options_rap');
dissected('boolean', 'properties will_properties');
dissected('text', 'protoname clientid willtopic username passwd property.content_type');
dissected('text', 'prop_string prop_key prop_value');
dissected('bytes', 'willmsg prop_unknown undissected');

const ONE_CODE = 'connack puback pubrec pubrel pubcomp suback unsuback disconnect auth';
const CODES = ONE_CODE.split(' ').map((type) => `${type}.reason_code`);
dissected('number', CODES.join(' '));
alias('reason', 'number', ['conack.val', 'suback.qos', ...CODES].join(' '));
alias('client', 'text', 'clientid');
alias('username', 'text', 'username');
alias('keepalive', 'number', 'kalive');
alias('will.topic', 'text', 'willtopic');
alias('will.payload', 'bytes', 'willmsg');

for (const name of propertyNames()) {
  const { format } = PROPERTIES[name];
  if (format === 'pair') continue;
  const snake = name
    .replace('QoS', 'Qos')
    .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const type = format === 'utf8' ? 'text' : format === 'binary' ? 'bytes' : 'number';
  add(`prop.${snake} mqtt.prop.${snake}`, type, { in: 'fields', names: [`mqtt.prop.${snake}`] });
}

/** Adds fields of MQTT-SN by Wireshark's names. */
function sensors(type: FieldType, names: string, extras: Extras = {}): void {
  for (const short of names.split(' ')) {
    const name = `mqttsn.${short}`;
    add(name, type, { in: 'fields', names: [name] }, extras);
  }
}

sensors('number', 'msg.type', {
  words: new Map([...MESSAGE_TYPES].map(([type, { name }]) => [name.toLowerCase(), type])),
});
sensors('number', 'msg.len flags qos topic.id.type topic.id keep.alive adv.interv sleep.timer');
sensors('number', 'gw.id msg.id protocol.id radius return.code control.info');
sensors('boolean', 'dup retain will clean.session');
sensors('text', 'client.id topic.name.or.id will.topic');
sensors('bytes', 'pub.msg will.msg gw.addr wireless.node.id undissected');
// Set even if the message has only its number.
column('mqttsn.topic', 'text', 'sensorTopic');

export const FIELD_NAMES: readonly string[] = [...FIELDS.keys()];

/** A field, with the remaining steps of the name: `payload.a.b` is `payload` with two steps. */
export function findField(
  word: string,
): { readonly field: FilterField; readonly steps: readonly string[] } | undefined {
  const field = FIELDS.get(word);
  if (field) return { field, steps: [] };
  const payload = FIELDS.get('payload');
  if (!payload || !word.startsWith('payload.')) return undefined;
  return { field: payload, steps: word.slice('payload.'.length).split('.') };
}

/** Names in other tools. */
const FOREIGN_NAMES: ReadonlyMap<string, string> = new Map([
  ['direction', 'dir'],
  ['length', 'size'],
  ['client_id', 'client'],
  ['packet_id', 'id'],
  ['packetid', 'id'],
  ['state', 'exchange.state'],
  ['latency', 'exchange.latency'],
  ['duration', 'exchange.latency'],
  ['number', 'no'],
  ['rule', 'problem'],
  ['severity', 'problem'],
  ['reason_code', 'reason'],
]);

/** The most similar name. */
export function nearestField(word: string): string | undefined {
  const wanted = word.toLowerCase();
  const whole = [FOREIGN_NAMES.get(wanted) ?? wanted, `mqtt.${wanted}`, `prop.${wanted}`];
  return whole.find((name) => FIELDS.has(name)) ?? nearestOf(wanted, FIELD_NAMES, 2);
}
