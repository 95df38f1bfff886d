/** Prints the two readings of a stream out of step as a table. */
import { printable } from '../../base/printable.ts';
import type { Finding } from '../../engine/findings/findings.ts';
import type { PacketReading, ReadingRow } from '../../engine/outOfStep/readings.ts';
import type { StepTable } from '../../i18n/stepTable.ts';

const INDENT = ' '.repeat(7);

/** Rows of a finding that has two readings. */
export const readingsOf = ({ key, args }: Finding): readonly ReadingRow[] =>
  key === 'out-of-step' ? args.readings : [];

/** Columns on a terminal, where Chinese characters take two. */
const widthOf = (text: string): number => text.replace(/[^\u0020-\u02ff]/g, '  ').length;

export function readingLines(
  rows: readonly ReadingRow[],
  { heads, packet }: StepTable,
): readonly string[] {
  if (rows.length === 0) return [];
  const textOf = (one: PacketReading | undefined): string =>
    one === undefined ? '' : printable(packet(one));
  const lines = [
    [heads.byte, heads.announced, heads.sent] as const,
    ...rows.map(
      ({ byte, announced, sent }) => [String(byte), textOf(announced), textOf(sent)] as const,
    ),
  ];
  const widest = (column: 0 | 1): number =>
    Math.max(...lines.map((cells) => widthOf(cells[column])));
  const [first, second] = [widest(0), widest(1)];
  return lines.map(([byte, announced, sent]) => {
    const room = ' '.repeat(first - widthOf(byte));
    const rest = ' '.repeat(second - widthOf(announced));
    return `${INDENT}${room}${byte}  ${announced}${rest}  ${sent}`.trimEnd();
  });
}
