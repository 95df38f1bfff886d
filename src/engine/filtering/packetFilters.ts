/** Display filters asked about packets that are on their way, and in no capture yet. */
import { dissect } from '../../mqtt/dissect.ts';
import type { Field } from '../../mqtt/dissection.ts';
import type { ProtocolVersion, Sender } from '../../mqtt/packet.ts';
import { peekPacketId, peekPayload } from '../../mqtt/peek.ts';
import { compileFilter } from '../filter/compile.ts';
import type { FilterError } from '../filter/fault.ts';
import type { PacketFacts } from '../filter/packetFacts.ts';

/** A packet, on its way. */
interface PassingPacket {
  readonly bytes: Uint8Array;
  readonly sender: Sender;
  readonly version: ProtocolVersion;
  /** Of a PUBLISH, also behind an alias; undefined: not known. */
  readonly topic: string | undefined;
}

type PassingFilter =
  | { readonly ok: true; readonly test: (packet: PassingPacket) => boolean }
  /** `column`: of the first character that is wrong, from 1. */
  | { readonly ok: false; readonly column: number; readonly error: FilterError }
  /** It asks what is known only later: a problem, a fault, a latency, the state of an exchange. */
  | { readonly ok: false; readonly asksLater: true };

/** What only a capture knows: number and time are equal to nothing. */
const UNCAPTURED = {
  no: Number.NaN,
  time: Number.NaN,
  firstClock: Number.NaN,
  stream: Number.NaN,
  hasProblem: false,
  faults: [],
  withheld: false,
  exchange: undefined,
  reply: undefined,
  newest: () => Number.NaN,
  problems: () => [],
} as const;

/** Never throws. */
export function packetFilters(text: string): PassingFilter {
  const filter = compileFilter(text);
  if (!filter.ok) return { ok: false, column: filter.error.column, error: filter.error };
  if (filter.asksExchange || filter.asksProblem || filter.asksFault) {
    return { ok: false, asksLater: true };
  }
  return { ok: true, test: (packet) => filter.test(factsOf(packet)) };
}

function factsOf({ bytes, sender, version, topic }: PassingPacket): PacketFacts {
  let fields: readonly Field[] | undefined;
  return {
    ...UNCAPTURED,
    direction: sender === 'client' ? 'out' : 'in',
    version,
    firstByte: bytes[0] ?? 0,
    size: bytes.length,
    packetId: peekPacketId(bytes) ?? 0,
    topic,
    bytes: () => bytes,
    payload: () => peekPayload(bytes, version),
    fields: () => (fields ??= dissect(bytes, { version, sender, topicAlias: () => topic }).fields),
  };
}
