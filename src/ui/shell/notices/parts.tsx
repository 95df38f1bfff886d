/** Boundaries of the shell's small parts. */

import type { ReactNode } from 'react';
import { Boundary, FailedLine, FailedUnseen, useFirstText } from '#kit';
import { SubscriptionsBar } from '../../panels/subscriptions/SubscriptionsBar.tsx';

interface PartProps {
  readonly part: string;
  readonly children: ReactNode;
}

/** A notice. On failure, a line is shown instead. */
export function NoticePart({ part, children }: PartProps) {
  const { notices } = useFirstText().kit.failed;
  return (
    <Boundary
      part={`notice ${part}`}
      name={notices}
      instead={(failed) => <FailedLine {...failed} className="py-1" />}
    >
      {children}
    </Boundary>
  );
}

/** A part that is not visible. The notice of uncaught errors reports its failure. */
export function UnseenPart({ part, children }: PartProps) {
  return (
    <Boundary part={part} missing={null} instead={(failed) => <FailedUnseen {...failed} />}>
      {children}
    </Boundary>
  );
}

interface SubscriptionsProps {
  readonly connectionId: string;
  /** Before the chips. */
  readonly children: ReactNode;
}

export function PartOfSubscriptions({ connectionId, children }: SubscriptionsProps) {
  const { subscriptions } = useFirstText().kit.failed;
  return (
    <Boundary part="subscriptions" name={subscriptions}>
      <SubscriptionsBar connectionId={connectionId}>{children}</SubscriptionsBar>
    </Boundary>
  );
}
