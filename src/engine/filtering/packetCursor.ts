/** Facts about a packet for display filters, from the packet log's columns. */

import { dissect } from '../../mqtt/dissect/dissect.ts';
import type { Dissection } from '../../mqtt/dissect/dissection.ts';
import { isBeginning } from '../../mqtt/dissect/incomplete.ts';
import { MASK } from '../../mqtt/framing/masking.ts';
import { payloadStart, peekPayload } from '../../mqtt/framing/peek.ts';
import type { Secrets } from '../../mqtt/secrets/secrets.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import type { ChosenFormats } from '../../payload/chains/chosenFormats.ts';
import type { PayloadFormat } from '../../payload/tree/format.ts';
import type { RowFault } from '../faults/rowFault.ts';
import type { ByteSpan, ExchangeFacts, PacketFacts, ProblemFacts } from '../filter/packetFacts.ts';
import { payloadIn } from '../filter/payloadIn.ts';
import type { RowBlock } from '../filter/rowBlock.ts';
import type { FoundProblem, ProblemWords } from '../findings/problem.ts';
import { reportProblem } from '../findings/reportedProblem.ts';
import type { ByteSlabs } from '../log/byteSlabs.ts';
import { type Direction, senderOf } from '../log/columns/direction.ts';
import { KnownProperties } from '../log/columns/knownProperties.ts';
import {
  HAS_PROBLEM,
  PacketColumns,
  UNFRAMED,
  versionOf,
  WITHHELD,
} from '../log/columns/packetColumns.ts';
import { publishShape } from '../log/columns/publishShape.ts';
import type { TopicNames } from '../log/columns/topicNames.ts';
import type { PacketLog } from '../log/packetLog.ts';
import type { ReplyFacts } from '../requestResponse/reply.ts';
import type { KeptPackets } from './keptPackets.ts';

/** A capture's facts about packets outside the log. */
export interface CaptureFacts {
  readonly log: PacketLog;
  /** Wall-clock time of the origin of all times, ms since 1970. */
  readonly origin: () => number;
  readonly kept: KeptPackets;
  readonly names: TopicNames;
  readonly secrets: Secrets;
  /** Facts about an exchange, by its number. */
  readonly exchange: (exchange: number) => ExchangeFacts | undefined;
  /** A packet's role in requests and replies. */
  readonly reply: (packet: number) => ReplyFacts | undefined;
  /** Visits the packets of an exchange, including discarded ones. */
  readonly eachPacket: (exchange: number, visit: (packet: number) => void) => void;
  /** Faults of a packet. */
  readonly faults: (packet: number) => readonly RowFault[];
  /** Findings of the rules on a packet, including those about its context. */
  readonly foundProblems: (packet: number) => readonly FoundProblem[];
  /** Payload formats that the user chose, by topic. */
  readonly chosen?: ChosenFormats | undefined;
  readonly problemWords?: ProblemWords | undefined;
  readonly hasFound: (packet: number) => boolean;
}

/** Version that Wireshark assumes for a stream whose version is unknown. */
const USUAL_VERSION: ProtocolVersion = 4;
const NO_BYTES = new Uint8Array();
type Writable<T> = { -readonly [K in keyof T]: T[K] };
const NO_COLUMNS = new PacketColumns(0);

/** A single object that is moved from packet to packet. Facts from columns need no allocation. */
export class PacketCursor implements PacketFacts, RowBlock {
  no = 0;
  /** The block of packets: number and column index of the first one, and the count. */
  number = 0;
  first = 0;
  count = 0;
  firstTime = 0;
  readonly #capture: CaptureFacts;
  readonly #knownProperties = new KnownProperties();
  #columns: PacketColumns = NO_COLUMNS;
  #slabs: ByteSlabs | undefined;
  #index = 0;
  /** The slab with the bytes of `#stretch`. */
  #slab = -1;
  readonly #stretch: Writable<ByteSpan> = { bytes: NO_BYTES, from: 0, to: 0 };
  /** The rows of `#columns`: from this number up to before that one. */
  #from = 0;
  #to = 0;
  #origin = 0;
  #dissection: Dissection | undefined;

