import { Plug, Plus } from 'lucide-react';
import { Button, EmptyState, guardDoubleClick, useFirstText } from '#kit';
import { ClosedTabsPlace } from '../../pieces/ClosedTabsPlace.tsx';
import { RecentPlace } from '../../pieces/RecentPlace.tsx';
import { openConnection } from '../../session/connectionTabs.ts';
import { connectOpened, openProfile } from '../../session/profiles/profiles.ts';
import { shownName } from '../../session/shownName.ts';
import { useProfiles } from '../../session/storage.ts';
import { Doors } from './Doors.tsx';
import { PresetsPlace } from './PresetsPlace.tsx';

/** Shown after the last tab was closed. */
export function NothingOpen() {
  const { shell } = useFirstText();
  return (
    <>
      <EmptyState
        icon={<Plug size={20} aria-hidden />}
        title={shell.nothingOpen}
        text={shell.nothingOpenHint}
      >
        <Button
          look="primary"
          icon={<Plus size={14} aria-hidden />}
          onClick={() => openConnection()}
        >
          {shell.newConnection}
        </Button>
      </EmptyState>
      <div className="mx-auto w-188 max-w-full px-4">
        <Doors />
        <ClosedTabsPlace />
        <RecentPlace />
        <PresetsPlace />
      </div>
      <Saved />
    </>
  );
}

/** The saved connections, each a click away from the editor. */
function Saved() {
  const { editor, shell } = useFirstText();
  const { items } = useProfiles();
  if (items.length === 0) {
    return null;
  }
  return (
    <section aria-label={editor.profiles} className="mx-auto w-80 max-w-full px-4">
      <h2 className="pb-1 text-xs font-semibold text-fg-2">{editor.profiles}</h2>
      <ul>
        {items.map((profile) => (
          <li key={profile.id}>
            <button
              type="button"
              onClick={() => {
                const id = openProfile(openConnection(), profile);
                // This page is replaced by then, so the second click hits its successor.
                guardDoubleClick(() => void connectOpened(id));
              }}
              className="flex h-(--h-row) w-full items-center justify-between gap-2 hover:text-accent"
            >
              <span className="truncate font-mono">{shownName(profile.name)}</span>
              <span className="shrink-0 text-fg-2">
                {shell.mqttVersion(profile.settings.version)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
