import { X } from 'lucide-react';
import { Splitter, useFirstText, useText } from '#kit';
import { resizeColumn, toggleKey } from '../../session/packets/columnChanges.ts';
import {
  type Column,
  isKey,
  type KeyColumn,
  keyColumn,
  keyName,
  useColumnChoice,
  WIDTHS,
  widthsOf,
} from '../../session/packets/columns.ts';

interface ColumnEdgeProps {
  readonly column: Column;
  readonly columns: readonly Column[];
  /** px of the list. */
  readonly room: number;
}

/** Resizes a column with the mouse, and removes that of a value. The column that fills the remaining width has none. */
export function ColumnEdge({ column, columns, room }: ColumnEdgeProps) {
  const { packets: t, shell } = useFirstText();
  const choice = useColumnChoice();
  const width = widthsOf(columns, room, choice).get(column);
  if (width === undefined || column === 'payload') return null;
  const edge = (
    <Splitter
      label={shell.resize(isKey(column) ? keyName(column, choice) : t.columns[column])}
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
  if (!isKey(column)) return edge;
  return (
    <>
      <RemoveButton column={column} />
      {edge}
    </>
  );
}

/** The keyboard uses the form of all columns. */
function RemoveButton({ column }: { column: KeyColumn }) {
  const label = useText().detail.noColumn(keyName(column, useColumnChoice()));
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={label}
      title={label}
      className="absolute inset-y-0 right-1 px-1 text-fg-3 opacity-0 group-hover/head:opacity-100 hover:text-fg"
      onClick={() => {
        const path = useColumnChoice.getState().keys.find((one) => keyColumn(one) === column);
        if (path !== undefined) toggleKey(path);
      }}
    >
      <X size={12} aria-hidden />
    </button>
  );
}
