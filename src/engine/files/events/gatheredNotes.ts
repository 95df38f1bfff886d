/** Notes as people are told them: what is so with many streams is told once. */
import type { NoteFact } from '../../log/columns/noteFacts.ts';
import type { FileNote } from './captureEvents.ts';

interface Group {
  readonly first: FileNote;
  /** The first of them. */
  readonly streams: number[];
  /** Of the first, whichever stream it is of. */
  readonly fact: NoteFact;
  isSame: boolean;
  count: number;
}

const STREAMS_NAMED = 8;

export class GatheredNotes {
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

  /** In the order in which the first of each was taken. */
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
