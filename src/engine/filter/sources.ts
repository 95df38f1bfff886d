/** Provides the values of fields, with their cost. */

import type { Steps } from '../../base/steps.ts';
import { qosIn } from '../../mqtt/framing/firstBytes.ts';
import { PUBLISH, PUBREL, SUBSCRIBE, UNSUBSCRIBE } from '../../mqtt/tables/typeNumbers.ts';
import { payloadReader } from '../../payload/formats/reading.ts';
import { JsonPath } from '../../payload/json/jsonPath.ts';
import { CONTAINER, type PayloadFormat } from '../../payload/tree/format.ts';
import {
  anyField,
  fieldsSource,
  PACKET_ID_NAMES,
  TOPIC_NAMES,
  userSource,
} from './fieldSources.ts';
import type { ByteSpan, PacketFacts } from './packetFacts.ts';
import type { FieldReference } from './syntax/expression.ts';
import type { Column, FilterField } from './syntax/fields.ts';
import { wholeNanoseconds } from './syntax/literals.ts';
import {
  type FactValue,
  FIELDS_COST,
  readSteps,
  type ValueSource,
  type ValueTest,
} from './valueSource.ts';

const COLUMN_COST = 1;
const FAULT_COST = 5;
const PAYLOAD_COST = 100;
const JSON_COST = 1000;
/** Steps per decompressed byte. */
const STEPS_PER_UNPACKED_BYTE = 16;

export function sourceOf(
  field: FilterField,
  steps: FieldReference['steps'],
  asJson: boolean,
  budget?: Steps,
): ValueSource {
  const { place } = field;
  switch (place.in) {
    case 'column':
      return columnSource(place.column);
    case 'fields':
      return fieldsSource(new Set(place.names));
    case 'payload':
      return asJson || steps.length > 0 ? jsonSource(steps, budget) : PAYLOAD;
    case 'user':
      return userSource(steps[0]);
    case 'problem':
      return PROBLEMS;
    case 'fault':
      return faultSource(place.of);
  }
}

const single = (
  cost: number,
  read: (facts: PacketFacts) => FactValue | undefined,
): ValueSource => ({
  cost,
  any: (facts, test) => {
    const value = read(facts);
    return value !== undefined && test(value);
  },
});

const PAYLOAD: ValueSource = {
  cost: PAYLOAD_COST,
  any: (facts, test) => {
    if (test.ofBytes === undefined || facts.payloadPlace === undefined) {
      const payload = facts.payload();
      return payload !== undefined && test(payload);
    }
    const place = facts.payloadPlace();
    return place !== undefined && test.ofBytes(place.bytes, place.from, place.to);
  },
};

function jsonSource(steps: FieldReference['steps'], budget: Steps | undefined): ValueSource {
  const read = payloadReader(steps);
  // A payload may be unpacked once, regardless of its size.
  const unpack = (bytes: number) => budget?.spend(bytes * STEPS_PER_UNPACKED_BYTE);
  const path = steps.length > 0 ? new JsonPath(steps) : undefined;
  const readAny = (facts: PacketFacts, test: ValueTest, chosen: PayloadFormat | undefined) => {
    if (budget?.take(readSteps(facts.size)) === false) return false;
    const payload = facts.payload();
    const value = payload && read(payload, chosen, unpack);
    return value !== undefined && test(value);
  };
  return {
    cost: JSON_COST,
    any: (facts, test) => {
      const chosen = facts.chosen?.();
      if (path === undefined || chosen !== undefined || facts.payloadPlace === undefined) {
        return readAny(facts, test, chosen);
      }
      const place = facts.payloadPlace();
      return (
        place !== undefined && (passesInJson(path, place, test) ?? readAny(facts, test, chosen))
      );
    },
  };
}

/** Undefined if it is not known. */
function passesInJson(path: JsonPath, place: ByteSpan, test: ValueTest): boolean | undefined {
  switch (path.find(place.bytes, place.from, place.to)) {
    case 'unsure':
      return undefined;
    case 'nothing':
      return false;
    case 'container':
      return test(CONTAINER);
    case 'null':
      return test(null);
    case 'true':
      return test(true);
    case 'false':
      return test(false);
    case 'number': {
      const number = path.number();
      return number === undefined ? undefined : test(number);
    }
    case 'text': {
      if (test.ofBytes && path.isPlain()) return test.ofBytes(place.bytes, path.start, path.end);
      const text = path.text();
      return text === undefined ? undefined : test(text);
    }
  }
}

const typeOf = ({ firstByte }: PacketFacts) => firstByte >> 4;
/** MQTT 3.1 allows them to be repeated with DUP, and they contain a QoS. */
const REPEATABLE: ReadonlySet<number> = new Set([PUBREL, SUBSCRIBE, UNSUBSCRIBE]);

/** A flag of the fixed header in only some packets. */
const flag = (read: (firstByte: number) => number | boolean, isOfPublish: boolean) =>
  single(COLUMN_COST, (facts) => {
    const type = typeOf(facts);
    const hasFlag =
      type === PUBLISH || (!isOfPublish && facts.version === 3 && REPEATABLE.has(type));
    return hasFlag ? read(facts.firstByte) : undefined;
  });

function columnSource(column: Column): ValueSource {
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
      return flag(qosIn, false);
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

export function mayHavePacketId(firstByte: number): boolean {
  const type = firstByte >> 4;
  return type === PUBLISH ? (firstByte & 6) !== 0 : type > PUBLISH && type < 12;
}

/** Read from the dissection if the column has none. */
const PACKET_ID: ValueSource = {
  cost: COLUMN_COST,
  any: (facts, test) => {
    if (facts.packetId !== 0) return test(facts.packetId);
    return mayHavePacketId(facts.firstByte) && anyField(facts.fields(), PACKET_ID_NAMES, test);
  },
};

/** Topic of a PUBLISH; topic filters of SUBSCRIBE and UNSUBSCRIBE. */
const TOPIC: ValueSource = {
  cost: COLUMN_COST * 2,
  any: (facts, test) => {
    if (facts.topic !== undefined) return test(facts.topic);
    const type = typeOf(facts);
    const mayHave = type === PUBLISH || type === SUBSCRIBE || type === UNSUBSCRIBE;
    return mayHave && anyField(facts.fields(), TOPIC_NAMES, test);
  },
};

function faultSource(of: 'rule' | 'action' | undefined): ValueSource {
  return {
    cost: FAULT_COST,
    any: ({ faults }, test) =>
      faults.some(
        ({ rule, action }) => (of !== 'action' && test(rule)) || (of !== 'rule' && test(action)),
      ),
  };
}

/** Rule, severity, statement and text of each problem. */
const PROBLEMS: ValueSource = {
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
