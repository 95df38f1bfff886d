/**
 * Reads bytes that programs print as text: hexadecimal digits, hex dumps with offsets, lists and strings of
 * programming languages, Base64.
 */
import { parseBase64 } from '../base64.ts';
import { Steps } from '../steps.ts';
import { encodeUtf8 } from '../utf8.ts';
import { analyserTable } from './analyserTable.ts';
import { byteLines } from './byteLines.ts';
import type { ByteRun, PrintedBy } from './byteRuns.ts';
import { readDump } from './dump.ts';
import { dumpBlocks, plainDumpLine, withoutLogPrefixes } from './dumpBlocks.ts';
import { beforeDigits, hexLine } from './hexLine.ts';
import { withoutIndexes } from './indexed.ts';
import { prefixedLines } from './linePrefix.ts';
import { listsIn } from './lists.ts';
import { logLine } from './logLine.ts';
import { numbersIn } from './numbers.ts';
import { stringsIn } from './strings.ts';
import { likeliest } from './wholePackets.ts';
import { wiresharkYaml } from './wiresharkYaml.ts';
import { wordsIn } from './words.ts';

type ByteForm = 'dump' | 'hex' | 'list' | 'string' | 'base64';

export interface ByteText {
  readonly form: ByteForm;
  /** In the order of the text, none of them empty. */
  readonly runs: readonly ByteRun[];
}

