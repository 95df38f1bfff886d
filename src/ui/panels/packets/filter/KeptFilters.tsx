import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { announce, Button, IconButton, Popover, TextField, texts, useText } from '#kit';
import { errorText } from '../../../../base/errorText.ts';
import { newId } from '../../../../profiles/settings/ids.ts';
import type { StoredFilter } from '../../../../profiles/settings/storedItems.ts';
import { offerUndo } from '../../../session/dialogs/confirm.ts';
import { errorIn } from '../../../session/filter/corrected.ts';
import { setFilter, useFilter } from '../../../session/filter/filters.ts';
import { forgetRecent, useRecent } from '../../../session/filter/recent.ts';
import { shownName } from '../../../session/shownName.ts';
import { filters, useKeptFilters } from '../../../session/storage.ts';

interface KeptFiltersProps {
  readonly id: string;
  readonly connectionId: string;
  readonly onClose: () => void;
}

/** Saved filters, and those recently used in this browser. */
export function KeptFilters({ id, connectionId, onClose }: KeptFiltersProps) {
  const t = useText().filtering.menu;
  const choose = (text: string): void => {
    onClose();
    setFilter(connectionId, text);
  };
  return (
    <Popover
      id={id}
      label={t.title}
      onClose={onClose}
      className="top-full left-0 mt-1 max-h-[60vh] w-110 p-3"
    >
      <SaveForm connectionId={connectionId} />
      <Saved onChoose={choose} />
      <Recent onChoose={choose} />
    </Popover>
  );
}

async function save(filter: StoredFilter, said: string): Promise<string | undefined> {
  try {
    await filters.save(filter);
    announce(said);
    return undefined;
  } catch (error) {
    return texts().filtering.menu.failed(errorText(error));
  }
}

function SaveForm({ connectionId }: { connectionId: string }) {
  const t = useText().filtering.menu;
  const { text } = useFilter(connectionId);
  const { items, failure } = useKeptFilters();
  const [name, setName] = useState('');
  const [error, setError] = useState<string>();
  const canSave = text.trim() !== '' && errorIn(text) === undefined;
  const keep = async (): Promise<void> => {
    const wanted = name.trim();
    if (wanted === '' || !canSave) return;
    const before = items.find((one) => one.name === wanted);
    const kept = { id: before?.id ?? newId(), name: wanted, text: text.trim() };
    const failed = await save(kept, t.savedNow(wanted));
    setError(failed);
    if (failed === undefined) setName('');
  };
  return (
    <div className="flex items-start gap-2">
      <TextField
        className="flex-1"
        label={t.name}
        value={name}
        onChange={setName}
        onEnter={() => void keep()}
        hint={canSave ? t.saveHint : t.nothingToSave}
        error={error ?? failure}
      />
      <div className="pt-5">
        <Button disabled={!canSave || name.trim() === ''} onClick={() => void keep()}>
          {t.save}
        </Button>
      </div>
    </div>
  );
}

function Saved({ onChoose }: { onChoose: (text: string) => void }) {
  const t = useText().filtering.menu;
  const { items, unreadable } = useKeptFilters();
  const [renaming, setRenaming] = useState<string>();
  return (
    <section aria-label={t.saved} className="mt-3">
      <h2 className="text-xs font-semibold text-fg-2">{t.saved}</h2>
      {items.length === 0 && <p className="py-1 text-fg-2">{t.noneSaved}</p>}
      <ul>
        {items.map((kept) =>
          renaming === kept.id ? (
            <li key={kept.id}>
              <Rename kept={kept} onDone={() => setRenaming(undefined)} />
            </li>
          ) : (
            <SavedRow
              key={kept.id}
              kept={kept}
              onChoose={onChoose}
              onRename={() => setRenaming(kept.id)}
            />
          ),
        )}
      </ul>
      {unreadable > 0 && <p className="py-1 text-xs text-warn">{t.unreadable(unreadable)}</p>}
    </section>
  );
}

interface SavedRowProps {
  readonly kept: StoredFilter;
  readonly onChoose: (text: string) => void;
  readonly onRename: () => void;
}

function SavedRow({ kept, onChoose, onRename }: SavedRowProps) {
  const t = useText().filtering.menu;
  const name = shownName(kept.name);
  const remove = async (): Promise<void> => {
    const gone = await filters.delete(kept.id);
    offerUndo(t.deleted(name), () => filters.save(gone ?? kept));
  };
  return (
    <li className="flex h-(--h-row) items-center gap-1">
      <button
        type="button"
        title={t.apply(name)}
        onClick={() => onChoose(kept.text)}
        className="flex min-w-0 flex-1 items-baseline gap-2 rounded-sm text-left hover:text-accent"
      >
        <span className="max-w-1/2 shrink-0 truncate font-semibold">{name}</span>
        <code className="min-w-0 truncate font-mono text-xs text-fg-2">{shownName(kept.text)}</code>
      </button>
      <IconButton small label={t.rename(name)} onClick={onRename}>
        <Pencil size={12} aria-hidden />
      </IconButton>
      <IconButton small label={t.delete(name)} onClick={() => void remove()}>
        <Trash2 size={12} aria-hidden />
      </IconButton>
    </li>
  );
}

function Rename({ kept, onDone }: { kept: StoredFilter; onDone: () => void }) {
  const t = useText().filtering.menu;
  const [name, setName] = useState(kept.name);
  const [error, setError] = useState<string>();
  const rename = async (): Promise<void> => {
    const wanted = name.trim();
    if (wanted === '') return;
    const failed = await save({ ...kept, name: wanted }, t.renamed(wanted));
    setError(failed);
    if (failed === undefined) onDone();
  };
  return (
    <div className="flex items-start gap-2 py-1">
      <TextField
        className="flex-1"
        label={t.newName}
        value={name}
        onChange={setName}
        onEnter={() => void rename()}
        error={error}
      />
      <div className="pt-5">
        <Button disabled={name.trim() === ''} onClick={() => void rename()}>
          {t.keepName}
        </Button>
      </div>
    </div>
  );
}

function Recent({ onChoose }: { onChoose: (text: string) => void }) {
  const t = useText().filtering.menu;
  const { filters: recent } = useRecent();
  return (
    <section aria-label={t.recent} className="mt-3">
      <div className="flex items-center">
        <h2 className="text-xs font-semibold text-fg-2">{t.recent}</h2>
        {recent.length > 0 && (
          <Button
            look="quiet"
            label={t.forgetLabel}
            className="ml-auto h-(--h-small)!"
            onClick={forgetRecent}
          >
            {t.forget}
          </Button>
        )}
      </div>
      {recent.length === 0 && <p className="py-1 text-fg-2">{t.noneRecent}</p>}
      <ul>
        {recent.map((text) => (
          <li key={text}>
            <button
              type="button"
              title={text}
              onClick={() => onChoose(text)}
              className="block h-(--h-row) w-full truncate text-left font-mono text-base hover:text-accent"
            >
              {text}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
