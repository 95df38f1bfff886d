/** Notes that a copy as frames took over from its original. */
import type { NoteFact } from '../../log/columns/noteFacts.ts';
import type { FileNote } from './captureEvents.ts';
import { noteOfComment } from './noteJson.ts';

export class CopiedNotes {
  /** Sides of streams whose missing bytes the original counted. */
  readonly #counted = new Set<string>();

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
