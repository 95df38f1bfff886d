/** Where the values of a field come from, and what it costs to get them. */
import type { Field, FieldValue } from '../../mqtt/dissection.ts';
import { CONNECT, PUBLISH, PUBREL, SUBSCRIBE, UNSUBSCRIBE } from '../../mqtt/typeNumbers.ts';
import type { PayloadReader } from '../../payload/formats/format.ts';
import { payloadReader } from '../../payload/formats/reading.ts';
import type { FieldReference } from './expression.ts';
import type { Column, FilterField } from './fields.ts';
import { wholeNanoseconds } from './literals.ts';
import type { PacketFacts } from './packetFacts.ts';

type FactValue = FieldValue | NonNullable<ReturnType<PayloadReader>>;
export type ValueTest = (value: FactValue) => boolean;

export interface Source {
  /** Whether the test holds for any of the field's values; most fields have at most one. */
  readonly any: (facts: PacketFacts, test: ValueTest) => boolean;
  /** Roughly, in nanoseconds: cheap questions are asked first. */
  readonly cost: number;
}

const COLUMN_COST = 1;
const FAULT_COST = 5;
const PAYLOAD_COST = 100;
const JSON_COST = 1000;
const FIELDS_COST = 10_000;

export function sourceOf(
  field: FilterField,
  steps: FieldReference['steps'],
  asJson: boolean,
): Source {
  const { place } = field;
  switch (place.in) {
    case 'column':
      return columnSource(place.column);
    case 'fields':
      return fieldsSource(new Set(place.names));
    case 'payload':
      return asJson || steps.length > 0 ? jsonSource(steps) : PAYLOAD;
    case 'user':
      return userSource(steps[0]);
    case 'problem':
      return PROBLEMS;
    case 'fault':
      return faultSource(place.of);
  }
}

const single = (cost: number, read: (facts: PacketFacts) => FactValue | undefined): Source => ({
  cost,
  any: (facts, test) => {
    const value = read(facts);
    return value !== undefined && test(value);
  },
});

const PAYLOAD = single(PAYLOAD_COST, (facts) => facts.payload());

function jsonSource(steps: FieldReference['steps']): Source {
  const read = payloadReader(steps);
  return single(JSON_COST, (facts) => {
    const payload = facts.payload();
    return payload && read(payload, facts.chosen?.());
  });
}

const typeOf = ({ firstByte }: PacketFacts) => firstByte >> 4;
/** MQTT 3.1 lets them be repeated with DUP, and they say their QoS. */
const REPEATABLE: ReadonlySet<number> = new Set([PUBREL, SUBSCRIBE, UNSUBSCRIBE]);

/** A flag of the fixed header that only some packets have. */
const flag = (read: (firstByte: number) => number | boolean, isOfPublish: boolean) =>
  single(COLUMN_COST, (facts) => {
    const type = typeOf(facts);
    const hasFlag =
      type === PUBLISH || (!isOfPublish && facts.version === 3 && REPEATABLE.has(type));
    return hasFlag ? read(facts.firstByte) : undefined;
  });

function columnSource(column: Column): Source {
  switch (column) {
    case 'no':
      return single(COLUMN_COST, ({ no }) => no);
    case 'time':
      return single(COLUMN_COST, ({ time }) => wholeNanoseconds(time));
    case 'stream':
      return single(COLUMN_COST, ({ stream }) => stream);
    case 'dir':
      return single(COLUMN_COST, ({ direction }) => direction);
    case 'version':
      return single(COLUMN_COST, ({ version }) => version);
    case 'size':
      return single(COLUMN_COST, ({ size }) => size);
    case 'flags':
      return single(COLUMN_COST, ({ firstByte }) => firstByte);
    case 'type':
      return single(COLUMN_COST, typeOf);
    case 'withheld':
      return single(COLUMN_COST, ({ withheld }) => withheld);
    case 'every':
      return single(COLUMN_COST, ({ protocol }) => (protocol === undefined ? true : undefined));
    case 'sensorTopic':
      return single(COLUMN_COST, ({ protocol, topic }) =>
        protocol === 'mqttsn' ? topic : undefined,
      );
    case 'everySensor':
      return single(COLUMN_COST, ({ protocol }) => (protocol === 'mqttsn' ? true : undefined));
    case 'qos':
      return flag((first) => (first >> 1) & 3, false);
    case 'dup':
      return flag((first) => (first & 8) !== 0, false);
    case 'retain':
      return flag((first) => (first & 1) !== 0, true);
    case 'id':
      return PACKET_ID;
    case 'topic':
      return TOPIC;
    case 'state':
      return single(COLUMN_COST, ({ exchange }) => exchange?.state);
    case 'latency':
      return single(COLUMN_COST, ({ exchange }) => {
        const latency = exchange?.latency;
        return latency === undefined ? undefined : wholeNanoseconds(latency);
      });
    case 'replyState':
      return single(COLUMN_COST, ({ reply }) => reply?.state);
    case 'replyLatency':
      return single(COLUMN_COST, ({ reply }) => {
        const latency = reply?.latency;
        return latency === undefined ? undefined : wholeNanoseconds(latency);
      });
    case 'replyTo':
      return single(COLUMN_COST, ({ reply }) => reply?.to);
  }
}