/** Characters of a text that is read. A longer one is not printed bytes, or belongs into a file. */
const LONGEST_TEXT = 4 * 1024 * 1024;
/** Characters read as bytes or compared with them: for any text, and for each of its characters. */
const STEPS = { base: 1 << 18, each: 4 };
/** Lines that only describe the next ones: headings, comments, `Sent:`. */
const TITLE = /^\s*(?:#|\/\/|--)|^[^0-9]*:\s*$/;
const SHORTEST_BASE64 = 8;
/** A string of digits in code: `bytes.fromhex('…')`, `Buffer.from('…', 'hex')`, `x'…'`, `const s = "…"`. */
const HEX_LITERAL =
  /^(?:[\w.\s*]{0,100}[(=:]\s*|\s*x)(["'])((?:[0-9a-f]{2}[\s:,-]*){2,})\1(?:\s*,\s*(["'])hex\3)?[\s;)]*$/i;
/** `bytea` of PostgreSQL: one mark before all digits. */
const OF_POSTGRES = /^\s*\\x((?:[0-9a-f]{2}){2,})\s*$/i;
/** `hexlify` of Python returns digits as bytes. */
const HEXLIFIED = /^\s*b(["'])((?:[0-9a-f]{2}){2,})\1\s*$/i;
/** A string of Base64 in code: `b64decode('…')`, `Buffer.from('…', 'base64')`, `atob("…")`. */
const BASE64_LITERAL =
  /^(?:[\w.\s=]{0,100}\(\s*)(["'])([\w+/-]{8,}={0,2})\1(?:\s*,\s*(["'])base64\3)?\s*\)[\s;]*$/i;
/** gdb prints characters with their numbers: `16 '\020', 77 'M'`. */
const CHARACTER_OF_GDB = /(?<![\w'])(\d{1,3}) '(?:\\[0-7]{3}|\\.|[^'\\])'/g;

/** Undefined if the text is not in one of the forms. */
export function readByteText(source: string): ByteText | undefined {
  if (source.length > LONGEST_TEXT) return undefined;
  const text = withoutIndexes(plain(source));
  const packets = wiresharkYaml(text);
  if (packets !== undefined) return { form: 'base64', runs: packets };
  const words = wordsIn(text);
  if (words !== undefined) {
    return words.length === 0
      ? undefined
      : { form: 'list', runs: [{ bytes: words, by: undefined }] };
  }
  const encoded = percentEncodedBytes(text.trim());
  if (encoded !== undefined) return { form: 'string', runs: [{ bytes: encoded, by: undefined }] };
  const coded = hexlified(text) ?? base64Literal(text);
  if (coded !== undefined) return coded;
  const strings = stringsIn(text);
  if (strings !== undefined) {
    return strings.length === 0 ? undefined : { form: 'string', runs: strings };
  }
  const lists = listsIn(text);
  if (lists !== undefined) return lists.length === 0 ? undefined : { form: 'list', runs: lists };
  const lines = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line) => logLine(line) ?? []);
  const numbers = analyserTable(lines) ?? byteLines(lines) ?? numbersIn(lines);
  if (numbers !== undefined) return { form: 'list', runs: numbers };
  return lined(lines, text.length) ?? base64(text);
}

/** Digits that are packets. The string may also be meant as characters. */
function hexlified(text: string): ByteText | undefined {
  const digits = HEXLIFIED.exec(text)?.[2];
  if (digits === undefined) return undefined;
  const bytes = hexLine(digits);
  if (bytes === undefined) return undefined;
  const isHex = likeliest([[bytes], [encodeUtf8(digits)]])?.[0] === bytes;
  return isHex ? { form: 'hex', runs: [{ bytes, by: undefined }] } : undefined;
}

function base64Literal(text: string): ByteText | undefined {
  const [, , digits] = (/base64|b64|atob/i.test(text) && BASE64_LITERAL.exec(text)) || [];
  return digits === undefined ? undefined : base64(digits);
}

/** Without `+`, which some programs write for a blank. */
const PERCENT_ENCODED = /^(?:%[0-9a-f]{2}|[-\w.~!*'()@:/,;=&$?])+$/i;
/** A byte that addresses and texts do not contain. */
const CONTROL_IN_PERCENT = /%(?:[01][0-9a-f]|7f)/i;

function percentEncodedBytes(text: string): Uint8Array | undefined {
  if (!PERCENT_ENCODED.test(text) || !CONTROL_IN_PERCENT.test(text)) return undefined;
  return Uint8Array.from(text.matchAll(/%(..)|(.)/g), ([, digits, character = '']) =>
    digits === undefined ? character.charCodeAt(0) : Number.parseInt(digits, 16),
  );
}

/** All bytes of the text, as one sequence. */
export function joinedRuns({ runs }: ByteText): Uint8Array {
  const all = new Uint8Array(runs.reduce((sum, { bytes }) => sum + bytes.length, 0));
  let at = 0;
  for (const { bytes } of runs) {
    all.set(bytes, at);
    at += bytes.length;
  }
  return all;
}

/** Without the colours of a terminal, unusual blanks, and quotation marks around everything. */
function plain(source: string): string {
  const text = source
    .replace(/^\ufeff/, '')
    .replace(/\p{Cc}\[[0-9;]*m/gu, '')
    .replace(/\r\n?/g, '\n')
    // PowerShell prints a number in angle brackets there.
    .replace(/^[ \t]{0,20}Label: .{1,200}$/gm, '')
    // Visual Basic.
    .replace(/&H(?=[0-9a-f]{1,2}(?![0-9a-z]))/gi, '0x')
    // SSCOM puts these around bytes.
    .replace(/[◇◆□]/g, ' ')
    .replace(/[\u00a0\u2007\u202f\u3000]/g, ' ')
    // Chinese programs and input methods.
    .replace(/，/g, ', ')
    .replace(/【/g, '[')
    .replace(/】/g, ']');
  const quoted = /^\s*(["'`])([^"'`\\]*)\1[\s;]*$/.exec(text)?.[2] ?? text;
  const digits = HEX_LITERAL.exec(quoted)?.[2] ?? OF_POSTGRES.exec(quoted)?.[1] ?? quoted;
  return digits.replace(CHARACTER_OF_GDB, '$1').replace(/(0x[0-9a-f]{2})(?=0x)/gi, '$1 ');
}

function lined(lines: readonly string[], length: number): ByteText | undefined {
  const steps = new Steps();
  steps.begin(STEPS.base + STEPS.each * length);
  const plainLines = lines.map(plainDumpLine).filter((line) => line !== '');
  const dump = readDump(plainLines, steps) ?? readDump(withoutLogPrefixes(plainLines), steps);
  if (dump !== undefined) return { form: 'dump', runs: [{ bytes: dump, by: undefined }] };
  const blocks = dumpBlocks(plainLines, steps);
  if (blocks !== undefined) return { form: 'dump', runs: blocks };
  const hex = lines.map((line) => beforeDigits(line, steps) ?? hexLine(line));
  if (hex.length > 0 && hex.every((bytes) => bytes !== undefined)) {
    return merged(
      'hex',
      hex.map((bytes) => ({ bytes, by: undefined, isNew: false })),
    );
  }
  const content = lines.filter(
    (line) => !TITLE.test(line) || prefixedLines([line], steps) !== undefined,
  );
  const kept = new Set(content);
  const dumpBelow = content.length < lines.length ? readDump(content, steps) : undefined;
  if (dumpBelow !== undefined) return { form: 'dump', runs: [{ bytes: dumpBelow, by: undefined }] };
  const prefixed = prefixedLines(
    lines.filter((line) => kept.has(line) || isNaming(line)),
    steps,
  );
  return prefixed && merged('hex', prefixed);
}

const isNaming = (line: string): boolean => /:\s*$/.test(line);

interface PrintedLine extends ByteRun {
  /** The line names its direction, so it does not continue the previous line. */
  readonly isNew: boolean;
}

function merged(form: ByteForm, lines: readonly PrintedLine[]): ByteText | undefined {
  const runs: { parts: Uint8Array[]; by: PrintedBy | undefined }[] = [];
  for (const { bytes, by, isNew } of lines) {
    const last = runs.at(-1);
    if (last === undefined || isNew) runs.push({ parts: [bytes], by });
    else last.parts.push(bytes);
  }
  const whole = runs.map(({ parts, by }) => ({
    bytes: Uint8Array.from(parts.flatMap((part) => [...part])),
    by,
  }));
  const filled = whole.filter(({ bytes }) => bytes.length > 0);
  return filled.length === 0 ? undefined : { form, runs: filled };
}

function base64(text: string): ByteText | undefined {
  const [, data = text] = /^\s*data:[^,]*;base64,([\s\S]*)$/.exec(text) ?? [];
  const digits = data.trim();
  // A blank within a line separates words.
  if (digits.length < SHORTEST_BASE64 || /\S[ \t]+\S/.test(digits)) return undefined;
  const read = parseBase64(digits);
  if (!read.ok || read.bytes.length === 0) return undefined;
  return { form: 'base64', runs: [{ bytes: read.bytes, by: undefined }] };
}
