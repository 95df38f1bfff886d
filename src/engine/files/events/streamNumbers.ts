/** Numbers of streams that a copy as frames took over from its original. */
import { numberedComment, streamIn } from './commentTexts.ts';

export class StreamNumbers {
  /** Numbers of the streams so far; undefined: the file does not number them. */
  #numbers: Set<number> | undefined;
  #most = 0;
  /** Number of the next stream, if a comment states it. */
  #next: number | undefined;

  /** @param comments of a block without frames. True if they number the streams. */
  isNumbered(comments: readonly string[]): boolean {
    const isHead = comments.includes(numberedComment);
    if (isHead) this.#numbers ??= new Set();
    this.#next = streamIn(comments) ?? this.#next;
    return isHead;
  }

  /** True if the file numbers its streams, which a copy with packets of MQTT does. */
  get isCopy(): boolean {
    return this.#numbers !== undefined;
  }

  /** Number of a stream that begins; undefined: the file does not number them. */
  streamNumber(): number | undefined {
    const numbers = this.#numbers;
    if (numbers === undefined) return undefined;
    const said = this.#next ?? numbers.size + 1;
    this.#next = undefined;
    // Merged files may use a number twice.
    const number = numbers.has(said) ? this.#most + 1 : said;
    this.#most = Math.max(this.#most, number);
    numbers.add(number);
    return number;
  }
}
