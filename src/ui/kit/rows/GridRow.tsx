import type { ReactNode } from 'react';
import { classes } from '../page/classes.ts';

interface GridRowProps<C extends string> {
  readonly id: string;
  /** Index in the list, 0-based. */
  readonly index: number;
  /** Index that does not count inserted rows. */
  readonly nth?: number;
  readonly selected: boolean;
  readonly hasProblem?: boolean;
  /** The problem is a warning, not an error. */
  readonly isWarning?: boolean;
  readonly className: string;
  readonly columns: readonly C[];
  readonly cellClass: (column: C) => string;
  readonly cell: (column: C) => ReactNode;
  /** A cell below the others, as wide as they are from the second column on. */
  readonly below?: ReactNode;
  /** Over the end of the row, for pointers. */
  readonly end?: ReactNode;
}

/** A row of a `RowGrid`, with its cells. */
export function GridRow<C extends string>(props: GridRowProps<C>) {
  const { selected, hasProblem = false, isWarning = false } = props;
  return (
    <div
      role="row"
      id={props.id}
      tabIndex={-1}
      aria-rowindex={(props.nth ?? props.index) + 2}
      aria-selected={selected}
      data-index={props.index}
      className={classes(
        props.className,
        selected
          ? 'bg-sel'
          : hasProblem
            ? isWarning
              ? 'bg-warn-bg'
              : 'bg-err-bg'
            : 'hover:bg-hover',
        hasProblem
          ? isWarning
            ? 'shadow-[inset_2px_0_var(--warn)]'
            : 'shadow-[inset_2px_0_var(--err)]'
          : selected && 'shadow-[inset_2px_0_var(--accent)]',
      )}
    >
      {props.columns.map((column, at) => (
        <div
          key={column}
          role="gridcell"
          aria-colindex={at + 1}
          className={props.cellClass(column)}
        >
          {props.cell(column)}
        </div>
      ))}
      {props.below && (
        <div
          role="gridcell"
          aria-colindex={1}
          aria-colspan={props.columns.length}
          className="col-[2/-1] min-w-0 px-1.5"
        >
          {props.below}
        </div>
      )}
      {props.end}
    </div>
  );
}
