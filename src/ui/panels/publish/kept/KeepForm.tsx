import { useState } from 'react';
import { Button, TextField, useText } from '#kit';
import { perConnection } from '../../../session/connection/perConnection.ts';
import { keep } from '../../../session/keptMessages/keptMessages.ts';
import type { Message } from '../../../session/publish/form.ts';
import { useKeptMessages } from '../../../session/storage.ts';

/** The form moves when there is room for only one column, so its text is kept outside of it. */
const typed = perConnection({ name: '', folder: '' });

interface KeepFormProps {
  readonly connectionId: string;
  /** undefined while the form has an error. */
  readonly message: Message | undefined;
  /** Names of the existing folders. */
  readonly folders: readonly string[];
}

/** Name and folder for keeping the message of the form. */
export function KeepForm({ connectionId, message, folders }: KeepFormProps) {
  const { keptMessages: t, profiles } = useText();
  const failure = useKeptMessages((kept) => kept.failure);
  const { name, folder } = typed.use(connectionId);
  const setName = (next: string) => typed.change(connectionId, { name: next });
  const setFolder = (next: string) => typed.change(connectionId, { folder: next });
  const [error, setError] = useState<string>();
  const canKeep = message !== undefined && name.trim() !== '';
  const save = async () => {
    if (!canKeep) return;
    // Further typing enters the next name.
    setName('');
    const failed = await keep(message, name.trim(), folder.trim());
    setError(failed);
    if (failed !== undefined) setName(typed.of(connectionId).name || name);
  };
  const others = folders.filter((one) => one !== '' && one !== folder);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-start gap-2">
        <TextField
          className="min-w-0 flex-1"
          label={t.name}
          value={name}
          onChange={setName}
          onEnter={() => void save()}
          error={error ?? failure}
        />
        <TextField
          className="min-w-0 flex-1"
          label={profiles.folder}
          value={folder}
          onChange={setFolder}
          onEnter={() => void save()}
          {...(others.length > 0 && {
            hint: others.map((one) => (
              <button
                key={one}
                type="button"
                onClick={() => setFolder(one)}
                className="mr-2 max-w-full truncate rounded-sm align-bottom text-action"
              >
                {one}
              </button>
            )),
          })}
        />
      </div>
      <div>
        <Button disabled={!canKeep} onClick={() => void save()}>
          {t.keep}
        </Button>
      </div>
    </div>
  );
}
