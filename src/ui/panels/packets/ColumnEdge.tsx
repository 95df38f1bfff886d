import { Splitter } from '../../kit/display/Splitter.tsx';
import { useFirstText } from '../../kit/language/firstText.ts';
import { resizeColumn } from '../../session/packets/columnChanges.ts';
import { type Column, useColumnChoice, WIDTHS, widthsOf } from '../../session/packets/columns.ts';

interface ColumnEdgeProps {
  readonly column: Column;
  readonly columns: readonly Column[];
  /** px of the list. */
  readonly room: number;
}

/** Resizes a column with the mouse. The column that fills the remaining width has none. */
export function ColumnEdge({ column, columns, room }: ColumnEdgeProps) {
  const { packets: t, shell } = useFirstText();
  const choice = useColumnChoice();
  const width = widthsOf(columns, room, choice).get(column);
  if (width === undefined || column === 'payload') return null;
  return (
    <Splitter
      label={shell.resize(t.columns[column])}
      orientation="vertical"
      edge="end"
      value={width}
      min={WIDTHS[0]}
      max={WIDTHS[1]}
      perPixel={() => 1}
      step={8}
      onChange={(width) => resizeColumn(column, width)}
    />
  );
}
