import { memo, useMemo, useState } from 'react';
import { SearchBox, useText } from '#kit';
import { grouped } from '../../../../i18n/numbers.ts';
import { type Folder, foldersOf, matching } from '../../../../profiles/settings/arrangement.ts';
import type { StoredMessage } from '../../../../profiles/settings/storedItems.ts';
import type { Message } from '../../../session/publish/form.ts';
import { useKeptMessages } from '../../../session/storage.ts';
import { KeepForm } from './KeepForm.tsx';
import { KeptFolder } from './KeptFolder.tsx';
import { KeptMenu } from './KeptMenu.tsx';
import { place } from './place.ts';

interface KeptProps {
  readonly connectionId: string;
  /** undefined while the form has an error. */
  readonly message: Message | undefined;
}

/** Number of messages that need no search. */
const FEW = 5;

/** Saves the message under a name, or imports and exports all. */
export function Keep({ connectionId, message }: KeptProps) {
  const t = useText().keptMessages;
  const { items, names } = useFolders();
  const [error, setError] = useState<string>();
  return (
    <div className="flex flex-col gap-2">
      <KeepForm connectionId={connectionId} message={message} folders={names} />
      <div className="flex items-center gap-1">
        {items.length === 0 && <p className="text-fg-2">{t.none}</p>}
        <span className="ml-auto">
          <KeptMenu hasSome={items.length > 0} onError={setError} />
        </span>
      </div>
      {error !== undefined && (
        <p role="alert" className="text-xs text-err">
          {error}
        </p>
      )}
    </div>
  );
}

/** Named messages stored in this browser, in folders. Choosing a message loads it. Absent if there are none. */
export function Kept({ connectionId }: Pick<KeptProps, 'connectionId'>) {
  const { items, all, names } = useFolders();
  const { unreadable } = useKeptMessages();
  if (items.length + unreadable === 0) return null;
  return (
    <div className="flex flex-col gap-1 border-b border-line px-3 py-2">
      <KeptList connectionId={connectionId} all={all} names={names} />
    </div>
  );
}

function useFolders() {
  const { items } = useKeptMessages();
  const all = useMemo(() => foldersOf(items), [items]);
  const names = useMemo(() => all.map(({ name }) => name), [all]);
  return { items, all, names };
}

interface KeptListProps {
  readonly connectionId: string;
  readonly all: readonly Folder<StoredMessage>[];
  /** Names of all folders. */
  readonly names: readonly string[];
}

/** Memoized, so that typing into the form above does not draw the list again. */
const KeptList = memo(function KeptList({ connectionId, all, names }: KeptListProps) {
  const t = useText().keptMessages;
  const { items, unreadable } = useKeptMessages();
  const { wanted } = place.use(connectionId);
  const isSearch = wanted.trim() !== '';
  const found = isSearch ? foldersOf(matching(items, wanted, ({ topic }) => topic)) : all;
  return (
    <>
      <h2 className="font-semibold">
        {t.title} <span className="ml-1 font-normal text-fg-2">{grouped(items.length)}</span>
      </h2>
      {items.length > FEW && (
        <SearchBox
          label={t.search}
          clearLabel={t.clearSearch}
          value={wanted}
          onChange={(next) => place.change(connectionId, { wanted: next })}
        />
      )}
      {items.length > 0 && found.length === 0 && <p className="text-fg-2">{t.noneFound}</p>}
      {found.map(({ name, items: inside }) => (
        <KeptFolder
          key={name}
          connectionId={connectionId}
          name={name}
          items={inside}
          folders={names}
          isSearch={isSearch}
        />
      ))}
      {unreadable > 0 && <p className="text-xs text-fg-2">{t.unreadable(unreadable)}</p>}
    </>
  );
});
