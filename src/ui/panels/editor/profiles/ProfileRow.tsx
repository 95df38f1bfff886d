import { Ellipsis, KeyRound, Lock, Trash2 } from 'lucide-react';
import {
  type DragEvent,
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useState,
} from 'react';
import {
  COLOUR_MARKS,
  classes,
  DialogBoundary,
  focusIfAwaited,
  guardDoubleClick,
  IconButton,
  Menu,
  MenuButton,
  type MenuItem,
  type MenuPlace,
  submenu,
  useFirstText,
} from '#kit';
import { folderOf } from '../../../../profiles/settings/arrangement.ts';
import type { Profile } from '../../../../profiles/settings/settings.ts';
import { isTabAddress } from '../../../../profiles/settings/tabAddress.ts';
import {
  connectOpened,
  connectProfile,
  deleteProfile,
  duplicateProfile,
  moveProfile,
  openProfile,
  profilePlace,
  stepProfile,
} from '../../../session/profiles/profiles.ts';
import { shownName } from '../../../session/shownName.ts';
import { useKeptSecrets } from '../../../session/storage.ts';

interface RowProps {
  readonly connectionId: string | undefined;
  readonly profile: Profile;
  /** The names of all folders; empty: of none. */
  readonly folders: readonly string[];
  readonly selected: boolean;
  readonly isDragged: boolean;
  readonly onDrag: (profile: Profile | undefined) => void;
  readonly onDragOver: (event: DragEvent) => void;
  /** Another profile was dropped here, to be inserted before this one. */
  readonly onDrop: () => void;
}

export function ProfileRow(props: RowProps) {
  const { connectionId, profile, folders, selected } = props;
  const t = useFirstText().profiles;
  const [place, setPlace] = useState<MenuPlace>();
  const close = useCallback(() => setPlace(undefined), []);
  useEffect(() => focusIfAwaited(profilePlace(profile.id)), [profile.id]);
  const menu = (at: MenuPlace, onClose: () => void): ReactNode => (
    <RowMenu {...{ connectionId, profile, folders, onClose }} place={at} />
  );
  return (
    // Dragging and right clicks, beside the keys of its button and the button of its menu.
    <li
      draggable
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', profile.name);
        props.onDrag(profile);
      }}
      onDragEnd={() => props.onDrag(undefined)}
      onDragOver={props.onDragOver}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        props.onDrop();
      }}
      onContextMenu={(event) => {
        event.preventDefault();
        setPlace({ x: event.clientX, y: event.clientY });
      }}
      className={classes(
        'flex min-h-8 items-center pr-1',
        selected ? 'bg-sel shadow-[inset_2px_0_var(--accent)]' : 'hover:bg-hover',
        props.isDragged && 'opacity-50',
      )}
    >
      <button
        type="button"
        data-focus={profilePlace(profile.id)}
        aria-current={selected || undefined}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        title={t.rowTitle}
        onClick={() => {
          // The first click removes the list, and may have opened another tab.
          const id = openProfile(connectionId, profile);
          guardDoubleClick(() => void connectOpened(id));
        }}
        onKeyDown={(event) => {
          const by = stepOf(event);
          if (by === 0) return;
          event.preventDefault();
          const { currentTarget } = event;
          void stepProfile(connectionId, profile, by).then(() => currentTarget.focus());
        }}
        className="flex min-w-0 flex-1 items-center gap-2 py-1 pl-3 text-left focus-visible:-outline-offset-2"
      >
        <RowText profile={profile} isStrong={selected} />
      </button>
      <MenuButton
        label={t.menu(shownName(profile.name))}
        icon={<Ellipsis size={12} aria-hidden />}
        menu={menu}
      />
      <IconButton
        small
        label={t.delete(shownName(profile.name))}
        onClick={() => void deleteProfile(connectionId, profile)}
      >
        <Trash2 size={12} aria-hidden />
      </IconButton>
      {place !== undefined && (
        <DialogBoundary
          part="menu of profile"
          name={t.menu(shownName(profile.name))}
          onClose={close}
        >
          {menu(place, close)}
        </DialogBoundary>
      )}
    </li>
  );
}

