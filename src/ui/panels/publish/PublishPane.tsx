import type { ReactNode } from 'react';
import { PaneHeader } from '../../kit/display/PaneHeader.tsx';
import { Boundary } from '../../kit/failures/Boundary.tsx';
import { useFirstText } from '../../kit/language/firstText.ts';
import { later } from '../../kit/loading/later.tsx';
import { loadedLater } from '../../kit/loading/loadedLater.ts';
import { useIsTime } from '../../kit/page/useIsTime.ts';

const body = loadedLater(async () => (await import('./PublishBody.tsx')).PublishBody, {
  idle: 'first',
});
const PublishBody = later(body);

interface PublishPaneProps {
  readonly connectionId: string;
  /** Buttons of the pane itself, in its head. */
  readonly actions?: ReactNode;
  /** The splitter at its edge. */
  readonly children?: ReactNode;
}

/** Frame of the publish pane. Its content is loaded without delaying the first packets. */
export function PublishPane({ connectionId, actions, children }: PublishPaneProps) {
  const t = useFirstText().shell;
  const isTime = useIsTime(body);
  return (
    <section
      aria-label={t.publish}
      data-pane="publish"
      className="relative flex h-full min-h-0 flex-col bg-pane"
    >
      <PaneHeader title={t.publish}>{actions}</PaneHeader>
      <Boundary part="publish form" name={t.publish}>
        {isTime && <PublishBody connectionId={connectionId} />}
      </Boundary>
      {children}
    </section>
  );
}
