/** Points of one charted value, read from the held messages of its topic and from each new one. */

import { asText } from '../../base/text.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { qosIn } from '../../mqtt/framing/firstBytes.ts';
import { PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import { payloadReader } from '../../payload/formats/reading.ts';
import type { PayloadFormat } from '../../payload/tree/format.ts';
import type { CaptureFacts, PacketCursor } from '../filtering/packetCursor.ts';
import { type Cleared, clearedPart } from '../log/columns/cleared.ts';
import type { Direction } from '../log/columns/direction.ts';
import { UNFRAMED, WITHHELD } from '../log/columns/packetColumns.ts';
import type { RowsInColumns } from '../log/packetLog.ts';
import type { Absence, Carriers } from '../streams/absences.ts';
import type { ReceivedTopics } from '../topics/receivedTopics.ts';
import { LONGEST_HISTORY } from '../topics/tree/histories.ts';
import type { ChartedValue } from './chartedValue.ts';
import { plottable, plottableText } from './plottable.ts';
import { type PointColumns, Points } from './points.ts';

/** Values with more different texts are not states. */
const MOST_NAMES = 100;
/** Defined in advance, so that false is below true. */
const TRUTHS = ['false', 'true'];

/** Names of the states of a series, with a number each. */
class StateNames {
  readonly #names: string[] = [];
  readonly #numbers = new Map<string, number>();

  get all(): readonly string[] {
    return this.#names;
  }

  /** undefined: the limit is reached. */
  numberOf(name: string): number | undefined {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    if (this.#names.length === 0 && TRUTHS.includes(name)) for (const one of TRUTHS) this.#add(one);
    return this.#numbers.get(name) ?? this.#add(name);
  }

  #add(name: string): number | undefined {
    if (this.#names.length >= MOST_NAMES) return undefined;
    this.#numbers.set(name, this.#names.length);
    return this.#names.push(name) - 1;
  }
}

export interface SeriesSources {
  readonly facts: CaptureFacts;
  readonly topics: Pick<ReceivedTopics, 'detail' | 'haveSent'>;
  /** @param carriers undefined: unknown */
  readonly absences: (carriers?: Carriers) => readonly Absence[];
}

/** Packets that no receiver accepts as a message. */
const NOT_RECEIVED = UNFRAMED | WITHHELD;

/** Everything read so far. */
interface Read {
  readonly points: Points;
  readonly names: StateNames;
  /** By packet: digits that a double cannot hold. */
  readonly exact: Map<number, string>;
  without: number;
  /** undefined: packets that the log discarded do not tell. */
  carriers: Map<number, Direction> | undefined;
  /** The next packet to read. */
  next: number;
}

const nothingRead = (): Read => ({
  points: new Points(),
  names: new StateNames(),
  exact: new Map(),
  without: 0,
  carriers: new Map(),
  next: 1,
});

export class Series {
  readonly of: ChartedValue;
  readonly #sources: SeriesSources;
  /** Number of the topic name, kept in use while it is charted. */
  readonly #name: number;
  #reader: ReturnType<typeof payloadReader>;
  #read = nothingRead();

  /** Uses the formats loaded at this time. */
  constructor(of: ChartedValue, sources: SeriesSources) {
    this.of = of;
    this.#sources = sources;
    const topic = encodeUtf8(of.topic);
    this.#name = sources.facts.names.intern(topic, 0, topic.length);
    this.#reader = payloadReader(of.path);
  }

  /** Stops charting the value. */
  end(): void {
    this.#sources.facts.names.release(this.#name);
  }

  /** Reads all payloads again with changed rules. */
  again(): void {
    this.#reader = payloadReader(this.of.path);
    this.#read = nothingRead();
  }

  get columns(): PointColumns {
    return this.#read.points.columns;
  }

  get names(): readonly string[] {
    return this.#read.names.all;
  }

  get isOfStates(): boolean {
    const { count, names } = this.#read.points;
    return count > 0 && count === names;
  }

  get carriers(): Carriers | undefined {
    return this.#read.carriers;
  }

  get dropped(): number {
    return this.#read.points.dropped;
  }

  /** Number of messages without a point. */
  get without(): number {
    const { points, without } = this.#read;
    return without + (this.isOfStates ? 0 : points.names);
  }

  get isReading(): boolean {
    return this.#read.next < this.#sources.facts.log.nextNumber;
  }

  /** Returns the original digits. @param value value of a number */
  exact(packet: number, value: number): string {
    return this.#read.exact.get(packet) ?? String(value);
  }

  /** Reads packets while there is time. @returns true if all were read */
  advance(cursor: PacketCursor, hasTime: () => boolean): boolean {
    const { log } = this.#sources.facts;
    // Packets discarded from the log may be in the topic's history.
    if (this.#read.next < log.oldestNumber) this.#takeHistory(log.oldestNumber);
    while (this.#read.next < log.nextNumber) {
      const rows = log.columnsOf(this.#read.next);
      if (rows === undefined) this.#read.next = log.nextNumber;
      else this.#scan(rows, cursor, hasTime);
      if (!hasTime()) break;
    }
    return !this.isReading;
  }

  clear(): Cleared {
    const before = this.#read;
    this.#read = { ...nothingRead(), next: this.#sources.facts.log.nextNumber };
    return clearedPart(() => {
      // Newer packets are read again after the history.
      this.#read = before;
    });
  }

  #takeHistory(before: number): void {
    const { topics, facts } = this.#sources;
    const { topic } = this.of;
    const history = topics.detail(topic, { first: 0, count: LONGEST_HISTORY }, 0)?.history;
    for (const { packet, time, payload } of history?.rows.toReversed() ?? []) {
      if (packet < this.#read.next || packet >= before) continue;
      this.#read.carriers = undefined;
      this.#take(payload, time, packet, facts.chosen?.of(topic, { number: packet }));
    }
    this.#read.next = before;
  }

  #scan(rows: RowsInColumns, cursor: PacketCursor, hasTime: () => boolean): void {
    const { topic, source, firstByte, marks } = rows.columns;
    const name = this.#name;
    const { haveSent } = this.#sources.topics;
    for (let number = this.#read.next; number < rows.to; number += 1) {
      const index = number - rows.origin;
      if (topic[index] !== name || (firstByte[index] ?? 0) >> 4 !== PUBLISH) continue;
      const isSent = ((source[index] ?? 0) & 1) === 1;
      if ((isSent && !haveSent) || ((marks[index] ?? 0) & NOT_RECEIVED) !== 0) continue;
      this.#takePacket(number, cursor);
      if (hasTime()) continue;
      this.#read.next = number + 1;
      return;
    }
    this.#read.next = rows.to;
  }

  #takePacket(number: number, cursor: PacketCursor): void {
    if (!cursor.moveTo(number) || this.#isRepeated(cursor)) return;
    const { facts } = this.#sources;
    const payload = cursor.payload();
    if (payload === undefined) return;
    const open = facts.secrets.maskMessage(this.of.topic, payload);
    this.#read.carriers?.set(cursor.stream, cursor.direction);
    this.#take(open, cursor.time + facts.log.firstTime, number, cursor.chosen());
  }

  /** The receiver recognises a repeated QoS 2 PUBLISH (4.3.3). */
  #isRepeated({ firstByte, exchangeNumber, no }: PacketCursor): boolean {
    if (qosIn(firstByte) !== 2 || exchangeNumber === 0) return false;
    let first = no;
    this.#sources.facts.eachPacket(exchangeNumber, (packet) => {
      first = Math.min(first, packet);
    });
    return first < no;
  }

  #take(
    payload: Uint8Array,
    time: number,
    packet: number,
    chosen: PayloadFormat | undefined,
  ): void {
    const { points, names, exact } = this.#read;
    const inner = this.#reader(payload, chosen);
    const text = inner === undefined ? this.#wholeText(payload, chosen) : undefined;
    const found = text === undefined ? plottable(inner) : plottableText(text);
    const number = found?.kind === 'name' ? names.numberOf(found.name) : found?.value;
    if (found === undefined || number === undefined) {
      this.#read.without += 1;
      return;
    }
    points.add(time, number, packet, found.kind === 'name', (gone) => exact.delete(gone));
    if (found.kind === 'number' && found.exact !== undefined) exact.set(packet, found.exact);
  }

  /** A plain text has no inner values; it is the value. */
  #wholeText(payload: Uint8Array, chosen: PayloadFormat | undefined): string | undefined {
    return this.of.path.length === 0 && chosen === undefined ? asText(payload) : undefined;
  }
}
