/** Reads one byte in each line, as sigrok and PulseView print them: `uart-1: TX: 1A`. */
import type { ByteRun } from './byteRuns.ts';
import { printedBy } from './linePrefix.ts';

const LINE = /^(?:\d+-\d+ )?([a-z][\w.-]{0,40}:(?: [A-Za-z ]{1,20}:)?) ([0-9a-f]{2})$/i;
/** Number of lines: fewer may be names with counts. */
const FEWEST = 2;

/** Undefined if a line has anything else. */
export function byteLines(lines: readonly string[]): ByteRun[] | undefined {
  if (lines.length < FEWEST) return undefined;
  const runs: { title: string; bytes: number[] }[] = [];
  let isHex = false;
  for (const line of lines) {
    const [, title = '', digits = ''] = LINE.exec(line.trim()) ?? [];
    if (title === '') return undefined;
    isHex ||= /^0|[a-f]/i.test(digits);
    const last = runs.at(-1);
    if (last !== undefined && nameOf(last.title) !== nameOf(title)) return undefined;
    if (last?.title === title) last.bytes.push(Number.parseInt(digits, 16));
    else runs.push({ title, bytes: [Number.parseInt(digits, 16)] });
  }
  // Without such digits, the numbers may be decimal.
  if (!isHex) return undefined;
  return runs.map(({ title, bytes }) => ({
    bytes: Uint8Array.from(bytes),
    by: printedBy(title),
  }));
}

const nameOf = (title: string): string => title.slice(0, title.indexOf(':'));
