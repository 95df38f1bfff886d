/** Walks through the events of a capture file and dissects each packet in the context of its stream. */
import type { Secrets } from '../../../mqtt/secrets/secrets.ts';
import type { CaptureEvent, ReadPacket, WithheldPacket } from '../events/captureEvents.ts';
import type { NamedEnds } from '../events/namedEnds.ts';
import { StreamContext } from '../events/streamContext.ts';
import { Anonymizer } from './anonymize.ts';
import {
  type DisplayOptions,
  type DissectedPacket,
  dissectAside,
  dissectNext,
} from './packetReport.ts';

export interface NumberedPacket {
  /** Counts from 1 over all streams. */
  readonly no: number;
  /** Seconds since the first packet. */
  readonly seconds: number;
  /** Clock of the first packet, µs since 1970; NaN: unknown. */
  readonly firstClock: number;
  /** Clock of this packet, µs since 1970; undefined: unknown. */
  readonly clock: number | undefined;
  readonly event: ReadPacket;
  readonly dissected: DissectedPacket;
  /** Endpoints of its stream. */
  readonly ends: NamedEnds;
  /** The packet never was on the wire: its number is 0 and it is not counted. */
  readonly withheld?: true;
}

export interface DissectedCaptureOptions {
  readonly secrets: Secrets;
  readonly withSecrets: boolean;
  /** The packets are written to a copy of the capture, not shown. */
  readonly isCopy?: boolean;
  /** Replaces topics and payloads by stand-ins of the same length. */
  readonly withStandIns?: boolean;
  /** Fields of few packets are used. */
  readonly usesFewFields?: boolean;
}

interface OpenStream {
  readonly context: StreamContext;
  readonly ends: NamedEnds;
}

const unopened = (): OpenStream => ({ context: new StreamContext(), ends: {} });

/** µs. */
const LONGEST_EXACT = 1e12;

export class DissectedCapture {
  readonly #showing: DisplayOptions;
  readonly #streams = new Map<number, OpenStream>();
  /** Stream of the newest packet: the next one often belongs to it. */
  #newest: OpenStream | undefined;
  #newestNumber = 0;
  #count = 0;
  #firstTime: number | undefined;
  /** ms since 1970. */
  #origin = Number.NaN;

  constructor(options: DissectedCaptureOptions) {
    const anonymizer = options.withStandIns ? new Anonymizer() : undefined;
    const { secrets, withSecrets, isCopy, usesFewFields } = options;
    this.#showing = { secrets, withSecrets, isCopy, anonymizer, usesFewFields };
  }

  get count(): number {
    return this.#count;
  }

  /** Returns the packet if the event is one. */
  take(event: CaptureEvent): NumberedPacket | undefined {
    if (event.kind === 'origin') this.#origin = event.wallClock;
    if (event.kind === 'opened') {
      const { stream, version, versionInferred, fromStart } = event;
      const context = new StreamContext(version, versionInferred, fromStart);
      this.#streams.set(stream, { context, ends: event });
    }
    if (event.kind === 'closed') this.#streams.delete(event.stream);
    if (event.kind === 'opened' || event.kind === 'closed') this.#newest = undefined;
    return event.kind === 'packet' ? this.#packet(event) : undefined;
  }

  /** Counts a packet that certainly contains no secret, without reading it; false: it has to be read. */
  passes(event: ReadPacket): boolean {
    const isDoubted = event.partial || event.afterGap;
    const isChanged = isDoubted || event.masked || this.#showing.anonymizer !== undefined;
    const context = this.#streams.get(event.stream)?.context;
    const { secrets } = this.#showing;
    if (isChanged || context?.isPlain(event.bytes, secrets) !== true) return false;
    this.#count += 1;
    this.#firstTime ??= event.time;
    return true;
  }

  /** Reads a withheld packet, which does not change the context of later packets. */
  withheld({ kind: _kind, mark: _mark, ...packet }: WithheldPacket): NumberedPacket {
    const event: ReadPacket = { kind: 'packet', ...packet };
    const { context, ends } = this.#streams.get(event.stream) ?? unopened();
    const seconds = this.#secondsOf(event.time);
    const dissected = dissectAside(event, context, this.#showing);
    const [firstClock, clock] = [this.#firstClock, this.#clockAt(event.time)];
    return { no: 0, seconds, firstClock, clock, event, dissected, ends, withheld: true };
  }

  get #firstClock(): number {
    return this.#origin * 1000 + (this.#firstTime ?? 0);
  }

  /** Lines without a clock are read as if they began in 1970. */
  #clockAt(time: number): number | undefined {
    return this.#origin > 0 ? this.#origin * 1000 + time : undefined;
  }

  #secondsOf(time: number): number {
    const micros = time - (this.#firstTime ?? time);
    // Whole µs have no further digits.
    if (Number.isInteger(micros) && Math.abs(micros) < LONGEST_EXACT) return micros / 1e6;
    return Number((micros / 1e6).toFixed(9));
  }

  #packet(event: ReadPacket): NumberedPacket {
    this.#count += 1;
    this.#firstTime ??= event.time;
    const { context, ends } = this.#streamOf(event);
    return {
      no: this.#count,
      seconds: this.#secondsOf(event.time),
      firstClock: this.#firstClock,
      clock: this.#clockAt(event.time),
      event,
      ends,
      dissected: dissectNext(event, context, this.#showing),
    };
  }

  #streamOf({ stream }: ReadPacket): OpenStream {
    if (this.#newest !== undefined && this.#newestNumber === stream) return this.#newest;
    let known = this.#streams.get(stream);
    if (known === undefined) {
      known = unopened();
      this.#streams.set(stream, known);
    }
    this.#newest = known;
    this.#newestNumber = stream;
    return known;
  }
}
