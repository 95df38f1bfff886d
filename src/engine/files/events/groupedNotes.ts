/** Merges notes for the user: a note about many streams appears once. */
import type { NoteFact } from '../../log/columns/noteFacts.ts';
import type { FileNote } from './captureEvents.ts';

interface Group {
  readonly first: FileNote;
  /** Streams to list, from the first on. */
  readonly streams: number[];
  /** Fact of the first note, on any stream. */
  readonly fact: NoteFact;
  isSame: boolean;
  count: number;
}

const STREAMS_NAMED = 8;

export class GroupedNotes {
  readonly #groups = new Map<string, Group>();

  take(note: FileNote): void {
    const fact = note.fact.key === 'of-stream' ? note.fact.args.note : note.fact;
    const said = JSON.stringify(fact);
    const kind = `${note.note} ${said.replace(/\d+/g, '#')}`;
    const group = this.#groups.get(kind);
    const { stream } = note;
    if (group === undefined) {
      const streams = stream === undefined ? [] : [stream];
      this.#groups.set(kind, { first: note, streams, fact, isSame: true, count: 1 });
      return;
    }
    group.isSame &&= JSON.stringify(group.fact) === said;
    group.count += 1;
    if (stream !== undefined && group.streams.length < STREAMS_NAMED) group.streams.push(stream);
  }

  /** True if the file ends or becomes unreadable before its end. */
  get isTruncated(): boolean {
    return [...this.#groups.values()].some(({ first }) => first.note === 'truncated');
  }

  /** Ordered by the first note of each kind. */
  get notes(): FileNote[] {
    return [...this.#groups.values()].map(noteOf);
  }
}

function noteOf({ first, streams, fact, isSame, count }: Group): FileNote {
  if (count === 1) return first;
  const { note } = first;
  if (streams.length === 0) {
    return { kind: 'note', note, fact: { key: 'many-times', args: { count, note: fact } } };
  }
  const [stream = 0] = streams;
  const told: NoteFact = isSame ? fact : { key: 'one-of-many', args: { stream, note: fact } };
  const args = { count, streams, more: count > streams.length, note: told };
  return { kind: 'note', note, fact: { key: 'many-streams', args } };
}