function stepOf({ altKey, ctrlKey, metaKey, key }: KeyboardEvent): -1 | 0 | 1 {
  if (!altKey || ctrlKey || metaKey) return 0;
  return key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : 0;
}

function RowText({ profile, isStrong }: { profile: Profile; isStrong: boolean }) {
  const { editor, profiles: t, shell, welcome } = useFirstText();
  const keepsSecrets = useKeptSecrets((ids) => ids.has(profile.id));
  const { settings, colour, connectAtStart } = profile;
  const { url, signIn } = settings;
  const isTab = isTabAddress(url);
  const scheme = isTab ? welcome.thisTab : (url.split(':')[0] ?? '');
  const kind = signIn.kind === 'alibaba' ? editor.alibaba : scheme;
  const host = !isTab && URL.canParse(url) ? new URL(url).hostname : '';
  const version = shell.mqttVersion(settings.version);
  const facts = [host, kind, version, connectAtStart ? t.atStart : ''].filter(
    (fact) => fact !== '',
  );
  return (
    <>
      <span
        aria-hidden="true"
        className={classes(
          'size-2 shrink-0 rounded-full forced-color-adjust-none',
          colour === undefined ? 'border border-ctl' : COLOUR_MARKS[colour],
        )}
      />
      <span className="min-w-0 flex-1">
        <span className={classes('block truncate', isStrong && 'font-semibold')}>
          {shownName(profile.name)}
        </span>
        <span className="block truncate text-xs text-fg-2" title={facts.join(' · ')}>
          {facts.join(' · ')}
        </span>
      </span>
      {keepsSecrets && <Mark text={t.secretsKept} icon={<KeyRound size={12} aria-hidden />} />}
      {settings.readOnly === true && (
        <Mark text={t.readOnly} icon={<Lock size={12} aria-hidden />} />
      )}
    </>
  );
}

function Mark({ text, icon }: { text: string; icon: ReactNode }) {
  return (
    <span title={text} className="shrink-0 text-fg-3">
      {icon}
      <span className="sr-only">{text}</span>
    </span>
  );
}

interface RowMenuProps {
  readonly connectionId: string | undefined;
  readonly profile: Profile;
  readonly folders: readonly string[];
  readonly place: MenuPlace;
  readonly onClose: () => void;
}

function RowMenu({ connectionId, profile, folders, place, onClose }: RowMenuProps) {
  const { profiles: t } = useFirstText();
  const here = folderOf(profile);
  const others = folders.filter((name) => name !== here && name !== '');
  const move = (folder: string) => () => void moveProfile(connectionId, profile, folder);
  const use = [
    { id: 'connect', label: t.connect, run: () => void connectProfile(connectionId, profile) },
    { id: 'open', label: t.open, run: () => void openProfile(connectionId, profile) },
    {
      id: 'duplicate',
      label: t.duplicate,
      run: () => void duplicateProfile(connectionId, profile),
    },
    {
      id: 'delete',
      label: t.delete(shownName(profile.name)),
      run: () => void deleteProfile(connectionId, profile),
    },
  ];
  const step = (by: -1 | 1) => () => void stepProfile(connectionId, profile, by);
  const moves: readonly MenuItem[] = [
    ...others.map((name) => ({
      id: `to ${name}`,
      label: t.moveTo(shownName(name)),
      run: move(name),
    })),
    ...(here === '' ? [] : [{ id: 'out', label: t.moveOut, run: move('') }]),
  ];
  const order = [
    { id: 'up', label: t.moveUp, keys: 'Alt ↑', run: step(-1) },
    { id: 'down', label: t.moveDown, keys: 'Alt ↓', run: step(1) },
    ...submenu('folder', t.moveToFolder, [{ label: t.folder, items: moves }]),
  ];
  return (
    <Menu
      label={t.menu(shownName(profile.name))}
      groups={[
        { label: shownName(profile.name), items: use },
        { label: t.folder, items: order },
      ]}
      place={place}
      onClose={onClose}
    />
  );
}
