import { memo, useMemo, useState } from 'react';
import { type Folder, foldersOf, matching } from '../../../../profiles/settings/arrangement.ts';
import type { StoredMessage } from '../../../../profiles/settings/storedItems.ts';
import { SearchBox } from '../../../kit/controls/SearchBox.tsx';
import { useText } from '../../../kit/language/useText.ts';
import type { Message } from '../../../session/publish/form.ts';
import { useKeptMessages } from '../../../session/storage.ts';
import { KeepForm } from './KeepForm.tsx';
import { KeptFolder } from './KeptFolder.tsx';
import { KeptMenu } from './KeptMenu.tsx';
import { place } from './place.ts';

interface KeptProps {
  readonly connectionId: string;
  /** undefined while the form has a error. */
  readonly message: Message | undefined;
}

/** Number of messages that need no search. */
const FEW = 5;

/** Named messages stored in this browser, in folders. Choosing a message loads it. */
export function Kept({ connectionId, message }: KeptProps) {
  const { items } = useKeptMessages();
  const all = useMemo(() => foldersOf(items), [items]);
  const names = useMemo(() => all.map(({ name }) => name), [all]);
  return (
    <div className="flex flex-col gap-2">
      <KeepForm connectionId={connectionId} message={message} folders={names} />
      <KeptList connectionId={connectionId} all={all} names={names} />
    </div>
  );
}

interface KeptListProps {
  readonly connectionId: string;
  readonly all: readonly Folder<StoredMessage>[];
  /** Names of all folders. */
  readonly names: readonly string[];
}

/** Not drawn anew for each letter that is typed into the form above. */
const KeptList = memo(function KeptList({ connectionId, all, names }: KeptListProps) {
  const t = useText().keptMessages;
  const { items, unreadable } = useKeptMessages();
  const { wanted } = place.use(connectionId);
  const [error, setError] = useState<string>();
  const isSearch = wanted.trim() !== '';
  const found = isSearch ? foldersOf(matching(items, wanted, ({ topic }) => topic)) : all;
  return (
    <>
      <div className="flex items-center gap-1">
        <h3 className="text-xs font-semibold text-fg-2">{t.title}</h3>
        <span className="ml-auto">
          <KeptMenu hasSome={items.length > 0} onError={setError} />
        </span>
      </div>
      {error !== undefined && (
        <p role="alert" className="text-xs text-err">
          {error}
        </p>
      )}
      {items.length > FEW && (
        <SearchBox
          label={t.search}
          clearLabel={t.clearSearch}
          value={wanted}
          onChange={(next) => place.change(connectionId, { wanted: next })}
        />
      )}
      {items.length === 0 && <p className="text-fg-2">{t.none}</p>}
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
