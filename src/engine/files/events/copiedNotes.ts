/** Notes and numbers of streams that a copy as frames took over from its original. */
import type { NoteFact } from '../../log/columns/noteFacts.ts';
import type { FileNote } from './captureEvents.ts';
import { numberedComment, streamIn } from './markComment.ts';
import { noteOfComment } from './noteJson.ts';

export class CopiedNotes {
  /** Sides of streams whose missing bytes the original counted. */
  readonly #counted = new Set<string>();
  /** Facts reported so far that frames with secrets show, too. */
  readonly #shown = new Set<string>();

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

  /** @param comments of a block without frames */
  take(comments: readonly string[]): readonly FileNote[] {
    const notes = comments.flatMap((comment) => noteOfComment(comment) ?? []);
    return notes.filter(({ fact }) => {
      const side = countedSide(fact);
      if (side === undefined) return true;
      this.#counted.add(side.name);
      return side.count > 0;
    });
  }

  /** True for a note that is a copy of one so far, or the reverse: frames with secrets show the same. */
  isRepeated({ fact }: FileNote): boolean {
    if (!this.isCopy || fact.key !== 'of-stream') return false;
    const { stream, note } = fact.args;
    if (note.key !== 'cannot-be-cut' && note.key !== 'version-inferred') return false;
    const name = `${stream} ${note.key === 'cannot-be-cut' ? note.args.sender : note.key}`;
    if (this.#shown.has(name)) return true;
    this.#shown.add(name);
    return false;
  }

  /** True for a note that a note of the original replaces: the copy may lack more bytes. */
  replace({ fact }: FileNote): boolean {
    const side = countedSide(fact);
    return side !== undefined && this.#counted.has(side.name);
  }
}

/** Side of a stream, and the number of its bytes that the capture lacks. */
function countedSide(fact: NoteFact): { name: string; count: number } | undefined {
  if (fact.key !== 'of-stream') return undefined;
  const { stream, note } = fact.args;
  if (note.key !== 'bytes-missing') return undefined;
  const { count, sender } = note.args;
  return { name: `${stream} ${sender}`, count };
}
