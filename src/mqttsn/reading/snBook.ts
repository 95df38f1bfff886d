/**
 * The newest MQTT-SN messages, each with its packet on the other side; the oldest are removed with their
 * data.
 */
import type { SnRead } from './snConversation.ts';
import type { OtherSide } from './snSides.ts';

/** Memory of a row without bytes and texts, of a problem, and of its other side. */
const ROW_BYTES = 500;
const PROBLEM_BYTES = 200;
const OTHER_BYTES = 400;

/** Without the decoded message, which its bytes contain. */
export interface StoredSnMessage extends Omit<SnRead, 'message'> {
  /** undefined if unknown, or if it stays between client and gateway. */
  other: OtherSide | undefined;
}

export class SnBook {
  #rows: StoredSnMessage[] = [];
  #discarded = 0;
  #bytes = 0;

  /** Includes discarded ones. */
  get total(): number {
    return this.#discarded + this.#rows.length;
  }

  get discarded(): number {
    return this.#discarded;
  }

  /** Memory in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  keep({ no, stream, direction, time, client, gateway, bytes, ...read }: SnRead): void {
    const { name, clientId, topic, predefined, problems } = read;
    const seen = { stream, direction, time, client, gateway, bytes: bytes.slice() };
    const row: StoredSnMessage = {
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

  /** Ignored for a discarded message. */
  pair(no: number, other: OtherSide): void {
    const row = this.row(no);
    if (row === undefined) return;
    this.#bytes -= costOf(row);
    row.other = other;
    this.#bytes += costOf(row);
  }

  /** Finds a row by its number. */
  row(no: number): StoredSnMessage | undefined {
    return this.#rows[no - 1 - this.#discarded];
  }

  /** Rows by position; 0 is the first message ever. */
  rows(first: number, count: number): readonly StoredSnMessage[] {
    const from = Math.max(0, first - this.#discarded);
    return this.#rows.slice(from, Math.max(0, first + count - this.#discarded));
  }

  /** Trims to this many bytes, removing a quarter at once, so that it happens rarely. */
  trim(most: number): void {
    while (this.#bytes > most && this.#rows.length > 0) {
      const gone = this.#rows.splice(0, Math.ceil(this.#rows.length / 4));
      this.#discarded += gone.length;
      for (const row of gone) this.#bytes -= costOf(row);
    }
  }
}

function costOf({ bytes, topic, clientId, problems, other }: StoredSnMessage): number {
  const texts = 2 * ((topic?.length ?? 0) + (clientId?.length ?? 0));
  const otherBytes = other === undefined ? 0 : OTHER_BYTES + other.bytes.length;
  return ROW_BYTES + bytes.length + texts + problems.length * PROBLEM_BYTES + otherBytes;
}
