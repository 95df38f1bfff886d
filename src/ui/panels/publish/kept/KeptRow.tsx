import { Braces, Ellipsis, Send } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import {
  focusTarget,
  IconButton,
  Menu,
  MenuButton,
  type MenuItem,
  type MenuPlace,
  submenu,
  TopicName,
  useText,
} from '#kit';
import { folderOf } from '../../../../profiles/settings/arrangement.ts';
import type { StoredMessage } from '../../../../profiles/settings/storedItems.ts';
import {
  duplicateKept,
  loadKept,
  moveKept,
  removeKept,
  renameKept,
  sendKept,
  stepKept,
  told,
} from '../../../session/keptMessages/keptMessages.ts';
import { useReadOnly } from '../../../session/readOnly.ts';
import { shownName } from '../../../session/shownName.ts';
import { NameField } from './NameField.tsx';
import { useNaming } from './place.ts';

interface KeptRowProps {
  readonly connectionId: string;
  readonly kept: StoredMessage;
  /** Names of all. */
  readonly folders: readonly string[];
}

const FIELD = 'kept-name';

/** A kept message: a click loads it, and its button sends it. */
export function KeptRow(props: KeptRowProps) {
  const { connectionId, kept } = props;
  const { keptMessages: t, publish } = useText();
  const isReadOnly = useReadOnly(connectionId);
  const naming = useNaming(connectionId, `message ${kept.id}`);
  if (naming.text !== undefined) {
    return (
      <li>
        <NameField
          label={t.name}
          name={kept.name}
          text={naming.text}
          onText={naming.set}
          focusName={FIELD}
          onDone={(name) => {
            naming.set(undefined);
            if (name !== undefined) void told(renameKept(kept, name));
          }}
        />
      </li>
    );
  }
  const rename = () => {
    naming.set(kept.name);
    requestAnimationFrame(() => focusTarget(FIELD));
  };
  return (
    <li className="flex h-(--h-small) items-center gap-2 hover:bg-hover">
      <button
        type="button"
        title={shownName(kept.topic)}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        onClick={() => loadKept(connectionId, kept)}
        onKeyDown={(event) => {
          const by = stepOf(event);
          if (by === 0) return;
          event.preventDefault();
          const { currentTarget } = event;
          void told(stepKept(kept, by)).then(() => currentTarget.focus());
        }}
        className="min-h-(--h-link) min-w-1/3 flex-1 truncate text-left hover:text-accent"
      >
        {shownName(kept.name)}
      </button>
      <TopicName topic={kept.topic} className="max-w-2/5 text-fg-2" />
      {kept.template !== undefined && (
        <span title={t.isTemplate} className="shrink-0 text-fg-3">
          <Braces size={12} aria-hidden />
          <span className="sr-only">{t.isTemplate}</span>
        </span>
      )}
      <span className="shrink-0 text-xs text-fg-2 max-sm:hidden">
        QoS {kept.qos}
        {/* Each message of a template has its own size. */}
        {kept.template === undefined && ` · ${publish.size(kept.payload.length)}`}
      </span>
      <IconButton
        small
        label={t.send(shownName(kept.name))}
        disabled={isReadOnly}
        onClick={() => sendKept(connectionId, kept)}
      >
        <Send size={12} aria-hidden />
      </IconButton>
      <MenuButton
        label={t.rowMenu(shownName(kept.name))}
        icon={<Ellipsis size={12} aria-hidden />}
        menu={(place, onClose): ReactNode => (
          <RowMenu {...props} place={place} onClose={onClose} onRename={rename} />
        )}
      />
    </li>
  );
}

function stepOf({ altKey, ctrlKey, metaKey, key }: KeyboardEvent): -1 | 0 | 1 {
  if (!altKey || ctrlKey || metaKey) return 0;
  return key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : 0;
}

interface RowMenuProps extends KeptRowProps {
  readonly place: MenuPlace;
  readonly onClose: () => void;
  readonly onRename: () => void;
}

function RowMenu({ connectionId, kept, folders, place, onClose, onRename }: RowMenuProps) {
  const { keptMessages: t, profiles } = useText();
  const here = folderOf(kept);
  const others = folders.filter((name) => name !== here && name !== '');
  const move = (folder: string) => () => void told(moveKept(kept, folder));
  const step = (by: -1 | 1) => () => void told(stepKept(kept, by));
  const use = [
    { id: 'load', label: t.load, run: () => loadKept(connectionId, kept) },
    { id: 'rename', label: t.rename, run: onRename },
    { id: 'duplicate', label: profiles.duplicate, run: () => void told(duplicateKept(kept)) },
    {
      id: 'delete',
      label: t.delete(shownName(kept.name)),
      run: () => void told(removeKept(kept)),
    },
  ];
  const moves: readonly MenuItem[] = [
    ...others.map((name) => ({
      id: `to ${name}`,
      label: profiles.moveTo(shownName(name)),
      run: move(name),
    })),
    ...(here === '' ? [] : [{ id: 'out', label: profiles.moveOut, run: move('') }]),
  ];
  const order = [
    { id: 'up', label: profiles.moveUp, keys: 'Alt ↑', run: step(-1) },
    { id: 'down', label: profiles.moveDown, keys: 'Alt ↓', run: step(1) },
    ...submenu('folder', profiles.moveToFolder, [{ label: profiles.folder, items: moves }]),
  ];
  return (
    <Menu
      label={t.rowMenu(shownName(kept.name))}
      groups={[
        { label: t.title, items: use },
        { label: profiles.folder, items: order },
      ]}
      place={place}
      onClose={onClose}
    />
  );
}
