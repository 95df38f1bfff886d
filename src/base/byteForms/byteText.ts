/**
 * Reads bytes that programs print as text: hexadecimal digits, dumps with offsets, `\x…` strings, numbers in
 * brackets, Base64.
 */
import { parseBase64 } from '../base64.ts';
import { joined } from '../bytes.ts';
import { type ByteRun, linedRuns } from './byteRuns.ts';
import { dumpsIn } from './dump.ts';
import { hexAtEnd } from './hexLine.ts';
import { listsIn, numberedLines } from './numbers.ts';
import { stringsIn } from './strings.ts';

type ByteForm = 'dump' | 'hex' | 'list' | 'string' | 'base64';

export interface ByteText {
  readonly form: ByteForm;
  /** In the order of the text, none of them empty. */
  readonly runs: readonly ByteRun[];
}

/** Characters of a text that is read. A longer one is not printed bytes, or belongs into a file. */
const LONGEST_TEXT = 4 * 1024 * 1024;
const SHORTEST_BASE64 = 8;

/** Undefined if the text is not in one of the forms. */
export function readByteText(source: string): ByteText | undefined {
  if (source.length > LONGEST_TEXT) return undefined;
  const text = plain(source);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  // The characters beside a dump may look like any other form.
  const read =
    inForm('dump', dumpsIn(lines)) ??
    inForm('string', stringsIn(text)) ??
    inForm('hex', linedRuns(lines, hexAtEnd)) ??
    inForm('list', listsIn(text)) ??
    inForm('list', numberedLines(lines)) ??
    inForm('base64', base64(text));
  return read?.runs.length === 0 ? undefined : read;
}

const inForm = (form: ByteForm, runs: ByteRun[] | undefined): ByteText | undefined =>
  runs && { form, runs };

/** All bytes of the text, as one sequence. */
export const joinedRuns = ({ runs }: ByteText): Uint8Array =>
  joined(runs.map(({ bytes }) => bytes));

/** Without the colours of a terminal, unusual blanks, and quotation marks around everything. */
function plain(source: string): string {
  const text = source
    .replace(/^\ufeff/, '')
    .replace(/\p{Cc}\[[0-9;]*m/gu, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00a0\u2007\u202f\u3000]/g, ' ');
  return /^\s*(["'`])([^"'`\\]*)\1[\s;]*$/.exec(text)?.[2] ?? text;
}

function base64(text: string): ByteRun[] | undefined {
  const [, data = text] = /^\s*data:[^,]*;base64,([\s\S]*)$/.exec(text) ?? [];
  const digits = data.trim();
  // A blank within a line separates words.
  if (digits.length < SHORTEST_BASE64 || /\S[ \t]+\S/.test(digits)) return undefined;
  const read = parseBase64(digits);
  return read.ok && read.bytes.length > 0 ? [{ bytes: read.bytes, by: undefined }] : undefined;
}
