import { describe, expect, test } from 'vitest';
import { isKeyLog, KeyLog } from './keyLog.ts';

const RANDOM = 'ab'.repeat(32);
const LINE = `CLIENT_RANDOM ${RANDOM} ${'cd'.repeat(48)}`;
const COMMENTS = '# made by a tool that tells much of itself\r\n'.repeat(150);

const utf8 = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'));
const littleEndian = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'));
const bigEndian = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le').swap16());

test('many empty lines are no riddle', () => {
  expect(isKeyLog(utf8('\n \n'.repeat(90_000)))).toBe(false);
});

describe.each([
  ['as programs write it', utf8(`${LINE}\n`)],
  ['with a byte order mark', utf8(`\ufeff${LINE}\r\n`)],
  ['in UTF-16', littleEndian(`\ufeff${LINE}\r\n`)],
  ['in UTF-16, the other way around', bigEndian(`\ufeff${LINE}\r\n`)],
  ['behind 6 kB of comments', utf8(`${COMMENTS}\n${LINE}`)],
  ['behind a byte order mark and comments', littleEndian(`\ufeff${COMMENTS}${LINE}`)],
])('a key log %s', (_, bytes) => {
  test('is told from a capture', () => {
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
  '',
  '# only this\n',
  'CLIENT\n',
  '{"time": 1}',
  'time,topic\n',
  '\u00d4\u00c3\u00b2\u00a1',
])('%j is no key log', (text) => {
  expect(isKeyLog(utf8(text))).toBe(false);
});
