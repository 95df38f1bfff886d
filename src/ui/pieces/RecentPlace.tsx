import { classes, later, nothing, useFirstText } from '#kit';
import { openOverlay } from '../session/dialogs/overlay.ts';
import { openThisTab } from '../session/profiles/thisTab.ts';
import { useKeptRecent } from '../session/recent/place.ts';
import { takeTour } from '../session/tour/state.ts';
import type { RecentProps } from './Recent.tsx';

const Recent = later(async () => (await import('./Recent.tsx')).Recent, { Waits: nothing });

const LINK = 'min-h-(--h-small) rounded-sm text-xs text-action';

/** Recently used entries, shown once there is one, and links to the other ways to begin. */
export function RecentPlace(props: RecentProps) {
  const { start: t, welcome } = useFirstText();
  const isThere = useKeptRecent(({ text }) => text !== undefined);
  return (
    <div className="mt-8">
      <div
        className={classes(
          'mb-1.5 flex items-center gap-4 pb-1',
          isThere && 'border-b border-line',
        )}
      >
        {isThere ? (
          <h2 className="flex-1 text-xs text-fg-2">{t.recent}</h2>
        ) : (
          <span className="flex-1" />
        )}
        <button type="button" className={LINK} onClick={() => takeTour(props.connectionId)}>
          {welcome.tour}
        </button>
        <button
          type="button"
          title={welcome.thisTabHint}
          className={LINK}
          onClick={() => openThisTab(props.connectionId)}
        >
          {welcome.thisTab}
        </button>
        <button type="button" className={LINK} onClick={() => openOverlay('profiles')}>
          {t.allProfiles}
        </button>
      </div>
      {isThere && <Recent {...props} />}
    </div>
  );
}
