import { type HTMLAttributes, type ReactNode, useEffect, useId } from 'react';
import { classes } from '../page/classes.ts';
import { focusAwaited } from '../page/focus.ts';
import type { Rows } from './useRows.ts';

declare module 'react' {
  interface CSSProperties {
    '--tracks'?: string | undefined;
    '--row'?: string | undefined;
  }
}

type Handlers = Pick<
  HTMLAttributes<HTMLDivElement>,
  'onKeyDown' | 'onClick' | 'onDoubleClick' | 'onContextMenu'
>;

export interface RowGridProps<C extends string> extends Handlers {
  /** Accessible name. */
  readonly name: string;
  /** Name for `focusTarget`. */
  readonly focus: string;
  readonly attach: Rows['attach'];
  readonly rows: Pick<Rows, 'height' | 'offset'>;
  /** Rows of the whole list, without its head. */
  readonly count: number;
  readonly columns: readonly C[];
  readonly heads: Readonly<Record<C, ReactNode>>;
  readonly headClass: string;
  /** Sort direction of each sortable column, whose head is a `SortHead`. */
  readonly sorted?: (column: C) => 'ascending' | 'descending' | 'none' | undefined;
  readonly cellClass: (column: C) => string;
  /** Id of the selected row, if it is drawn. */
  readonly active: string | undefined;
  readonly className?: string | false;
  /** px of a row, if it is not the usual one. */
  readonly rowHeight?: number;
  /** Column tracks, if rows read them from `--tracks`. */
  readonly tracks?: string;
  /** Content at the end of a head, such as a handle that resizes its column. */
  readonly headEdge?: (column: C) => ReactNode;
  /** The grid itself received the focus. */
  readonly onEnter?: () => void;
  /** The rows that are drawn, from `rows.from` on. */
  readonly children: ReactNode;
  /**
   * Text of an empty list, drawn instead of rows. It is beside the grid, which may only contain rows and keeps the
   * focus.
   */
  readonly below?: ReactNode;
}

/** A list as a grid: its head is fixed, its rows scroll, and the grid itself has the focus. */
export function RowGrid<C extends string>({ attach, ...props }: RowGridProps<C>) {
  const { rows, columns, cellClass, onEnter } = props;
  const id = useId();
  useEffect(focusAwaited, []);
  return (
    <>
      <div
        ref={attach}
        data-focus={props.focus}
        role="grid"
        aria-label={props.name}
        aria-rowcount={props.count + 1}
        aria-colcount={columns.length}
        aria-activedescendant={props.active}
        tabIndex={0}
        onKeyDown={props.onKeyDown}
        onClick={props.onClick}
        onDoubleClick={props.onDoubleClick}
        onContextMenu={props.onContextMenu}
        style={{
          '--tracks': props.tracks,
          '--row': props.rowHeight === undefined ? undefined : `${props.rowHeight}px`,
        }}
        onFocus={(event) => {
          if (event.target === event.currentTarget) onEnter?.();
          // The grid keeps the focus: a row with it could be scrolled out of existence. Heads stay, and a row
          // that failed has nothing but its buttons.
          else if (event.target.closest('[role=columnheader], [data-failed]') === null)
            event.currentTarget.focus({ preventScroll: true });
        }}
        className={classes(
          props.below ? 'shrink-0' : 'min-h-0 flex-1',
          // Scrolls rows into view below the sticky head, not under it.
          // The focus ring is drawn over content with a negative `z-index`, and not hidden by coloured rows.
          'isolate scroll-pt-6 overflow-x-hidden overflow-y-auto bg-well focus-visible:-outline-offset-2 max-[819.98px]:scroll-pt-10',
          'cursor-default',
          props.className,
        )}
      >
        <div role="row" aria-rowindex={1} className={props.headClass}>
          {columns.map((column, at) => (
            <div
              key={column}
              role="columnheader"
              aria-colindex={at + 1}
              data-column={column}
              // Otherwise its edge would be part of its name.
              aria-labelledby={props.headEdge && `${id}${column}`}
              aria-sort={props.sorted?.(column)}
              className={classes(
                cellClass(column),
                'group/head relative content-center self-stretch',
              )}
            >
              {props.headEdge ? (
                <span id={`${id}${column}`}>{props.heads[column]}</span>
              ) : (
                props.heads[column]
              )}
              {props.headEdge?.(column)}
            </div>
          ))}
        </div>
        <div
          role="presentation"
          className="relative -z-2"
          // Without bounds it would be as high as the rows that were there before, and all of them be drawn.
          style={{ height: props.below ? 0 : rows.height }}
        >
          <div role="presentation" className="absolute inset-x-0" style={{ top: rows.offset }}>
            {props.children}
          </div>
        </div>
      </div>
      {props.below && <div className="min-h-0 flex-1 overflow-y-auto bg-well">{props.below}</div>}
    </>
  );
}
