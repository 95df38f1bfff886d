/** Separates bytes at the end of log lines from the log's own text before them. */
import type { Steps } from '../steps.ts';
import type { PrintedBy } from './byteRuns.ts';
import { hexAndCharacters } from './hexLine.ts';

export interface PrefixedLine {
  readonly bytes: Uint8Array;
  readonly by: PrintedBy | undefined;
  /** The line names its direction or is another message. */
  readonly isNew: boolean;
}

const SENT =
  /\b(?:tx|sent|send(?:to|msg)?|sending|snd|sends|wrote|writev?|writing|out|outgoing|publishing)\b|->|>>|=>|→|发送|发出|发/i;
const RECEIVED =
  /\b(?:rx|received|receive|recv(?:from|msg)|receiving|recv|rcvd|rcv|readv?|reading|in|incoming|got)\b|<-|<<|<=|←|接收|收到|收/i;
const NAMES = /(?:data|bytes?|buf|buffer|hex|packet|payload|pdu|frame|raw|dump|msg|message)\s*$/i;
const CLOCK =
  /^\s*\[?(?:\d{4}-\d\d-\d\d[T ])?\d{1,2}:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?\]?(?=\s)/;
const NOTHING = new Uint8Array(0);
/** Words of a line after which bytes may begin. */
const MOST_STARTS = 64;

/** Reads the direction of bytes from the text in front of them. */
export function printedBy(text: string): PrintedBy | undefined {
  const isSent = SENT.test(text);
  if (isSent === RECEIVED.test(text)) return undefined;
  return isSent ? 'sent' : 'received';
}

/** Undefined if a line has no bytes. */
export function prefixedLines(lines: readonly string[], steps: Steps): PrefixedLine[] | undefined {
  const read: PrefixedLine[] = [];
  let named: PrintedBy | undefined;
  let isNamed = false;
  for (const line of lines) {
    const found = prefixedLine(line, steps);
    if (found === undefined) {
      // `Sent:` is on the line above its bytes.
      if (!/[:：]\s*$/.test(line)) return undefined;
      named = printedBy(line);
      isNamed = true;
      continue;
    }
    const { prefix, bytes } = found;
    const by = printedBy(prefix) ?? (isNamed ? named : undefined);
    const isOther = isNamed || printedBy(prefix) !== undefined;
    read.push({ bytes, by: by ?? read.at(-1)?.by, isNew: isOther });
    isNamed = false;
  }
  return read.some(({ bytes }) => bytes.length > 0) ? read : undefined;
}

/** The longest end of the line that is bytes. A time of day looks like bytes and is none. */
function prefixedLine(
  line: string,
  steps: Steps,
): { prefix: string; bytes: Uint8Array } | undefined {
  const clock = CLOCK.exec(line)?.[0] ?? '';
  const rest = line.slice(clock.length);
  // Dots at the end are characters of a dump, or end a sentence.
  const open = rest.replace(/(?<![\s)\]}>;,.])[\s)\]}>;,.]+$/, '');
  for (const text of new Set([rest, open])) {
    const found = longestEnd(text, clock, steps);
    if (found !== undefined) return found;
  }
  return rest.trim() === '' ? { prefix: line, bytes: NOTHING } : undefined;
}

function longestEnd(
  open: string,
  clock: string,
  steps: Steps,
): { prefix: string; bytes: Uint8Array } | undefined {
  let first = 0;
  for (const start of startsIn(open)) {
    if (start < first) continue;
    const end = open.slice(start);
    const bytes = hexAndCharacters(withoutAddress(end), steps);
    const prefix = clock + open.slice(0, start);
    if (typeof bytes === 'number') first = start + bytes;
    else if (bytes !== undefined && isPrefix(prefix, end)) return { prefix, bytes };
  }
  return undefined;
}

function* startsIn(line: string): Generator<number> {
  if (line === '') return;
  yield 0;
  let count = 1;
  for (const { index, 0: gap } of line.matchAll(/\s+|：\s*|[([{=]\s*/g)) {
    if (count === MOST_STARTS) return;
    count += 1;
    if (index + gap.length < line.length) yield index + gap.length;
  }
}

/** A dump in a log has the address of each line before its bytes. */
const withoutAddress = (text: string): string =>
  text.replace(/^(?:0x[0-9a-f]{6,16}:?|[0-9a-f]{4,16}:)\s+(?=[0-9a-f]{2}\s)/i, '');

/** Words of a sentence may consist of digits: bytes follow a mark, a direction or a name of bytes. */
function isPrefix(prefix: string, bytes: string): boolean {
  if (prefix.trim() === '') return true;
  if (bytes.replace(/[^0-9a-f]/gi, '').length < 4) return false;
  // The end of a list of larger numbers.
  if (/0x[\da-f]+[,;]?\s*$/i.test(prefix)) return false;
  // The end of a list of numbers of which the beginning is not hexadecimal.
  const separator = /[\da-f]([,;])\s*$/i.exec(prefix)?.[1];
  if (separator !== undefined && bytes.includes(separator)) return false;
  const isMarked = /[:：>\])=|,;-]\s*$/.test(prefix) || CLOCK.test(`${prefix} `);
  return isMarked || printedBy(prefix) !== undefined || NAMES.test(prefix);
}