  constructor(capture: CaptureFacts) {
    this.#capture = capture;
  }

  /** Must be called if the log may have changed since the last packet. */
  refresh(): void {
    this.#from = 0;
    this.#to = 0;
    this.#slab = -1;
  }

  /** @returns whether the packet is held */
  moveTo(number: number): boolean {
    this.no = number;
    this.#dissection = undefined;
    if (number < this.#from || number >= this.#to) {
      const rows = this.#capture.log.columnsOf(number);
      if (rows === undefined) return false;
      this.#columns = rows.columns;
      if (rows.slabs !== this.#slabs) this.#slab = -1;
      this.#slabs = rows.slabs;
      this.#from = rows.from;
      this.#to = rows.to;
      this.#origin = rows.origin;
    }
    this.#index = number - this.#origin;
    return true;
  }

  /**
   * The packets from a number on that share the same columns.
   * @param most maximum number of packets
   * @returns whether there is at least one
   */
  blockFrom(number: number, most: number): boolean {
    if (!this.moveTo(number)) return false;
    this.number = number;
    this.first = this.#index;
    this.count = Math.min(most, this.#to - number);
    this.firstTime = this.#capture.log.firstTime;
    return true;
  }

  get columns(): PacketColumns {
    return this.#columns;
  }

  at(place: number): this {
    this.no = this.number + place;
    this.#index = this.first + place;
    this.#dissection = undefined;
    return this;
  }

  hasFound(place: number): boolean {
    return this.#capture.hasFound(this.number + place);
  }

  topicName(topic: number): string | undefined {
    return this.#capture.names.name(topic);
  }

  get time(): number {
    return (this.#columns.time[this.#index] ?? 0) - this.#capture.log.firstTime;
  }

  get firstClock(): number {
    return this.#capture.origin() * 1000 + this.#capture.log.firstTime;
  }

  newest(): number {
    const { log } = this.#capture;
    return (log.row(log.nextNumber - 1)?.time ?? log.firstTime) - log.firstTime;
  }

  get stream(): number {
    return (this.#columns.source[this.#index] ?? 0) >>> 1;
  }

  get direction(): Direction {
    return ((this.#columns.source[this.#index] ?? 0) & 1) === 1 ? 'out' : 'in';
  }

  get version(): ProtocolVersion {
    return versionOf(this.#marks) ?? USUAL_VERSION;
  }

  get firstByte(): number {
    return this.#columns.firstByte[this.#index] ?? 0;
  }

  get size(): number {
    return this.#columns.size[this.#index] ?? 0;
  }

  get packetId(): number {
    return this.#columns.packetId[this.#index] ?? 0;
  }

  get topicId(): number {
    return this.#columns.topic[this.#index] ?? 0;
  }

  get topic(): string | undefined {
    return this.#capture.names.name(this.topicId);
  }

  get hasProblem(): boolean {
    return (this.#marks & HAS_PROBLEM) !== 0 || this.#capture.hasFound(this.no);
  }

  get faults(): readonly RowFault[] {
    return this.#capture.faults(this.no);
  }

  get withheld(): boolean {
    return (this.#marks & WITHHELD) !== 0;
  }

  /** 0: none, or the packet was never on the wire. */
  get exchangeNumber(): number {
    if (this.withheld) return 0;
    return this.#columns.exchange[this.#index] ?? 0;
  }

  get exchange(): ExchangeFacts | undefined {
    const exchange = this.exchangeNumber;
    return exchange === 0 ? undefined : this.#capture.exchange(exchange);
  }

  get reply(): ReplyFacts | undefined {
    return this.firstByte >> 4 === PUBLISH ? this.#capture.reply(this.no) : undefined;
  }

  bytes(): Uint8Array {
    const { slab, offset, size } = this.#columns;
    const index = this.#index;
    const place = slab[index] ?? 0;
    return this.#slabs?.view(place, offset[index] ?? 0, size[index] ?? 0) ?? NO_BYTES;
  }

  place(): ByteSpan {
    const { slab, offset, size } = this.#columns;
    const index = this.#index;
    const ordinal = slab[index] ?? 0;
    if (ordinal !== this.#slab) {
      this.#slab = ordinal;
      this.#stretch.bytes = this.#slabs?.bytesOf(ordinal) ?? NO_BYTES;
    }
    const from = offset[index] ?? 0;
    this.#stretch.from = from;
    this.#stretch.to = from + (size[index] ?? 0);
    return this.#stretch;
  }

  payloadPlace(): ByteSpan | undefined {
    if (this.firstByte >> 4 !== PUBLISH || (this.#marks & UNFRAMED) !== 0) return undefined;
    const stretch = this.place();
    if ((this.#marks & HAS_PROBLEM) !== 0) {
      const { bytes, from, to } = stretch;
      const payload = this.#payloadOfInvalid(bytes.subarray(from, to));
      return payload && { bytes: payload, from: 0, to: payload.length };
    }
    const { bytes, from, to } = stretch;
    const start = payloadStart(bytes, from, to, this.version);
    if (start < 0) return undefined;
    this.#stretch.from = start;
    return this.#stretch;
  }

  payload(): Uint8Array | undefined {
    if (this.firstByte >> 4 !== PUBLISH || (this.#marks & UNFRAMED) !== 0) return undefined;
    const bytes = this.bytes();
    if ((this.#marks & HAS_PROBLEM) !== 0) return this.#payloadOfInvalid(bytes);
    return peekPayload(bytes, this.version);
  }

  chosen(): PayloadFormat | undefined {
    const { no, stream, direction } = this;
    return this.#capture.chosen?.of(this.topic, { number: no, stream, direction });
  }

  fields(): Dissection['fields'] {
    return this.#dissected().fields;
  }

  problems(): readonly ProblemFacts[] {
    const noted = this.#capture.log.notedProblems(this.no);
    const { problems } = this.#dissected();
    const { problemWords, foundProblems } = this.#capture;
    const found = foundProblems(this.no).map((one) => ({
      ...one,
      ...(problemWords && { text: problemWords.foundWrong(one) }),
    }));
    return [...[...noted, ...problems].map(reportProblem), ...found];
  }

  /** Facts without secrets. They are valid until the cursor moves. */
  withoutSecrets(): PacketFacts {
    const bytes = this.bytes();
    const dissection = this.#dissected();
    const isNoPacket =
      (this.#marks & UNFRAMED) !== 0 && !isBeginning(this.#capture.log.notedProblems(this.no));
    const masked = isNoPacket
      ? new Uint8Array(bytes.length).fill(MASK)
      : this.#capture.secrets.mask(bytes, dissection, this.topic);
    if (masked === undefined) return this;
    const shown = this.#dissect(masked);
    return {
      no: this.no,
      time: this.time,
      firstClock: this.firstClock,
      newest: () => this.newest(),
      stream: this.stream,
      direction: this.direction,
      version: this.version,
      firstByte: this.firstByte,
      size: this.size,
      packetId: this.packetId,
      topic: this.topic,
      hasProblem: this.hasProblem,
      faults: this.faults,
      withheld: this.withheld,
      exchange: this.exchange,
      reply: this.reply,
      bytes: () => masked,
      payload: () => payloadIn(shown.fields),
      chosen: () => this.chosen(),
      fields: () => shown.fields,
      problems: () => this.problems(),
    };
  }

  get #marks(): number {
    return this.#columns.marks[this.#index] ?? 0;
  }

  /** Finds the payload in the dissection, or that there is none, if columns are not enough. */
  #payloadOfInvalid(bytes: Uint8Array): Uint8Array | undefined {
    const sender = senderOf(this.direction);
    const shape = publishShape(bytes, this.version, sender, this.#knownProperties);
    return shape ? bytes.subarray(shape.payloadStart) : payloadIn(this.fields());
  }

  #dissected(): Dissection {
    this.#dissection ??= this.#dissect(this.bytes());
    return this.#dissection;
  }

  #dissect(bytes: Uint8Array): Dissection {
    return dissect(bytes, {
      version: this.version,
      sender: senderOf(this.direction),
      topicAlias: () => this.topic,
    });
  }
}
