/**
 * A filter that waits for packets, possibly for hours. It keeps matching packets and may stop the recording.
 */
import { ArrivalSteps } from '../../base/steps.ts';
import type { CompiledFilter } from '../filter/compile.ts';
import type { FilterError } from '../filter/syntax/filterError.ts';
import { type Cleared, clearedPart } from '../log/columns/cleared.ts';
import type { ArmedAction, ArmedFilterStatus, ArmedStatus } from './armedStatus.ts';
import { NumberSet } from './numberSet.ts';
import { type CaptureFacts, PacketCursor } from './packetCursor.ts';

const MOST_AROUND = 10_000;
/** Number of packets after which hits of discarded packets are forgotten. */
const FORGET_EVERY = 65_536;
const WAITS_FOR_NOTHING = { key: 'waits-for-nothing', args: {} } as const;

/** The armed filter and its options. */
interface Armed {
  readonly filter: CompiledFilter & { readonly ok: true };
  readonly text: string;
  readonly around: number;
  readonly action: ArmedAction;
  hits: number;
  last: ArmedFilterStatus['last'];
}

/** A range of packets. */
interface PacketSpan {
  readonly from: number;
  readonly to: number;
}

const NO_SPAN: PacketSpan = { from: 0, to: -1 };

export class ArmedFilter {
  readonly #facts: CaptureFacts;
  readonly #cursor: PacketCursor;
  readonly #steps = new ArrivalSteps();
  /** Packets that have matched. One that matches again after a change is not a new hit. */
  #hits = new NumberSet();
  #armed: Armed | undefined;
  #forgetAt = 0;
  /** Ranges kept for the last matches, and for earlier packets that matched late. */
  #newest: PacketSpan = NO_SPAN;
  #late: PacketSpan = NO_SPAN;
  /** Number of the last packet before the recording stops. */
  #stopAt = Number.POSITIVE_INFINITY;
  #isStopped = false;
  #notRecorded = 0;
  #listener: () => void = () => undefined;

  constructor(facts: CaptureFacts) {
    this.#facts = facts;
    this.#cursor = new PacketCursor(facts);
  }

  /** Calls `listener` when a packet matches, and when the recording stops. */
  listen(listener: () => void): void {
    this.#listener = listener;
  }

  /** Tests packets from now on. After an error the previous filter stays armed. */
  arm(filter: CompiledFilter, around: number, action: ArmedAction): FilterError | undefined {
    if (!filter.ok) return filter.error;
    const { text } = filter;
    if (text.trim() === '') {
      const whole = { from: 0, to: text.length };
      return { ...whole, column: 1, fact: WAITS_FOR_NOTHING, fix: 'type == disconnect' };
    }
    const within = Math.min(MOST_AROUND, Math.max(0, Math.floor(around) || 0));
    this.#hits.clear();
    this.#stopAt = Number.POSITIVE_INFINITY;
    this.#armed = { filter, text, around: within, action, hits: 0, last: undefined };
    return undefined;
  }

  /** Kept packets stay, and packets after the last hit are still kept. */
  disarm(): void {
    this.#armed = undefined;
    this.#stopAt = Number.POSITIVE_INFINITY;
  }

  resume(): void {
    this.#isStopped = false;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** True if the packet must be reported. */
  isBusyAt(packet: number): boolean {
    return this.#isStopped || this.#armed !== undefined || packet <= this.#newest.to;
  }

  /** Counts a packet that arrived while the recording was stopped. */
  countUnrecorded(): void {
    this.#notRecorded += 1;
  }

  /** Tests a packet after all facts about it have been recorded. */
  arrived(packet: number): void {
    if (packet <= this.#newest.to) this.#facts.kept.want(packet);
    if (this.#armed) this.#look(this.#armed, packet);
    if (packet < this.#stopAt) return;
    this.#isStopped = true;
    this.#stopAt = Number.POSITIVE_INFINITY;
    this.#listener();
  }

  get asksExchange(): boolean {
    return this.#armed?.filter.asksExchange ?? false;
  }

  exchangeChanged(packet: number): void {
    if (this.#armed?.filter.asksExchange) this.#look(this.#armed, packet);
  }

  problemFound(packet: number): void {
    if (this.#armed?.filter.asksProblem) this.#look(this.#armed, packet);
  }

  faultMarked(packet: number): void {
    if (this.#armed?.filter.asksFault) this.#look(this.#armed, packet);
  }

  /** Follows Clear of the log. */
  clear(): Cleared {
    const hits = this.#hits;
    const notRecorded = this.#notRecorded;
    this.#hits = new NumberSet();
    this.#newest = NO_SPAN;
    this.#late = NO_SPAN;
    this.#notRecorded = 0;
    return clearedPart(() => {
      for (let at = hits.next(0); at !== undefined; at = hits.next(at + 1)) this.#hits.add(at);
      this.#notRecorded += notRecorded;
    });
  }

  /** Undefined if no filter is armed, nothing is kept, and everything is recorded. */
  get status(): ArmedStatus | undefined {
    const { kept } = this.#facts;
    const isIdle = kept.size === 0 && !this.#isStopped && this.#notRecorded === 0;
    return this.#armed === undefined && isIdle ? undefined : this.fullStatus;
  }

  get fullStatus(): ArmedStatus {
    return {
      filter: this.#armed && statusOf(this.#armed),
      kept: this.#facts.kept.status,
      recording: { isStopped: this.#isStopped, notRecorded: this.#notRecorded },
    };
  }

  #look(armed: Armed, packet: number): void {
    this.#cursor.refresh();
    if (!this.#cursor.moveTo(packet)) return;
    const { spending, testOnArrival } = armed.filter;
    const { givenUp } = spending;
    const matches = testOnArrival(
      this.#cursor,
      this.#steps.begin(this.#cursor.size, this.#cursor.time),
    );
    if (spending.givenUp > givenUp) this.#listener();
    if (!matches) return;
    const { log } = this.#facts;
    if (packet >= this.#forgetAt) {
      this.#hits.dropBelow(log.oldestNumber);
      this.#forgetAt = packet + FORGET_EVERY;
    }
    if (!this.#hits.add(packet)) return;
    armed.hits += 1;
    armed.last = { packet, time: log.row(packet)?.time ?? 0 };
    this.#keepAround(packet, armed.around);
    if (armed.action === 'stop') this.#stopAt = Math.min(this.#stopAt, packet + armed.around);
    this.#listener();
  }

  /** Successive matches extend the range. */
  #keepAround(packet: number, around: number): void {
    const { log, kept } = this.#facts;
    const wanted = { from: packet - around, to: packet + around };
    const isNewest = wanted.to >= this.#newest.to;
    const before = isNewest ? this.#newest : this.#late;
    const isNext = wanted.from >= before.from && wanted.from <= before.to;
    const begin = Math.max(log.oldestNumber, isNext ? before.to + 1 : wanted.from);
    const end = Math.min(wanted.to, log.nextNumber - 1);
    for (let number = begin; number <= end; number += 1) kept.want(number);
    if (isNewest) this.#newest = wanted;
    else this.#late = wanted;
  }
}

function statusOf({ text, around, action, hits, last, filter }: Armed): ArmedFilterStatus {
  const { givenUp } = filter.spending;
  return { text, around, action, hits, last, ...(givenUp > 0 && { givenUp }) };
}
