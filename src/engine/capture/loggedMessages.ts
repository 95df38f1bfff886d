/** Messages of the packet log, with those before and after them on their topics. */
import { PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import { senderOf } from '../log/columns/direction.ts';
import type { LogRow } from '../log/columns/packetRow.ts';
import { publishShape } from '../log/columns/publishShape.ts';
import { neighbourOnTopic, type SameClient } from '../log/topicNeighbours.ts';
import { clientName } from '../streams/streamRows.ts';
import { qosOf } from '../topics/tree/histories.ts';
import { messageChanges } from '../topics/tree/messageValues.ts';
import type { TopicMessage } from '../topics/tree/topicRow.ts';
import { RowPreviews } from '../window/rowPreviews.ts';
import type {
  LoggedMessage,
  PacketDetail,
  PreviousMessage,
  WindowReply,
} from '../window/window.ts';
import type { CaptureParts } from './captureParts.ts';

/** Number of packets that are searched for the message before a row. */
const ROWS_SEARCHED = 1_000_000;

export class LoggedMessages {
  readonly #parts: CaptureParts;
  readonly previews: RowPreviews;

  constructor(parts: CaptureParts) {
    this.#parts = parts;
    this.previews = new RowPreviews(parts.shownSecrets, parts.chosen, (row) =>
      this.#before(row, ROWS_SEARCHED),
    );
  }

  /** @param detail if requested together, its message before is not searched again */
  neighbours(
    packet: number,
    detail: PacketDetail | null | undefined,
  ): NonNullable<WindowReply['neighbours']> {
    const row = this.#messageAt(packet);
    const known = detail?.row.number === packet ? detail.before : undefined;
    const next = (step: 1 | -1): number | null =>
      (row && neighbourOnTopic(this.#parts.log, row, step, this.#isSameClient)?.number) ?? null;
    return { before: known === undefined ? next(-1) : (known?.packet ?? null), after: next(1) };
  }

  /** undefined: the packet is not a message. null: it is the first on its topic. */
  previousOf(packet: number): PreviousMessage | null | undefined {
    const row = this.#messageAt(packet);
    if (row === undefined) return undefined;
    const before = this.#before(row);
    return before === undefined ? null : (this.compared(packet, before.row.number) ?? null);
  }

  /** The message of a packet or of its exchange, with the previous message on its topic. */
  shown(packet: number): LoggedMessage {
    const exchange = this.#parts.exchanges.packetExchange(packet);
    const row = this.#messageAt(packet) ?? (exchange && this.#messageAt(exchange.packet));
    const topic = row && this.#parts.names.name(row.topic);
    const message = row && topic !== undefined ? this.#asShown(row, topic) : undefined;
    if (row === undefined || topic === undefined || message === undefined) return { packet };
    const before = this.#before(row);
    // An earlier one may have been discarded.
    const none = this.#parts.log.discarded === 0 ? null : undefined;
    const earlier = before && this.#asShown(before.row, topic);
    return { packet, found: { topic, message, before: earlier ?? none } };
  }

  compared(packet: number, base: number): PreviousMessage | undefined {
    const { log, names } = this.#parts;
    const [now, old] = [packet, base].map((number) => {
      const row = this.#messageAt(number);
      const bytes = log.view(number);
      return row && bytes && { row, bytes };
    });
    if (now === undefined || old === undefined) return undefined;
    const [valued, before] = [now, old].map(({ row, bytes }) =>
      this.previews.valued(row, bytes, names.name(row.topic)),
    );
    const changes = valued && before && messageChanges(valued, before);
    const { number, time } = old.row;
    return { packet: number, time, ...(changes && { changes }) };
  }

  #asShown(row: LogRow, topic: string): TopicMessage | undefined {
    const bytes = this.#parts.log.view(row.number);
    const shape = bytes && publishShape(bytes, row.version, senderOf(row.direction));
    if (bytes === undefined || shape === undefined) return undefined;
    const told = this.#parts.messages.declaredAt(topic, row);
    return {
      packet: row.number,
      time: row.time,
      qos: qosOf(row.firstByte),
      retain: (row.firstByte & 1) !== 0,
      dup: (row.firstByte & 8) !== 0,
      sent: senderOf(row.direction) === 'client',
      payload: bytes.slice(shape.payloadStart),
      size: row.size,
      contentType: shape.contentType,
      ...(told && { reads: told.chain }),
    };
  }

  readonly #isSameClient: SameClient = (one, other) => {
    if (one === other) return true;
    const [stream, another] = [one, other].map((of) => this.#parts.streams.remembered(of));
    const name = stream && clientName(stream);
    return name !== undefined && another !== undefined && clientName(another) === name;
  };

  /** The message before another one on its topic, however old. */
  #before(row: LogRow, lookback?: number): { row: LogRow; bytes: Uint8Array } | undefined {
    const { log } = this.#parts;
    const before = neighbourOnTopic(log, row, -1, this.#isSameClient, lookback);
    const bytes = before && log.view(before.number);
    return bytes && { row: before, bytes };
  }

  #messageAt(packet: number): LogRow | undefined {
    const row = this.#parts.log.row(packet);
    const isMessage = row && row.firstByte >> 4 === PUBLISH && !row.unframed;
    return isMessage ? row : undefined;
  }
}
