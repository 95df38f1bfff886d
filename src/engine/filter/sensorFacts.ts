/**
 * Presents a message of MQTT-SN to display filters: by its own fields, and by the short names of fields
 * shared with MQTT.
 */
import { PACKET_TYPES } from '../../mqtt/tables/packet.ts';
import { decodeSn } from '../../mqttsn/decodeSn.ts';
import { dissectSn } from '../../mqttsn/dissectSn.ts';
import type { StoredSnMessage } from '../../mqttsn/reading/snBook.ts';
import type { SnFilter } from '../../mqttsn/reading/snMatches.ts';
import { snRuleOf } from '../../mqttsn/reading/snRules.ts';
import type { SnFound } from '../../mqttsn/reading/snTalk.ts';
import type { SnMessage } from '../../mqttsn/snMessage.ts';
import type { CompiledFilter } from './compile.ts';
import type { PacketFacts } from './packetFacts.ts';

export type FilteredSensor = Omit<StoredSnMessage, 'other'> & {
  readonly message: SnMessage | undefined;
};

const TYPES: ReadonlyMap<string, number> = new Map(
  PACKET_TYPES.map((name, type) => [name.toUpperCase(), type]),
);

/** Filter for the records of such messages. */
export const sensorFilter = ({
  text,
  spending,
  testOnArrival,
}: CompiledFilter & { readonly ok: true }): SnFilter => ({
  text,
  spending,
  test: (kept, first) =>
    testOnArrival(sensorFacts({ ...kept, message: decodeSn(kept.bytes)?.message }, first)),
});

/** @param first time of the capture's first packet, µs */
export function sensorFacts(seen: FilteredSensor, first: number): PacketFacts {
  const { no, time, stream, direction, name = '', topic, bytes, problems, message } = seen;
  const publish = message?.type === 'publish' ? message : undefined;
  return {
    protocol: 'mqttsn',
    no,
    time: time - first,
    firstClock: Number.NaN,
    stream,
    direction,
    version: 4,
    firstByte: ((TYPES.get(name) ?? 0) << 4) | (publish ? flagsOf(publish) : 0),
    size: bytes.length,
    packetId: message !== undefined && 'messageId' in message ? message.messageId : 0,
    topic,
    hasProblem: problems.length > 0,
    faults: [],
    withheld: false,
    exchange: undefined,
    reply: undefined,
    newest: () => time - first,
    bytes: () => bytes,
    payload: () => publish?.data,
    fields: () => dissectSn(bytes).fields,
    problems: () => problems.map(problemFacts),
  };
}

/** Flags in the layout of MQTT's PUBLISH. QoS -1 sets both bits, as on the wire. */
const flagsOf = ({ dup, qos, retain }: Extract<SnMessage, { readonly type: 'publish' }>): number =>
  (dup ? 8 : 0) | ((qos & 3) << 1) | (retain ? 1 : 0);

const problemFacts = ({ breach, severity, section }: SnFound) => ({
  rule: snRuleOf(breach.key),
  severity: severity === 'caution' ? 'warn' : 'error',
  statement: `MQTT-SN 1.2, ${section}`,
});
