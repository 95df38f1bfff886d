import type { ReactNode } from 'react';
import { Boundary, later, loadedLater, useFirstText, useIsTime } from '#kit';
import { shownName } from '../../session/shownName.ts';
import { useTabName } from '../../session/useTabName.ts';

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
  const { shell: t, publish } = useFirstText();
  const name = shownName(useTabName(connectionId));
  const isTime = useIsTime(body);
  return (
    <section
      aria-label={t.publish}
      data-pane="publish"
      className="relative flex h-full min-h-0 flex-col bg-pane"
    >
      <div className="flex h-12 shrink-0 items-center gap-2 border-b border-line pr-1 pl-3">
        <h2 className="text-lg font-semibold whitespace-nowrap">{t.publish}</h2>
        <p className="min-w-0 flex-1 truncate text-fg-2" title={name}>
          {publish.to} <bdi>{name}</bdi>
        </p>
        <div className="flex items-center gap-1">{actions}</div>
      </div>
      <Boundary part="publish form" name={t.publish}>
        {isTime && <PublishBody connectionId={connectionId} />}
      </Boundary>
      {children}
    </section>
  );
}
