import { ChevronDown, ChevronRight, Folder, Pencil } from 'lucide-react';
import { useState } from 'react';
import { focusTarget, IconButton, useText } from '#kit';
import type { StoredMessage } from '../../../../profiles/settings/storedItems.ts';
import { renameKeptFolder, told } from '../../../session/keptMessages/keptMessages.ts';
import { shownFolder } from '../../../session/shownName.ts';
import { KeptRow } from './KeptRow.tsx';
import { KeptRows } from './KeptRows.tsx';
import { NameField } from './NameField.tsx';
import { useNaming } from './place.ts';

interface KeptFolderProps {
  readonly connectionId: string;
  /** Empty: of those in none. */
  readonly name: string;
  readonly items: readonly StoredMessage[];
  /** Names of all. */
  readonly folders: readonly string[];
  /** Folders are open during a search. */
  readonly isSearch: boolean;
}

const FIELD = 'kept-folder-name';

export function KeptFolder({ connectionId, name, items, folders, isSearch }: KeptFolderProps) {
  const t = useText().profiles;
  const [isOpen, setOpen] = useState(true);
  const naming = useNaming(connectionId, `folder ${name}`);
  const shown = shownFolder(name) || t.noFolder;
  const Chevron = isOpen || isSearch ? ChevronDown : ChevronRight;
  return (
    <section aria-label={shown}>
      {naming.text !== undefined ? (
        <NameField
          label={t.folderName}
          name={name}
          text={naming.text}
          onText={naming.set}
          focusName={FIELD}
          onDone={(wanted) => {
            naming.set(undefined);
            if (wanted !== undefined) void told(renameKeptFolder(name, wanted));
          }}
        />
      ) : (
        (name !== '' || folders.length > 1) && (
          <div className="flex h-(--h-small) items-center">
            <button
              type="button"
              aria-expanded={isOpen || isSearch}
              onClick={() => setOpen(!isOpen)}
              className="flex h-full min-w-0 flex-1 items-center gap-1.5 font-semibold text-fg-2 hover:text-fg"
            >
              <Chevron size={12} aria-hidden className="shrink-0" />
              {name !== '' && <Folder size={14} aria-hidden className="shrink-0" />}
              <span className="sr-only">{t.folderCount(shown, items.length)}</span>
              <span aria-hidden className="truncate">
                {shown}
              </span>
              <span aria-hidden className="ml-auto pr-1 font-mono text-xs font-normal text-fg-3">
                {items.length}
              </span>
            </button>
            {name !== '' && (
              <IconButton
                small
                label={`${t.renameFolder} ${shown}`}
                onClick={() => {
                  naming.set(name);
                  requestAnimationFrame(() => focusTarget(FIELD));
                }}
              >
                <Pencil size={12} aria-hidden />
              </IconButton>
            )}
          </div>
        )
      )}
      {(isOpen || isSearch) && (
        <KeptRows
          label={shown}
          items={items}
          draw={(kept) => <KeptRow connectionId={connectionId} kept={kept} folders={folders} />}
        />
      )}
    </section>
  );
}
