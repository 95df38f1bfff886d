import { expect, test } from 'vitest';
import type { NoteKind } from './captureEvents.ts';
import { parseNote } from './noteJson.ts';

const KINDS: Readonly<Record<NoteKind, true>> = {
  encrypted: true,
  gap: true,
  broken: true,
  unsupported: true,
  truncated: true,
  empty: true,
  inferred: true,
};

test.each(Object.keys(KINDS))('a note of the kind %s survives a round trip', (note) => {
  expect(parseNote({ note, text: 'a sentence' })).toEqual({
    kind: 'note',
    note,
    fact: { key: 'as-written', args: { text: 'a sentence' } },
  });
});

test('recognises a note on a stream, and leaves other texts unchanged', () => {
  const read = (text: string, stream: number) => parseNote({ note: 'gap', text, stream })?.fact;
  const note = { key: 'as-written', args: { text: 'x' } };
  for (const text of ['Connection #7: x', 'Stream 7: x'])
    expect(read(text, 7)).toEqual({ key: 'of-stream', args: { stream: 7, note } });
  expect(read('Stream 7: x', 8)).toEqual({ key: 'as-written', args: { text: 'Stream 7: x' } });
});
