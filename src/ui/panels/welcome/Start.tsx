import { useEffect } from 'react';
import { Boundary, isTouch, useFirstText } from '#kit';
import { ClosedTabsPlace } from '../../pieces/ClosedTabsPlace.tsx';
import { RecentPlace } from '../../pieces/RecentPlace.tsx';
import { draftFor, useDraft } from '../../session/profiles/drafts.ts';
import { Doors } from './Doors.tsx';
import { PresetsPlace } from './PresetsPlace.tsx';
import { StartField } from './StartField.tsx';

/** The first screen: an address, three ways to begin without one, recent connections, and the companion's presets. */
export function Start({ connectionId }: { connectionId: string }) {
  const t = useFirstText().start;
  const draft = useDraft(connectionId);
  useEffect(() => {
    draftFor(connectionId);
  }, [connectionId]);
  return (
    <main
      className="min-h-0 min-w-0 flex-1 overflow-auto outline-none"
      data-pane="editor"
      data-focus="capture"
      // On touch screens, it has the focus itself: a field would open the keyboard.
      tabIndex={isTouch() ? -1 : undefined}
    >
      <div className="mx-auto flex w-full max-w-188 flex-col px-4 pt-8 pb-12 sm:pt-[min(15vh,136px)]">
        <h1 className="text-xl font-semibold">{t.title}</h1>
        <p className="mt-2 text-base text-fg-2">{t.text}</p>
        {draft !== undefined && <StartField connectionId={connectionId} draft={draft} />}
        <Boundary part="welcome">
          <Doors connectionId={connectionId} />
        </Boundary>
        <Boundary part="recent">
          <ClosedTabsPlace />
          <RecentPlace connectionId={connectionId} />
        </Boundary>
        {/* Below everything else, because they arrive last. */}
        <Boundary part="presets">
          <PresetsPlace connectionId={connectionId} />
        </Boundary>
      </div>
    </main>
  );
}
