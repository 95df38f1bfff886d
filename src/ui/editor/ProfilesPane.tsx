import { Plus, Search, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Profile } from '../../profiles/settings.ts';
import { classes } from '../kit/classes.ts';
import { boxClasses, INPUT_CLASSES } from '../kit/Field.tsx';
import { IconButton } from '../kit/IconButton.tsx';
import { SelectField } from '../kit/SelectField.tsx';
import { openConnection } from '../state/connections.ts';
import { useProfiles } from '../state/storage.ts';
import { useText } from '../text/useText.ts';
import type { Draft } from './draft.ts';
import { deleteProfile, openProfile } from './profiles.ts';

interface ProfilesPaneProps {
  readonly connectionId: string;
  readonly draft: Draft;
}

/** Saved connections, in a column. */
export function ProfilesPane({ connectionId, draft }: ProfilesPaneProps) {
  const t = useText().editor;
  const { items, failure } = useProfiles();
  const [wanted, setWanted] = useState('');
  const found = items.filter((one) => one.name.toLowerCase().includes(wanted.toLowerCase()));
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

interface RowProps {
  readonly profile: Profile;
  readonly selected: boolean;
  readonly onOpen: () => void;
  readonly onDelete: () => void;
}

function ProfileRow({ profile, selected, onOpen, onDelete }: RowProps) {
  const { editor: t, shell } = useText();
  const { settings } = profile;
  const scheme = settings.url.split(':')[0] ?? '';
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
        onClick={onOpen}
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
  const t = useText().editor;
  const { items } = useProfiles();
  if (items.length === 0) {
    return null;
  }
  return (
    <div className="border-b border-line px-4 py-2 lg:hidden">
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
    </div>
  );
}
