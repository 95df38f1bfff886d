import { OctagonAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Boundary } from '../Boundary.tsx';
import { FailedButtons, type FailedProps, shownError } from '../FailedPart.tsx';
import { useFirstText } from '../language/firstText.ts';

interface RowBoundaryProps {
  /** What the row shows: after a change it is rendered anew. */
  readonly of: unknown;
  readonly children: ReactNode;
  /** `aria-rowindex` of the row, or its place among its siblings in a tree. */
  readonly nth?: number;
  /** In the list, 0-based. */
  readonly index: number;
  readonly id: string;
  /** px; a row of a tree has the height of the style sheet. */
  readonly height?: number;
  readonly isInTree?: boolean;
}

/** Limits an exception to one row of a list; the row keeps its height. */
export function RowBoundary({ of, children, ...place }: RowBoundaryProps) {
  return (
    <Boundary
      part="row"
      of={of}
      missing={<Placeholder {...place} />}
      instead={(failed) => <FailedRow {...failed} {...place} />}
    >
      {children}
    </Boundary>
  );
}

type Place = Omit<RowBoundaryProps, 'of' | 'children'>;

const Placeholder = ({ height }: Place) => <div className="h-(--h-row)" style={{ height }} />;

function FailedRow({ failure, again, ...place }: FailedProps & Place) {
  const t = useFirstText().kit.failed;
  const { isInTree = false, nth, index } = place;
  const said = (
    <>
      <OctagonAlert size={14} aria-hidden className="shrink-0 text-err" />
      <span className="min-w-0 truncate text-err">{t.row}</span>
      <FailedButtons failure={failure} again={again} small />
    </>
  );
  const look = 'flex h-(--h-row) min-w-0 items-center gap-2 overflow-hidden px-2.5 text-sm';
  const common = { id: place.id, 'data-failed': true, 'data-index': index, tabIndex: -1 };
  // Keys and clicks of the buttons are not the list's.
  const stop = (event: { stopPropagation: () => void }): void => event.stopPropagation();
  const own = { onKeyDown: stop, onClick: stop, onDoubleClick: stop };
  return isInTree ? (
    // oxlint-disable-next-line jsx-a11y/role-has-required-aria-props, jsx-a11y/click-events-have-key-events
    <div {...common} {...own} role="treeitem" title={shownError(failure)} className={look}>
      {said}
    </div>
  ) : (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      {...common}
      {...own}
      role="row"
      aria-rowindex={(nth ?? index) + 2}
      title={shownError(failure)}
      style={{ height: place.height }}
    >
      <div role="gridcell" className={look}>
        {said}
      </div>
    </div>
  );
}
