import { useFirstText } from '../../kit/language/firstText.ts';
import { Splitter } from '../../kit/Splitter.tsx';
import {
  type Column,
  fillerOf,
  resizeColumn,
  useColumnChoice,
  WIDTHS,
  widthNow,
} from '../../session/packets/columns.ts';

interface ColumnEdgeProps {
  readonly column: Column;
  readonly columns: readonly Column[];
  /** px of the list. */
  readonly room: number;
}

/** Resizes the column of a head, for the mouse; the one that takes what the others leave has none. */
export function ColumnEdge({ column, columns, room }: ColumnEdgeProps) {
  const { packets: t, shell } = useFirstText();
  const choice = useColumnChoice();
  if (column === 'payload' || column === fillerOf(columns)) return null;
  return (
    <Splitter
      label={shell.resize(t.columns[column])}
      orientation="vertical"
      edge="end"
      value={widthNow(column, columns, room, choice)}
      min={WIDTHS[0]}
      max={WIDTHS[1]}
      perPixel={() => 1}
      step={8}
      onChange={(width) => resizeColumn(column, width)}
    />
  );
}
