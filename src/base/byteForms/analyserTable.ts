/** Reads the tables that logic analysers export: a time and a byte in each row, as Saleae Logic writes them. */
import type { ByteRun, PrintedBy } from './byteRuns.ts';
import { printedBy } from './linePrefix.ts';

const TIME = /^(?:time|start)\b|^start_time$|^time\s?\[s\]$/i;
const VALUE = /^(?:value|data|decoded protocol result)$/i;
/** Both lines of SPI. A line on which nothing is sent keeps its level. */
const LINES_OF_SPI = [/^mosi$/i, /^miso$/i] as const;
const IDLE = /^0x(?:00|ff)$/i;
const NAME = /^(?:name|analyzer name|channel)$/i;
const HEX = /(?:^|\()0x([0-9a-f]{1,2})\)?$/i;
const PAIR = /^[0-9a-f]{2}$/i;
const DECIMAL = /^(?:0|[1-9]\d{0,2})$/;

/** Undefined if the text is not such a table, or the base of its numbers is unknown. */
export function analyserTable(lines: readonly string[]): ByteRun[] | undefined {
  const [head, ...rows] = lines.map(cells);
  if (head === undefined || rows.length < 2 || !head.some((cell) => TIME.test(cell))) {
    return undefined;
  }
  const columnOf = (title: RegExp): number => head.findIndex((cell) => title.test(cell));
  const name = columnOf(NAME);
  const sent = LINES_OF_SPI.map(columnOf).filter(
    (column) => column >= 0 && !rows.every((row) => IDLE.test(row[column] ?? '')),
  );
  const value = sent.length === 1 ? (sent[0] ?? -1) : columnOf(VALUE);
  if (value < 0) return undefined;
  // A row without a value is a start bit, a stop bit or an error.
  const filled = rows.filter((row) => (row[value] ?? '') !== '');
  const bytes = valuesOf(filled.map((row) => row[value] ?? ''));
  if (bytes === undefined) return undefined;
  const runs: { parts: number[]; readonly by: PrintedBy | undefined }[] = [];
  for (const [at, byte] of bytes.entries()) {
    const by = name < 0 ? undefined : printedBy(filled[at]?.[name] ?? '');
    const last = runs.at(-1);
    if (last === undefined || last.by !== by) runs.push({ parts: [byte], by });
    else last.parts.push(byte);
  }
  return runs.map(({ parts, by }) => ({ bytes: Uint8Array.from(parts), by }));
}

const cells = (line: string): string[] =>
  line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));

function valuesOf(texts: readonly string[]): number[] | undefined {
  const hex = texts.map((text) => HEX.exec(text)?.[1]);
  if (hex.every((digits) => digits !== undefined)) {
    return hex.map((digits) => Number.parseInt(digits, 16));
  }
  // Decimal numbers have no leading zeros and no letters.
  const arePairs = texts.every((text) => PAIR.test(text));
  if (arePairs && texts.some((text) => !DECIMAL.test(text))) {
    return texts.map((text) => Number.parseInt(text, 16));
  }
  // Other pairs may be both.
  const isDecimal =
    texts.every((text) => DECIMAL.test(text) && Number(text) <= 255) &&
    texts.some((text) => text.length !== 2);
  return isDecimal ? texts.map(Number) : undefined;
}
