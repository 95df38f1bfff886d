/** Answers the requests of views to a capture. */

import { formatHex } from '../../base/hex.ts';
import type {
  AnnouncedRequest,
  DeviceDetail,
  DeviceRequest,
  DevicesRequest,
} from '../devices/deviceRows.ts';
import { deliveryOf } from '../exchanges/delivery.ts';
import { type DetailSources, exchangeDetail } from '../exchanges/exchangeDetail.ts';
import { exchangeReplies } from '../exchanges/exchangeReplies.ts';
import type { PacketList } from '../filtering/packetList.ts';
import type { PairsRequest } from '../requestResponse/pair.ts';
import { breaksIn } from '../streams/absences.ts';
import { changeRow } from '../streams/changeRows.ts';
import { clientName, haveSeveralClients, streamRows } from '../streams/streamRows.ts';
import type { TopicDetail, TopicMessage } from '../topics/tree/topicRow.ts';
import { ChangedList, type ListRange } from '../window/changedList.ts';
import { noteOf, packetDetail, packetRows } from '../window/packetView.ts';
import type {
  Counters,
  PacketDetail,
  PacketRow,
  WindowReply,
  WindowRequest,
} from '../window/window.ts';
import type { Arrivals } from './arrivals.ts';
import type { CaptureParts } from './captureParts.ts';
import { FoldedRows } from './foldedRows.ts';
import { LoggedMessages } from './loggedMessages.ts';

/** Bytes at the beginning of a packet that a row shows. */
const HEAD_BYTES = 8;

export class CaptureWindow {
  readonly #parts: CaptureParts;
  readonly #arrivals: Arrivals;
  readonly #messages: LoggedMessages;
  readonly #folded: FoldedRows;

  constructor(parts: CaptureParts, arrivals: Arrivals) {
    this.#parts = parts;
    this.#arrivals = arrivals;
    this.#messages = new LoggedMessages(parts);
    this.#folded = new FoldedRows(parts);
  }

  /** Must be called when rows change: older packets are shown again, or secrets are shown or hidden. */
  readAgain(): void {
    this.#messages.previews.clear();
  }

