import { OctagonAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Boundary } from '../failures/Boundary.tsx';
import { FailedButtons, type FailedProps, shownError } from '../failures/FailedPart.tsx';
import { useFirstText } from '../language/firstText.ts';

interface RowBoundaryProps {
  /** Content of the row. A change renders it again after a failure. */
  readonly of: unknown;
  readonly children: ReactNode;
  readonly role?: 'row' | 'treeitem' | 'listitem';
  readonly id?: string | undefined;
  /** 0-based index in its list. */
  readonly index?: number;
  /** Like `index`, but counts only the list's own rows. */
  readonly nth?: number;
  /** px; as high as other rows of the style sheet, if absent. */
  readonly height?: number;
}

type Place = Omit<RowBoundaryProps, 'of' | 'children'>;

/** Error boundary for a row of a list. The row keeps its height. */
export function RowBoundary({ of, children, ...place }: RowBoundaryProps) {
  return (
    <Boundary
      part="row"
      of={of}
      missing={<div style={heightOf(place)} />}
      instead={(failed) => <FailedRow {...failed} {...place} />}
    >
      {children}
    </Boundary>
  );
}

const heightOf = ({ height = 'var(--h-row)' }: { height?: number | string }) => ({ height });

const stop = (event: { stopPropagation: () => void }): void => event.stopPropagation();

function FailedRow({ failure, again, role = 'row', ...place }: FailedProps & Place) {
  const t = useFirstText().kit.failed;
  const said = (
    <>
      <OctagonAlert size={14} aria-hidden className="shrink-0" />
      <span className="min-w-0 truncate">{t.row}</span>
      <FailedButtons failure={failure} again={again} small />
    </>
  );
  const { id, index, nth = index } = place;
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keeps keys and clicks of its buttons from the list
    <div
      {...(role === 'row' && nth !== undefined && { 'aria-rowindex': nth + 2 })}
      role={role}
      id={id}
      data-failed
      data-index={index}
      tabIndex={-1}
      title={`${t.row}: ${shownError(failure)}`}
      onKeyDown={stop}
      onClick={stop}
      onDoubleClick={stop}
      style={heightOf(place)}
      className="@container"
    >
      <div
        role={role === 'row' ? 'gridcell' : 'presentation'}
        className="flex h-full min-w-0 items-center gap-2 overflow-hidden px-2.5 text-base text-err"
      >
        {said}
      </div>
    </div>
  );
}
