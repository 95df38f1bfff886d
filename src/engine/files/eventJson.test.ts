import { expect, test } from 'vitest';
import type { NoteKind } from './captureEvents.ts';
import { parseNote } from './eventJson.ts';

const KINDS: Readonly<Record<NoteKind, true>> = {
  encrypted: true,
  gap: true,
  broken: true,
  unsupported: true,
  truncated: true,
  empty: true,
};

test.each(Object.keys(KINDS))('a note of the kind %s is read as it was written', (note) => {
  expect(parseNote({ note, text: 'a sentence' })).toEqual({
    kind: 'note',
    note,
    text: 'a sentence',
  });
});
