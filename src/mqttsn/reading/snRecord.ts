/** A record of messages of MQTT-SN with both of their sides, and what a list of them asks for. */
import { SnBook } from './snBook.ts';
import type { SnRead } from './snConversation.ts';
import { detailsOf } from './snDetails.ts';
import type { SnDatagramSeen } from './snFlows.ts';
import { SnSides } from './snSides.ts';
import type { SnFound } from './snTalk.ts';

export interface SnRow {
  /** From 1. */
  readonly no: number;
  /** µs since the capture's origin. */
  readonly time: number;
  readonly stream: number;
  /** `out`: from the client. */
  readonly direction: 'in' | 'out';
  /** `PUBLISH`; absent: nobody knows what it is. */
  readonly name?: string;
  /** Its identifier, else its address. */
  readonly client: string;
  readonly topic?: string;
  /** In few words. */
  readonly details: string;
  readonly size: number;
  readonly problems: readonly SnFound[];
  /** On the other side of the gateway. */
  readonly other?: SnOther;
}

/** A control packet of MQTT. */
interface SnOther {
  /** Its number in the capture; 0: it is not in it. */
  readonly packet: number;
  readonly name: string;
  readonly packetId?: number;
}

export interface SnRows {
  readonly total: number;
  /** The oldest of these, which are not there any more. */
  readonly discarded: number;
  /** Position of the first row. */
  readonly first: number;
  readonly rows: readonly SnRow[];
}

export interface SnDetail {
  readonly row: SnRow;
  /** Bytes as hexadecimal digits. */
  readonly hex: string;
  readonly otherHex?: string;
}

export class SnRecord {
  readonly #book: SnBook;
  readonly #sides = new SnSides();

  constructor(predefined: ReadonlyMap<number, string> = new Map(), budget?: number) {
    this.#book = new SnBook(predefined, budget);
  }

  message(seen: SnDatagramSeen): void {
    this.#sides.message(this.#book.take(seen));
  }

  /** Of MQTT, whosever it is. @param packet its number in the capture; 0: it is in none */
  packet(stream: number, direction: 'in' | 'out', bytes: Uint8Array, packet: number): void {
    this.#sides.packet(stream, direction, bytes, packet);
  }

  /** As they came, the oldest first; of what is still there. */
  *datagrams(): Generator<SnDatagramSeen, void, undefined> {
    for (let no = this.#book.discarded + 1; no <= this.#book.total; no += 1) {
      const read = this.#book.row(no);
      if (read === undefined) continue;
      const { stream, direction, time, client, gateway, bytes } = read;
      yield { stream, direction, time, client, gateway, bytes };
    }
  }

  rows(first: number, count: number): SnRows {
    const { total, discarded } = this.#book;
    const from = Math.min(Math.max(first, discarded), total);
    const rows = this.#book.rows(from, count).map((read) => this.#row(read));
    return { total, discarded, first: from, rows };
  }

  /** Undefined: it is not there, or not any more. */
  detail(no: number): SnDetail | undefined {
    const read = this.#book.row(no);
    if (read === undefined) return undefined;
    const other = this.#sides.otherOf(no);
    const hex = hexOf(read.bytes);
    return { row: this.#row(read), hex, ...(other && { otherHex: hexOf(other.bytes) }) };
  }

  #row(read: SnRead): SnRow {
    const { no, time, stream, direction, name, clientId, client, topic, message, problems } = read;
    const other = this.#sides.otherOf(no);
    return {
      no,
      time,
      stream,
      direction,
      ...(name !== undefined && { name }),
      client: clientId ?? client,
      ...(topic !== undefined && { topic }),
      details: message === undefined ? '' : detailsOf(message, clientId).join(', '),
      size: read.bytes.length,
      problems,
      ...(other && { other: withoutBytes(other) }),
    };
  }
}

function withoutBytes(other: ReturnType<SnSides['otherOf']> & object): SnOther {
  const { packet, name, packetId } = other;
  return { packet, name, ...(packetId !== undefined && { packetId }) };
}

const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
