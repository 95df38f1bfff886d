/** Tests display filters on passing packets that are not in a capture yet. */
import type { Steps } from '../../base/steps.ts';
import { dissect } from '../../mqtt/dissect/dissect.ts';
import type { Field } from '../../mqtt/dissect/dissection.ts';
import { peekPacketId, peekPayload } from '../../mqtt/framing/peek.ts';
import type { ProtocolVersion, Sender } from '../../mqtt/tables/packet.ts';
import type { FilterSpending } from '../filter/budgeted.ts';
import { compileFilter } from '../filter/compile.ts';
import type { PacketFacts, ProblemFacts } from '../filter/packetFacts.ts';
import type { FilterError } from '../filter/syntax/filterError.ts';
import { type Direction, directionOf } from '../log/columns/direction.ts';

/** A passing packet. */
interface PassingPacket {
  readonly bytes: Uint8Array;
  readonly sender: Sender;
  readonly version: ProtocolVersion;
  /** Topic of a PUBLISH, with its alias resolved; undefined: unknown. */
  readonly topic: string | undefined;
}

type PassingFilter =
  | {
      readonly ok: true;
      /** False if the filter exceeds its budget, too. */
      readonly test: (packet: PassingPacket, shared?: Steps) => boolean;
      readonly spending: FilterSpending;
      readonly patterns: number;
    }
  /** `column`: of the first wrong character, from 1. */
  | { readonly ok: false; readonly column: number; readonly error: FilterError }
  /**
   * The filter needs facts that are known only later: a problem, a fault, a latency, the state of an
   * exchange.
   */
  | { readonly ok: false; readonly asksLater: true };

/** Never throws. */
export function packetFilters(text: string): PassingFilter {
  const filter = compileFilter(text);
  if (!filter.ok) return { ok: false, column: filter.error.column, error: filter.error };
  if (filter.asksExchange || filter.asksProblem || filter.asksFault) {
    return { ok: false, asksLater: true };
  }
  const facts = new PassingFacts();
  return {
    ok: true,
    spending: filter.spending,
    patterns: filter.patterns,
    test: (packet, shared) => {
      facts.moveTo(packet);
      const isMatch = filter.testOnArrival(facts, shared);
      facts.leave();
      return isMatch;
    },
  };
}

const NO_BYTES = new Uint8Array(0);

/** A single object for all packets. Facts are read only when needed. */
class PassingFacts implements PacketFacts {
  #bytes: Uint8Array = NO_BYTES;
  #sender: Sender = 'client';
  #fields: readonly Field[] | undefined;
  version: ProtocolVersion = 4;
  topic: string | undefined;
  // Facts that only a capture has: NaN is equal to nothing.
  readonly no = Number.NaN;
  readonly time = Number.NaN;
  readonly firstClock = Number.NaN;
  readonly stream = Number.NaN;
  readonly hasProblem = false;
  readonly faults = [];
  readonly withheld = false;
  readonly exchange = undefined;
  readonly reply = undefined;

  moveTo({ bytes, sender, version, topic }: PassingPacket): void {
    this.#bytes = bytes;
    this.#sender = sender;
    this.#fields = undefined;
    this.version = version;
    this.topic = topic;
  }

  /** Releases the lent bytes. */
  leave(): void {
    this.#bytes = NO_BYTES;
    this.#fields = undefined;
  }

  get direction(): Direction {
    return directionOf(this.#sender);
  }

  get firstByte(): number {
    return this.#bytes[0] ?? 0;
  }

  get size(): number {
    return this.#bytes.length;
  }

  get packetId(): number {
    return peekPacketId(this.#bytes) ?? 0;
  }

  newest(): number {
    return Number.NaN;
  }

  problems(): readonly ProblemFacts[] {
    return [];
  }

  bytes(): Uint8Array {
    return this.#bytes;
  }

  payload(): Uint8Array | undefined {
    return peekPayload(this.#bytes, this.version);
  }

  fields(): readonly Field[] {
    const { version, topic } = this;
    this.#fields ??= dissect(this.#bytes, {
      version,
      sender: this.#sender,
      topicAlias: () => topic,
    }).fields;
    return this.#fields;
  }
}
