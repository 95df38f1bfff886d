import { type ReactNode, useMemo } from 'react';
import { CHARACTER, useWidth } from '#kit';
import type { ByteRange } from '../../../base/bytes.ts';
import { characterStart } from '../../../base/text.ts';
import { visibleText } from '../../../base/visibleText.ts';
import {
  characterEnd,
  isFirstOfLine,
  isLastOfLine,
  rowRange,
  type TextRows,
  textBetween,
  textRows,
} from '../../session/reading/textRows.ts';
import { Lines } from './Lines.tsx';

/** px beside a row: number, sign, padding and scroll bar. */
const BESIDE = 44 + 16 + 12 + 16;
/** Characters of a row at least. */
const FEWEST = 16;

interface WrappedLinesProps {
  /** UTF-8. */
  readonly text: Uint8Array;
  /** Bytes that changed. */
  readonly changed?: ByteRange | undefined;
  readonly marked?: (line: number) => boolean;
  /** Before the first row of a line, and after its last one. */
  readonly before?: (line: number) => ReactNode;
  readonly after?: (line: number) => ReactNode;
}

/** Numbered lines of text, wrapped at the width of the pane. Invisible characters are shown as symbols. */
export function WrappedLines({ text, changed, marked, before, after }: WrappedLinesProps) {
  const [width, measure] = useWidth();
  const columns = Math.max(FEWEST, Math.floor((width - BESIDE) / CHARACTER));
  const rows = useMemo(() => textRows(text, columns), [text, columns]);
  const lineOf = (row: number): number => rows.lines[row] ?? 0;
  return (
    <div ref={measure} className="flex shrink-0 flex-col">
      <Lines
        count={rows.starts.length}
        text={(row) => textBetween(rows, ...rowRange(rows, row))}
        numberOf={(row) => (isFirstOfLine(rows, row) ? lineOf(row) : undefined)}
        {...(marked && { marked: (row: number) => marked(lineOf(row)) })}
        draw={(_, row) => (
          <>
            <span className="w-4 shrink-0">
              {isFirstOfLine(rows, row) && before?.(lineOf(row))}
            </span>
            <Row rows={rows} row={row} changed={changed} />
            {isLastOfLine(rows, row) && after?.(lineOf(row))}
          </>
        )}
      />
    </div>
  );
}

interface RowProps {
  readonly rows: TextRows;
  readonly row: number;
  readonly changed: ByteRange | undefined;
}

/** Its changed characters are marked. */
function Row({ rows, row, changed }: RowProps) {
  const [start, end] = rowRange(rows, row);
  const { text } = rows;
  const [first, last] = changed ? [changed.offset, changed.offset + changed.length] : [end, end];
  const from = characterStart(text, Math.min(end, Math.max(start, first)));
  const to = characterEnd(text, Math.max(from, Math.min(end, last)));
  if (from >= to) return <bdi>{shown(textBetween(rows, start, end))}</bdi>;
  return (
    <bdi>
      {shown(textBetween(rows, start, from))}
      <span className="bg-flash text-chg">{shown(textBetween(rows, from, to))}</span>
      {shown(textBetween(rows, to, end))}
    </bdi>
  );
}

const shown = (text: string): string => visibleText(text.replaceAll('\t', '    '));
