import { ChevronDown, ChevronUp } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { classes } from '../page/classes.ts';

/** Current order of a list, and the possible orders. */
export interface Sorting<C extends string> {
  /** undefined: the list's default order. */
  readonly by: C | undefined;
  readonly descending: boolean;
  /** Sortable columns. */
  readonly columns: ReadonlySet<C>;
  readonly onSort: (column: C) => void;
}

interface SortHeadProps {
  /** The list is in the order of this column now. */
  readonly order: 'ascending' | 'descending' | undefined;
  /** Columns of numbers have their sign on the left. */
  readonly isRight: boolean;
  /** True for the only head that Tab reaches. Arrow keys reach the others. */
  readonly isTabStop: boolean;
  readonly title: string | undefined;
  readonly onSort: () => void;
  readonly children: ReactNode;
}

/** The head of a sortable column. Pressing it again reverses the order. */
export function SortHead({ order, isRight, isTabStop, ...props }: SortHeadProps) {
  const Sign = order === 'descending' ? ChevronDown : ChevronUp;
  const sign = order !== undefined && (
    <Sign size={11} aria-hidden className={classes('shrink-0', isRight ? '-ml-2.5' : '-mr-2.5')} />
  );
  return (
    <button
      type="button"
      tabIndex={isTabStop ? 0 : -1}
      title={props.title}
      onClick={props.onSort}
      onKeyDown={goAlong}
      className={classes(
        // The button fills its cell.
        'inline-flex max-w-full cursor-pointer items-center gap-0.5 align-middle after:absolute after:inset-0 hover:text-fg focus-visible:-outline-offset-2',
        order !== undefined && 'text-fg',
      )}
    >
      {isRight && sign}
      <span className="min-w-0 truncate">{props.children}</span>
      {!isRight && sign}
    </button>
  );
}

/** Arrows, Home and End lead from head to head. */
function goAlong(event: KeyboardEvent<HTMLButtonElement>): void {
  const { currentTarget, key } = event;
  const heads = [...(currentTarget.closest('[role=row]')?.querySelectorAll('button') ?? [])];
  const at = heads.indexOf(currentTarget);
  const to =
    key === 'ArrowRight'
      ? at + 1
      : key === 'ArrowLeft'
        ? at - 1
        : key === 'Home'
          ? 0
          : key === 'End'
            ? heads.length - 1
            : undefined;
  if (to === undefined) return;
  heads[to]?.focus();
  event.preventDefault();
}