  /** The requested data, as copies that can be posted, and always the counters. */
  answer(request: WindowRequest, origin: number, now: number): WindowReply {
    const { topics, topicPosition: path, packets, packetPosition, packet, topic } = request;
    const { problems, pinned, branch, branchValues: below, message } = request;
    const detail = packet === undefined ? undefined : this.#detailOf(packet);
    if (this.#arrivals.inRate.hasStopped(now)) this.#parts.topics.endFlows(now);
    return {
      counters: this.counters(now),
      origin,
      now,
      firstTime: this.#parts.log.firstTime,
      ...(topics && { topics: this.#parts.topics.rows(topics, now) }),
      ...(request.bestMatch && { bestMatch: this.#parts.topics.bestMatch() }),
      ...(path !== undefined && {
        topicPosition: { path, position: this.#parts.topics.position(path) },
      }),
      ...(pinned && { pinned: this.#parts.topics.rowsOf(pinned, now) }),
      ...(request.pinnedRows && {
        pinnedRows: this.#parts.topics.pinned(request.pinnedRows, now),
      }),
      ...(branch !== undefined && {
        branch: { path: branch, counts: this.#parts.topics.branch(branch, now) },
      }),
      ...(below && {
        branchValues: this.#parts.topics.latest(below.path, {
          topics: below.most,
          bytes: Number.POSITIVE_INFINITY,
        }),
      }),
      ...(packets && { packets: this.#rows(packets) }),
      ...(packetPosition !== undefined && {
        packetPosition: {
          packet: packetPosition,
          position: this.#positionOf(packetPosition) ?? null,
        },
      }),
      ...(detail !== undefined && { packet: detail }),
      ...(message !== undefined && { message: this.#messages.shown(message) }),
      ...(topic && { topic: this.#topic(topic, now) }),
      ...(problems && { problems: this.#parts.problems.store.window(problems) }),
      ...exchangeReplies(this.#parts.exchanges, this.#sources, request, now),
      ...(request.streams && { streams: streamRows(this.#parts.streams.all(), request.streams) }),
      ...(request.series && {
        series: this.#parts.series?.window(request.series, this.#newest(now)),
      }),
      ...(request.pairs && this.#pairs(request.pairs, now)),
      ...(request.devices && this.#devices(request.devices, now)),
      ...(request.device && { device: this.#device(request.device, now) }),
      ...(request.announced && this.#announced(request.announced, now)),
      ...(request.replies && { replies: this.#parts.replies.window(request.replies) }),
      ...(request.reply !== undefined && {
        reply: this.#parts.replyOf(request.reply) ?? { packet: request.reply },
      }),
      ...(request.comparison && {
        comparison: {
          packet: request.comparison.packet,
          before:
            this.#messages.compared(request.comparison.packet, request.comparison.base) ?? null,
        },
      }),
      ...(request.neighbours !== undefined && {
        neighbours: this.#messages.neighbours(request.neighbours, detail),
      }),
      ...(request.nextProblem && { nextProblem: this.#nextProblem(request.nextProblem.after) }),
    };
  }

  #topic(
    { name, history, readings = [] }: NonNullable<WindowRequest['topic']>,
    now: number,
  ): TopicDetail | null {
    const detail = this.#parts.topics.detail(name, history, now);
    const sense = this.#parts.conventions.senseOf(name);
    if (detail === null || sense === undefined) return detail;
    const { last, before } = detail;
    const rows = detail.history.rows.map((message) => this.#withReading(name, message));
    return {
      ...detail,
      sense,
      last: last && this.#withReading(name, last),
      before: before && this.#withReading(name, before),
      history: { ...detail.history, rows },
      readings: new Map(
        readings.flatMap((packet) => {
          const told = this.#parts.messages.declaredAt(name, { number: packet });
          return told === undefined ? [] : [[packet, told.chain]];
        }),
      ),
    };
  }

  #withReading(topic: string, message: TopicMessage): TopicMessage {
    const told = this.#parts.messages.declaredAt(topic, { number: message.packet });
    return told === undefined ? message : { ...message, reads: told.chain };
  }

  /** The current time, if the capture can still receive packets. */
  #newest(now: number): number {
    const { log, streams } = this.#parts;
    if (streams.current.at(-1)?.isOpen === true) return now;
    return log.row(log.nextNumber - 1)?.time ?? now;
  }

  #pairs(request: PairsRequest, now: number): Pick<WindowReply, 'pairs'> {
    const pairs = this.#parts.messages.books?.pairs(request, now);
    return pairs ? { pairs } : {};
  }

  #devices(request: DevicesRequest, now: number): Pick<WindowReply, 'devices'> {
    const devices = this.#parts.messages.books?.devices(request, now);
    return devices ? { devices } : {};
  }

  #device(request: DeviceRequest, now: number): DeviceDetail | null {
    const device = this.#parts.messages.books?.device(request, now) ?? null;
    if (device === null) return null;
    const absences = this.#parts.absences();
    const rows = device.parts.rows.map((row) =>
      row.trend === undefined
        ? row
        : { ...row, trend: { ...row.trend, breaks: breaksIn(row.trend.times, absences) } },
    );
    return { ...device, parts: { ...device.parts, rows } };
  }

  #announced(request: AnnouncedRequest, now: number): Pick<WindowReply, 'announced'> {
    const announced = this.#parts.messages.books?.announced(request, now);
    return announced ? { announced } : {};
  }

  /** The next problem in the list as it is filtered now. In a list of exchanges, its packet may have no row. */
  #nextProblem(after: number): NonNullable<WindowReply['nextProblem']> {
    const later = this.#parts.problems.store.packetsAfter(after);
    return { after, packet: later.find((one) => this.#positionOf(one) !== undefined) ?? null };
  }

  counters(now: number): Counters {
    const inFlight = this.#parts.streams.inFlight;
    const { bytes, budget, discarded } = this.#parts.topics.histories;
    return {
      topics: this.#parts.topics.count,
      messages: this.#arrivals.messages,
      packets: this.#parts.log.total - this.#parts.log.withheld,
      withheld: this.#parts.log.withheld,
      newest: this.#parts.log.nextNumber - 1,
      discarded: this.#parts.log.discarded - this.#parts.kept.size,
      logBytes: this.#parts.log.bytes,
      logBudget: this.#parts.log.budget,
      topicBytes: bytes,
      topicBudget: budget,
      historyDiscarded: discarded,
      inRate: this.#arrivals.inRate.lastSecond(now),
      outRate: this.#arrivals.outRate.lastSecond(now),
      inFlightOut: inFlight.out,
      inFlightIn: inFlight.in,
      exchanges: this.#parts.exchanges.counts,
      messageExchanges: this.#parts.exchanges.book.lists.messages,
      problems: this.#parts.problems.store.counts,
      pairs: this.#parts.messages.books?.pairCounts ?? {},
      devices: this.#parts.messages.books?.deviceCount ?? 0,
      replies: this.#parts.replies.total,
      filter: this.#parts.filter.progress,
      armed: this.#parts.armed.status,
    };
  }

  readonly #found = (packet: number) => this.#parts.problems.store.ofPacket(packet);

  get #sources(): DetailSources {
    const { book } = this.#parts.exchanges;
    const { log, streams, faults } = this.#parts;
    return { book, log, streams, faults, found: this.#found };
  }

  /** The list that positions refer to. */
  get #list(): Pick<PacketList, 'oldest' | 'position' | 'total'> {
    const { list, text } = this.#parts.filter;
    return text === undefined ? this.#changed : list;
  }

  /** In a list of exchanges, the position of the packet's exchange. */
  #positionOf(packet: number): number | undefined {
    const own = this.#list.position(packet);
    if (own !== undefined || !this.#parts.filter.isFolded) return own;
    const { packet: first = packet } = this.#parts.exchanges.packetExchange(packet) ?? {};
    const list = this.#list;
    return list.position(first) ?? this.#folded.runOf(first, (ping) => list.position(ping));
  }

  /** Used if no filter is set. */
  get #changed(): ChangedList {
    const { list, whole } = this.#parts.filter;
    return new ChangedList(list, whole, this.#parts.changes);
  }

  #rows(range: NonNullable<WindowRequest['packets']>): NonNullable<WindowReply['packets']> {
    const { list, text: filter } = this.#parts.filter;
    this.#parts.filter.isEndShown = range.tail === true;
    const { total, oldest } = this.#list;
    const from = range.tail === true ? total - range.count : range.first;
    const first = Math.min(total, Math.max(from, oldest));
    const end = range.tail === true ? total : Math.min(total, Math.floor(from + range.count));
    const stretch = filter === undefined ? this.#changed.stretch(first, end) : undefined;
    this.#messages.previews.setKeys(range.keys ?? []);
    const packets = packetRows(
      this.#parts.log,
      this.#parts.names,
      this.#found,
      this.#messages.previews,
      list,
      stretch?.packets ?? { first, count: end - first },
    );
    const ofMany = haveSeveralClients(this.#parts.streams.all());
    const rows = packets.map((row) => {
      const head = range.heads === true ? this.#headOf(row) : undefined;
      const beside = this.#parts.filter.isBeside(row.number) && { beside: true as const };
      const reply = row.topic === undefined ? undefined : this.#parts.replyOf(row.number);
      const noted = this.#noted(row);
      return {
        ...this.#completed(noted),
        ...(ofMany && this.#clientOf(row)),
        ...beside,
        ...(reply && { reply }),
        ...(this.#parts.filter.isFolded && this.#folded.factsOf(noted)),
        ...(head !== undefined && { head }),
      };
    });
    return {
      first,
      rows,
      total,
      oldest,
      ...(stretch && this.#changesIn(stretch, ofMany)),
      ...(filter !== undefined && { filter }),
      ...(this.#parts.filter.isFolded && { isFolded: true as const }),
      ...(this.#parts.filter.asksProblem && { byProblems: true as const }),
      ...(ofMany && { ofMany: true as const }),
    };
  }

  /** In a list by problems, a row has its note. */
  #noted(row: PacketRow): PacketRow {
    if (row.hasProblem || !this.#parts.filter.asksProblem) return row;
    return { ...row, ...noteOf(this.#found(row.number)) };
  }

  /** Nothing before the variable part of a CONNECT or AUTH packet is secret. */
  #headOf({ number, unframed }: PacketRow): string | undefined {
    if (unframed === true) return undefined;
    const bytes = this.#parts.log.view(number);
    return bytes && formatHex(bytes.subarray(0, HEAD_BYTES));
  }

  #changesIn(
    { changes: placed, before }: ListRange,
    ofMany: boolean,
  ): Pick<NonNullable<WindowReply['packets']>, 'changes'> {
    const { first: gone, end: total } = this.#parts.changes;
    if (total === 0) return {};
    const rows = placed.map(({ position, change }) => ({
      ...changeRow(change, position, this.#parts.streams.remembered(change.stream)),
      ...(ofMany && this.#clientOf(change)),
    }));
    return { changes: { rows, before, gone, total } };
  }

  #clientOf({ stream }: { readonly stream: number }): Pick<PacketRow, 'client'> {
    const found = this.#parts.streams.remembered(stream);
    const client = found && clientName(found);
    return client === undefined ? {} : { client };
  }

  /** Adds the facts that the log's own columns lack. */
  #completed(row: PacketRow): PacketRow {
    const mark = this.#parts.marks.note(row.number);
    const exchange = this.#parts.exchanges.packetExchange(row.number);
    const faults = this.#parts.faults.of(row.number);
    if (mark === undefined && exchange === undefined && faults.length === 0) return row;
    return {
      ...row,
      ...(mark !== undefined && { mark }),
      ...(exchange && { exchange }),
      ...(faults.length > 0 && { faults }),
    };
  }

  hides(packet: number): boolean {
    const { log, names, conventions } = this.#parts;
    const detail = packetDetail(log, names, conventions.secrets, this.#found, packet);
    return detail !== null && detail.secrets.length > 0;
  }

  #detailOf(packet: number): PacketDetail | null {
    const detail = packetDetail(
      this.#parts.log,
      this.#parts.names,
      this.#parts.conventions.secrets,
      this.#found,
      packet,
    );
    const found = this.#parts.problems.store.ofPacket(packet);
    if (detail === null) return null;
    const row = { ...this.#completed(detail.row), ...this.#clientOf(detail.row) };
    const exchange = row.exchange && exchangeDetail(this.#sources, row.exchange.exchange);
    const delivery = deliveryOf({ ...this.#sources, names: this.#parts.names }, packet);
    const before = this.#messages.previousOf(packet);
    const reads = row.topic && this.#parts.messages.declaredAt(row.topic, row)?.chain;
    return {
      ...detail,
      row,
      found,
      ...(exchange && { exchange }),
      ...(delivery && { delivery }),
      ...(before !== undefined && { before }),
      ...(reads && { reads }),
    };
  }
}