/** In the dissection where the column does not know it. */
const PACKET_ID: Source = {
  cost: COLUMN_COST,
  any: (facts, test) => {
    if (facts.packetId !== 0) return test(facts.packetId);
    const type = typeOf(facts);
    const mayHave = type === PUBLISH ? (facts.firstByte & 6) !== 0 : type > PUBLISH && type < 12;
    return mayHave && anyField(facts.fields(), PACKET_ID_NAMES, test);
  },
};
const PACKET_ID_NAMES: ReadonlySet<string> = new Set(['mqtt.msgid']);

/** Of a PUBLISH; of SUBSCRIBE and UNSUBSCRIBE their topic filters. */
const TOPIC: Source = {
  cost: COLUMN_COST * 2,
  any: (facts, test) => {
    if (facts.topic !== undefined) return test(facts.topic);
    const type = typeOf(facts);
    const mayHave = type === PUBLISH || type === SUBSCRIBE || type === UNSUBSCRIBE;
    return mayHave && anyField(facts.fields(), TOPIC_NAMES, test);
  },
};
const TOPIC_NAMES: ReadonlySet<string> = new Set(['mqtt.topic']);

/** Fields that stand in one type of packet only, so that no other needs to be dissected. */
const ONLY_IN: readonly (readonly [prefix: string, type: number])[] = [
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
];

function fieldsSource(names: ReadonlySet<string>): Source {
  const types = new Set<number>();
  for (const name of names) {
    const only = ONLY_IN.find(([prefix]) => name.startsWith(prefix));
    for (let type = 0; type < 16; type += 1) if (!only || only[1] === type) types.add(type);
  }
  return {
    cost: FIELDS_COST,
    any: (facts, test) => types.has(typeOf(facts)) && anyField(facts.fields(), names, test),
  };
}

/** Wireshark's type of these is boolean, although one has several bits. */
const BOOLEANS: ReadonlySet<string> = new Set([
  'mqtt.conflag.reserved',
  'mqtt.conack.flags.reserved',
]);
/** Wireshark gives these no value: they are there or not. */
const GROUPS: ReadonlySet<string> = new Set(['mqtt.properties', 'mqtt.will_properties']);
const CONTENT_TYPE = 'mqtt.property.content_type';

/** Groups are no values, but for those of properties, and bytes of flags, whose children are bits. */
function hasValue({ name, children }: Field): boolean {
  return (
    name === CONTENT_TYPE ||
    name.startsWith('mqtt.prop.') ||
    children.every(({ mask }) => mask !== undefined)
  );
}

function anyField(fields: readonly Field[], names: ReadonlySet<string>, test: ValueTest): boolean {
  // An alias stands for the empty topic before it.
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

/** Values of user properties: of one name, or of any. */
function userSource(name: string | number | undefined): Source {
  return {
    cost: FIELDS_COST,
    any: (facts, test) =>
      facts.version === 5 &&
      someField(facts.fields(), ({ name: group, children }) => {
        if (group !== 'mqtt.prop.user_property') return false;
        const valueOf = (part: string) => children.find((child) => child.name === part)?.value;
        const value = valueOf('mqtt.prop_value');
        if (typeof value !== 'string') return false;
        return (name === undefined || valueOf('mqtt.prop_key') === name) && test(value);
      }),
  };
}

function faultSource(of: 'rule' | 'action' | undefined): Source {
  return {
    cost: FAULT_COST,
    any: ({ faults }, test) =>
      faults.some(
        ({ rule, action }) => (of !== 'action' && test(rule)) || (of !== 'rule' && test(action)),
      ),
  };
}

/** Rule, severity, statement and sentence of each problem. */
const PROBLEMS: Source = {
  cost: FIELDS_COST,
  any: (facts, test) =>
    facts.hasProblem &&
    facts
      .problems()
      .some(
        ({ rule, severity, statement, text }) =>
          test(rule) || test(severity) || test(statement) || (text !== undefined && test(text)),
      ),
};
