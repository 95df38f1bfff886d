import { describe, expect, test } from 'vitest';
import type { NoteFact } from '../../log/columns/noteFacts.ts';
import { readCaptureFile } from '../captureFile.ts';
import { pcapOf } from '../frames/frames.testkit.ts';
import { DECODERS } from './allDecoders.ts';
import { isKeyLog, KeyLog, MOST_SECRETS } from './keyLog.ts';

const RANDOM = 'ab'.repeat(32);
const LINE = `CLIENT_RANDOM ${RANDOM} ${'cd'.repeat(48)}`;
const COMMENTS = '# made by a tool that tells much of itself\r\n'.repeat(150);

/** Notes of a file without frames that is read with these keys. */
function notesOf(keys: KeyLog): readonly NoteFact[] {
  const notes: NoteFact[] = [];
  const reader = readCaptureFile(
    (event) => {
      if (event.kind === 'note' && event.note !== 'empty') notes.push(event.fact);
    },
    DECODERS,
    keys,
  );
  reader.push(pcapOf([]));
  reader.end();
  return notes;
}

const utf8 = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'));
const littleEndian = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'));
const bigEndian = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le').swap16());

test('many empty lines are recognised in linear time', () => {
  expect(isKeyLog(utf8('\n \n'.repeat(90_000)))).toBe(false);
});

describe.each([
  ['as programs write it', utf8(`${LINE}\n`)],
  ['with a byte order mark', utf8(`\ufeff${LINE}\r\n`)],
  ['in UTF-16', littleEndian(`\ufeff${LINE}\r\n`)],
  ['in UTF-16, the other way around', bigEndian(`\ufeff${LINE}\r\n`)],
  ['after 6 kB of comments', utf8(`${COMMENTS}\n${LINE}`)],
  ['after a byte order mark and comments', littleEndian(`\ufeff${COMMENTS}${LINE}`)],
])('a key log %s', (_, bytes) => {
  test('is distinguished from a capture', () => {
    expect(isKeyLog(bytes)).toBe(true);
  });

  test.each([1, 7, bytes.length])('is read in pieces of %i bytes', (size) => {
    const keys = new KeyLog();
    for (let at = 0; at < bytes.length; at += size) keys.push(bytes.subarray(at, at + size));
    keys.endLine();
    expect(keys.secret('CLIENT_RANDOM', RANDOM)).toEqual(new Uint8Array(48).fill(0xcd));
  });
});

test.each([
  ['an odd number of digits', `CLIENT_RANDOM ${RANDOM} ${'cd'.repeat(48)}c`],
  ['no secret', `CLIENT_RANDOM ${RANDOM} `],
  ['an unknown label', `CLIENT_RANDOMS ${RANDOM} ${'cd'.repeat(48)}`],
  ['other letters', `CLIENT_RANDOM ${RANDOM} ${'cg'.repeat(48)}`],
  ['a short random', `CLIENT_RANDOM ${RANDOM.slice(2)} ${'cd'.repeat(48)}`],
])('a line with %s is skipped, and the next one read', (_, line) => {
  const keys = new KeyLog();
  keys.push(utf8(`${line}\n`));
  expect([keys.isEmpty, keys.secret('CLIENT_RANDOM', RANDOM)]).toEqual([true, undefined]);
  keys.push(utf8(`${LINE}\n`));
  expect(keys.secret('CLIENT_RANDOM', RANDOM)).toHaveLength(48);
});

test('secrets beyond the limit are counted and reported with the file', () => {
  const lineOf = (n: number) =>
    `CLIENT_RANDOM ${n.toString(16).padStart(64, '0')} ${'cd'.repeat(48)}\n`;
  const keys = new KeyLog();
  keys.push(utf8(Array.from({ length: MOST_SECRETS }, (_, n) => lineOf(n)).join('')));
  // Already known.
  keys.push(utf8(lineOf(7)));
  expect(notesOf(keys)).toEqual([]);
  for (let n = 0; n < 3; n += 1) keys.push(utf8(lineOf(MOST_SECRETS + n)));
  expect(notesOf(keys)).toEqual([{ key: 'keys-left-out', args: { most: MOST_SECRETS, count: 3 } }]);
});

test.each([
  '',
  '# only this\n',
  'CLIENT\n',
  '{"time": 1}',
  'time,topic\n',
  '\u00d4\u00c3\u00b2\u00a1',
])('%j is no key log', (text) => {
  expect(isKeyLog(utf8(text))).toBe(false);
});
