import { ChevronDown, ChevronRight, Folder, Pencil } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { focusTarget, IconButton, RowBoundary, TextField, useFirstText } from '#kit';
import {
  type Folder as FolderOf,
  foldersOf,
  matching,
} from '../../../../profiles/settings/arrangement.ts';
import type { Profile } from '../../../../profiles/settings/settings.ts';
import { moveProfile, renameFolder } from '../../../session/profiles/profiles.ts';
import { shownFolder } from '../../../session/shownName.ts';
import { setLayout, useLayout } from '../../../session/view/layout.ts';
import { ProfileRow } from './ProfileRow.tsx';

interface ProfileListProps {
  readonly connectionId: string | undefined;
  /** Id of the profile that the form shows. */
  readonly selected: string | undefined;
  readonly items: readonly Profile[];
  /** Search text. */
  readonly wanted: string;
}

/** Saved connections in their folders. Each can be moved by dragging or by keyboard. */
export function ProfileList({ connectionId, selected, items, wanted }: ProfileListProps) {
  const t = useFirstText().profiles;
  const { closedFolders } = useLayout();
  const [dragged, setDragged] = useState<Profile>();
  const all = foldersOf(items);
  const found = foldersOf(matching(items, wanted, ({ settings }) => settings.url));
  const isSearch = wanted.trim() !== '';
  const names = all.map(({ name }) => name);
  const drop = (folder: string, before?: string) => {
    if (dragged !== undefined) void moveProfile(connectionId, dragged, folder, before);
    setDragged(undefined);
  };
  if (found.length === 0) return <p className="p-3 text-fg-2">{t.noneFound}</p>;
  return found.map((folder) => {
    const isOpen = isSearch || !closedFolders.includes(folder.name);
    return (
      // Dragging is one way of moving; the rows have keys and a menu for it.
      <section
        key={folder.name}
        aria-label={shownFolder(folder.name) || t.noFolder}
        className="pb-1"
        onDragOver={(event) => mayDrop(event, dragged)}
        onDrop={(event) => {
          event.preventDefault();
          drop(folder.name);
        }}
      >
        {(folder.name !== '' || all.length > 1) && (
          <FolderHead
            connectionId={connectionId}
            folder={folder}
            isOpen={isOpen}
            onToggle={() =>
              setLayout({
                closedFolders: isOpen
                  ? // Of folders that are no more nothing is kept.
                    [...closedFolders.filter((name) => names.includes(name)), folder.name]
                  : closedFolders.filter((name) => name !== folder.name),
              })
            }
          />
        )}
        {isOpen && (
          <ul aria-label={shownFolder(folder.name) || t.noFolder}>
            {folder.items.map((profile) => (
              <RowBoundary key={profile.id} of={profile} role="listitem">
                <ProfileRow
                  connectionId={connectionId}
                  profile={profile}
                  folders={names}
                  selected={profile.id === selected}
                  isDragged={profile.id === dragged?.id}
                  onDrag={setDragged}
                  onDragOver={(event) => mayDrop(event, dragged)}
                  onDrop={() => drop(folder.name, profile.id)}
                />
              </RowBoundary>
            ))}
          </ul>
        )}
      </section>
    );
  });
}

/** Only profiles: files that are dropped here are captures. */
function mayDrop(event: DragEvent, dragged: Profile | undefined): void {
  if (dragged === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  event.dataTransfer.dropEffect = 'move';
}

interface FolderHeadProps {
  readonly connectionId: string | undefined;
  readonly folder: FolderOf<Profile>;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function FolderHead({ connectionId, folder, isOpen, onToggle }: FolderHeadProps) {
  const t = useFirstText().profiles;
  const [name, setName] = useState<string>();
  const shown = shownFolder(folder.name) || t.noFolder;
  const rename = () => {
    const wanted = (name ?? '').trim();
    if (wanted !== '' && wanted !== folder.name) {
      void renameFolder(connectionId, folder.name, wanted);
    }
    setName(undefined);
  };
  if (name !== undefined) {
    return (
      // Escape leaves it as it was.
      <div
        className="px-3 py-1"
        onKeyDown={(event) => {
          if (event.key === 'Escape') setName(undefined);
        }}
      >
        <TextField
          label={t.folderName}
          focusName="folder-name"
          value={name}
          onChange={setName}
          onEnter={rename}
          onBlur={rename}
        />
      </div>
    );
  }
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <div className="group mt-1 flex h-7 items-center pr-1">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={onToggle}
        className="flex h-full min-w-0 flex-1 items-center gap-1.5 px-2 font-semibold text-fg-2 hover:text-fg focus-visible:-outline-offset-2"
      >
        <Chevron size={12} aria-hidden className="shrink-0" />
        {folder.name !== '' && <Folder size={14} aria-hidden className="shrink-0" />}
        <span className="sr-only">{t.folderCount(shown, folder.items.length)}</span>
        <span aria-hidden className="truncate">
          {shown}
        </span>
        <span aria-hidden className="ml-auto font-mono text-xs font-normal text-fg-3">
          {folder.items.length}
        </span>
      </button>
      {folder.name !== '' && (
        <IconButton
          small
          label={`${t.renameFolder} ${shown}`}
          className="opacity-0 group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
          onClick={() => {
            setName(folder.name);
            requestAnimationFrame(() => focusTarget('folder-name'));
          }}
        >
          <Pencil size={12} aria-hidden />
        </IconButton>
      )}
    </div>
  );
}
