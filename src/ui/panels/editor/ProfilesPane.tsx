import { AppWindow, Import, Plus, Search, X } from 'lucide-react';
import { useId, useState } from 'react';
import {
  Button,
  boxClasses,
  classes,
  IconButton,
  INPUT_CLASSES,
  later,
  nothing,
  useFirstText,
} from '#kit';
import { openConnection } from '../../session/connectionTabs.ts';
import { closeOverlay, openOverlay } from '../../session/dialogs/overlay.ts';
import { draftOf } from '../../session/profiles/drafts.ts';
import { openThisTab } from '../../session/profiles/thisTab.ts';
import { useProfiles } from '../../session/storage.ts';

/** Loaded once a profile is saved. */
const ProfileList = later(async () => (await import('./profiles/ProfileList.tsx')).ProfileList, {
  Waits: nothing,
  idle: 'first',
});
const PaneMenu = later(async () => (await import('./profiles/PaneMenu.tsx')).PaneMenu, {
  Waits: nothing,
  idle: 'first',
});

interface ProfilesPaneProps {
  /** Tab that takes a connection if it is unused. */
  readonly connectionId: string | undefined;
}

function newConnection(): void {
  closeOverlay();
  openConnection();
}

/** Saved connections, with the broker of this page as the first. */
export function ProfilesPane({ connectionId }: ProfilesPaneProps) {
  const { editor: t, kit, welcome } = useFirstText();
  const { items, failure } = useProfiles();
  const [wanted, setWanted] = useState('');
  const hasThisTab = welcome.thisTab.toLowerCase().includes(wanted.toLowerCase());
  return (
    <aside aria-label={t.profiles} data-pane="profiles" className="flex h-full flex-col">
      <div className="flex h-12 shrink-0 items-center gap-2 border-b border-line px-2">
        <div className={classes(boxClasses(false), 'flex-1')}>
          <Search size={14} aria-hidden className="shrink-0 text-fg-3" />
          <input
            type="text"
            aria-label={t.findProfile}
            placeholder={t.findProfile}
            className={INPUT_CLASSES}
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
        </div>
        <IconButton bordered label={t.newProfile} onClick={newConnection}>
          <Plus size={14} aria-hidden />
        </IconButton>
        <IconButton label={kit.close} onClick={closeOverlay}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
      <div className="min-h-0 flex-1 overflow-auto">
        {hasThisTab && <ThisTabRow connectionId={connectionId} />}
        {failure !== undefined && <p className="p-3 text-warn">{t.storageFailed(failure)}</p>}
        {items.length > 0 ? (
          <ProfileList
            connectionId={connectionId}
            selected={connectionId === undefined ? undefined : draftOf(connectionId)?.profileId}
            items={items}
            wanted={wanted}
          />
        ) : (
          failure === undefined && <p className="p-3 text-fg-2">{t.noProfiles}</p>
        )}
      </div>
      <div className="flex shrink-0 items-center border-t border-line p-1">
        <ImportButton />
        <span className="flex-1" />
        {items.length > 0 && <PaneMenu />}
      </div>
      <div className="flex h-(--h-status) shrink-0 items-center border-t border-line px-3 text-xs text-fg-2">
        <span className="flex-1">{t.profilesKept(items.length)}</span>
      </div>
    </aside>
  );
}

function ImportButton() {
  const t = useFirstText().editor;
  return (
    <Button
      look="quiet"
      icon={<Import size={14} aria-hidden />}
      onClick={() => openOverlay('importProfiles')}
    >
      {t.importProfiles}
    </Button>
  );
}

/** Always there: the broker in this page. */
function ThisTabRow({ connectionId }: ProfilesPaneProps) {
  const { welcome: t } = useFirstText();
  const id = useId();
  return (
    <button
      type="button"
      aria-describedby={`${id}-hint`}
      // The first click of two has connected.
      onClick={({ detail }) => detail < 2 && openThisTab(connectionId)}
      className="flex min-h-10 w-full items-center gap-2 border-b border-line px-3 py-1 text-left hover:bg-hover focus-visible:-outline-offset-2"
    >
      <AppWindow size={14} aria-hidden className="shrink-0 text-fg-2" />
      <span className="min-w-0">
        <span className="block">{t.thisTab}</span>
        {/* The button's description, not part of its name. */}
        <span id={`${id}-hint`} aria-hidden="true" className="block text-xs text-fg-2">
          {t.thisTabHint}
        </span>
      </span>
    </button>
  );
}
