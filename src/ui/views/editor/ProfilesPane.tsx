import { AppWindow, Plus, Search, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import type { Profile } from '../../../profiles/settings.ts';
import { isTabAddress } from '../../../profiles/tabAddress.ts';
import { Button } from '../../kit/Button.tsx';
import { classes } from '../../kit/classes.ts';
import { boxClasses, INPUT_CLASSES } from '../../kit/Field.tsx';
import { IconButton } from '../../kit/IconButton.tsx';
import { useFirstText } from '../../kit/language/firstText.ts';
import { SelectField } from '../../kit/SelectField.tsx';
import { openConnection } from '../../session/connections.ts';
import { connectByForm } from '../../session/profiles/connectByForm.ts';
import type { Draft } from '../../session/profiles/draft.ts';
import { deleteProfile, openProfile } from '../../session/profiles/profiles.ts';
import { openThisTab } from '../../session/profiles/thisTab.ts';
import { useProfiles } from '../../session/storage.ts';

interface ProfilesPaneProps {
  readonly connectionId: string;
  readonly draft: Draft;
}

/** Saved connections, in a column. */
export function ProfilesPane({ connectionId, draft }: ProfilesPaneProps) {
  const { editor: t, welcome } = useFirstText();
  const { items, failure } = useProfiles();
  const [wanted, setWanted] = useState('');
  const matches = (name: string): boolean => name.toLowerCase().includes(wanted.toLowerCase());
  const found = items.filter(({ name }) => matches(name));
  return (
    <aside
      aria-label={t.profiles}
      data-pane="profiles"
      className="flex w-60 shrink-0 flex-col border-r border-line max-lg:hidden"
    >
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
        <IconButton bordered label={t.newProfile} onClick={() => openConnection()}>
          <Plus size={14} aria-hidden />
        </IconButton>
      </div>
      <div className="min-h-0 flex-1 overflow-auto">
        {matches(welcome.thisTab) && <ThisTabRow connectionId={connectionId} draft={draft} />}
        {failure !== undefined && <p className="p-3 text-warn">{t.storageFailed(failure)}</p>}
        {found.length === 0 && failure === undefined && (
          <p className="p-3 text-fg-2">{items.length === 0 ? t.noProfiles : t.noProfileFound}</p>
        )}
        <ul>
          {found.map((profile) => (
            <ProfileRow
              key={profile.id}
              profile={profile}
              selected={profile.id === draft.profileId}
              onOpen={() => openProfile(connectionId, profile)}
              onConnect={() => connectByForm(connectionId)}
              onDelete={() => void deleteProfile(connectionId, profile)}
            />
          ))}
        </ul>
      </div>
      <p className="flex h-(--h-status) shrink-0 items-center border-t border-line px-3 text-xs text-fg-2">
        {t.profilesKept(items.length)}
      </p>
    </aside>
  );
}

/** Always there: the broker in this page. */
function ThisTabRow({ connectionId, draft }: ProfilesPaneProps) {
  const { welcome: t } = useFirstText();
  const id = useId();
  const selected = draft.profileId === undefined && isTabAddress(draft.url);
  return (
    <button
      type="button"
      aria-describedby={`${id}-hint`}
      aria-current={selected || undefined}
      onClick={() => openThisTab(connectionId)}
      className={classes(
        'flex min-h-10 w-full items-center gap-2 border-b border-line px-3 py-1 text-left focus-visible:-outline-offset-2',
        selected ? 'bg-sel shadow-[inset_2px_0_var(--accent)]' : 'hover:bg-hover',
      )}
    >
      <AppWindow size={14} aria-hidden className="shrink-0 text-fg-2" />
      <span className="min-w-0">
        <span className={classes('block', selected && 'font-semibold')}>{t.thisTab}</span>
        {/* Its description, no part of its name. */}
        <span id={`${id}-hint`} aria-hidden="true" className="block text-xs text-fg-2">
          {t.thisTabHint}
        </span>
      </span>
    </button>
  );
}

interface RowProps {
  readonly profile: Profile;
  readonly selected: boolean;
  readonly onOpen: () => void;
  /** Once it is open. */
  readonly onConnect: () => void;
  readonly onDelete: () => void;
}

function ProfileRow({ profile, selected, onOpen, onConnect, onDelete }: RowProps) {
  const { editor: t, shell, welcome } = useFirstText();
  const { settings } = profile;
  const isTab = isTabAddress(settings.url);
  const scheme = isTab ? welcome.thisTab : (settings.url.split(':')[0] ?? '');
  const kind = settings.signIn.kind === 'alibaba' ? t.alibaba : scheme;
  return (
    <li
      className={classes(
        'group flex h-10 items-center pr-1',
        selected ? 'bg-sel shadow-[inset_2px_0_var(--accent)]' : 'hover:bg-hover',
      )}
    >
      <button
        type="button"
        aria-current={selected || undefined}
        title={t.profileTitle}
        // The second click of two may be in another tab, which the first one opened.
        onClick={({ detail }) => (detail === 2 ? onConnect() : onOpen())}
        className="min-w-0 flex-1 px-3 py-1 text-left focus-visible:-outline-offset-2"
      >
        <span className={classes('block truncate', selected && 'font-semibold')}>
          {profile.name}
        </span>
        <span className="block truncate text-xs text-fg-2">
          {kind} · {shell.mqttVersion(settings.version)}
        </span>
      </button>
      <IconButton small label={t.deleteProfile(profile.name)} onClick={onDelete}>
        <Trash2 size={12} aria-hidden />
      </IconButton>
    </li>
  );
}

/** Saved connections where there is no room for a column. */
export function ProfileSelect({ connectionId, draft }: ProfilesPaneProps) {
  const { editor: t, welcome } = useFirstText();
  const { items } = useProfiles();
  return (
    <div className="flex items-end gap-2 border-b border-line px-4 py-2 lg:hidden">
      <Button
        title={welcome.thisTabHint}
        icon={<AppWindow size={14} aria-hidden />}
        onClick={() => openThisTab(connectionId)}
      >
        {welcome.thisTab}
      </Button>
      {items.length > 0 && (
        <SelectField
          label={t.profiles}
          value={items.some((one) => one.id === draft.profileId) ? (draft.profileId ?? '') : ''}
          options={[
            { value: '', label: t.chooseProfile },
            ...items.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(id) => {
            const profile = items.find((one) => one.id === id);
            if (profile !== undefined) {
              openProfile(connectionId, profile);
            }
          }}
        />
      )}
    </div>
  );
}
