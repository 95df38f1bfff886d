/** The last messages of MQTT-SN, each with its other side; the oldest go, and all that belongs to them. */
import type { SnRead } from './snConversation.ts';
import type { OtherSide } from './snSides.ts';

/** What a row takes beside its bytes and texts, in memory; a problem of it; its other side. */
const ROW_BYTES = 500;
const PROBLEM_BYTES = 200;
const OTHER_BYTES = 400;

/** Without the message, which its bytes tell as well. */
export interface SnKept extends Omit<SnRead, 'message'> {
  /** Undefined: none is known, or it stays between client and gateway. */
  other: OtherSide | undefined;
}

export class SnBook {
  #rows: SnKept[] = [];
  #discarded = 0;
  #bytes = 0;

  /** Those that were discarded included. */
  get total(): number {
    return this.#discarded + this.#rows.length;
  }

  get discarded(): number {
    return this.#discarded;
  }

  /** Of memory. */
  get bytes(): number {
    return this.#bytes;
  }

  keep({ no, stream, direction, time, client, gateway, bytes, ...read }: SnRead): void {
    const { name, clientId, topic, predefined, problems } = read;
    const seen = { stream, direction, time, client, gateway, bytes: bytes.slice() };
    const row: SnKept = {
      no,
      ...seen,
      name,
      clientId,
      topic,
      predefined,
      problems,
      other: undefined,
    };
    this.#rows.push(row);
    this.#bytes += costOf(row);
  }

  /** What is not there any more needs none. */
  pair(no: number, other: OtherSide): void {
    const row = this.row(no);
    if (row === undefined) return;
    this.#bytes -= costOf(row);
    row.other = other;
    this.#bytes += costOf(row);
  }

  /** By its number. */
  row(no: number): SnKept | undefined {
    return this.#rows[no - 1 - this.#discarded];
  }

  /** By position, 0 being the first of all. */
  rows(first: number, count: number): readonly SnKept[] {
    const from = Math.max(0, first - this.#discarded);
    return this.#rows.slice(from, Math.max(0, first + count - this.#discarded));
  }

  /** To no more than so many bytes: a quarter at once, so that it is not done each time. */
  trim(room: number): void {
    while (this.#bytes > room && this.#rows.length > 0) {
      const gone = this.#rows.splice(0, Math.ceil(this.#rows.length / 4));
      this.#discarded += gone.length;
      for (const row of gone) this.#bytes -= costOf(row);
    }
  }
}

function costOf({ bytes, topic, clientId, problems, other }: SnKept): number {
  const texts = 2 * ((topic?.length ?? 0) + (clientId?.length ?? 0));
  const otherBytes = other === undefined ? 0 : OTHER_BYTES + other.bytes.length;
  return ROW_BYTES + bytes.length + texts + problems.length * PROBLEM_BYTES + otherBytes;
}
