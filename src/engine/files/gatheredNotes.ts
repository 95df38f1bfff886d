/** Notes as people are told them: what is so with many streams is told once. */
import { noteText } from '../log/noteTexts.ts';
import type { FileNote } from './captureEvents.ts';

interface Group {
  readonly first: FileNote;
  /** The first of them. */
  readonly streams: number[];
  readonly text: string;
  isSame: boolean;
  count: number;
}

const STREAMS_NAMED = 8;

/** How a note on a stream begins. */
const OF_STREAM = /^Stream \d+: /;

export class GatheredNotes {
  readonly #groups = new Map<string, Group>();

  take(note: FileNote): void {
    const text = note.text.replace(OF_STREAM, '');
    const kind = `${note.note} ${text.replace(/\d+/g, '#')}`;
    const group = this.#groups.get(kind);
    const { stream } = note;
    if (group === undefined) {
      const streams = stream === undefined ? [] : [stream];
      this.#groups.set(kind, { first: note, streams, text, isSame: true, count: 1 });
      return;
    }
    group.isSame &&= group.text === text;
    group.count += 1;
    if (stream !== undefined && group.streams.length < STREAMS_NAMED) group.streams.push(stream);
  }

  /** In the order in which the first of each was taken. */
  get notes(): FileNote[] {
    return [...this.#groups.values()].map(noteOf);
  }
}

function noteOf({ first, streams, text, isSame, count }: Group): FileNote {
  if (count === 1) return first;
  const { note } = first;
  if (streams.length === 0)
    return { kind: 'note', note, text: noteText('many-times', { count, text }) };
  const more = count > streams.length ? ', …' : '';
  const [stream = 0] = streams;
  const told = isSame ? text : noteText('one-of-many', { stream, text });
  const named = `${streams.join(', ')}${more}`;
  return {
    kind: 'note',
    note,
    text: noteText('many-streams', { count, streams: named, text: told }),
  };
}
