import { FileDown } from 'lucide-react';
import { useState } from 'react';
import { Button, Dialog, SecretField, Segments, useText } from '#kit';
import { closeOverlay, useOverlay } from '../../session/dialogs/overlay.ts';
import { exportProfiles } from '../../session/profileFiles/profileFiles.ts';
import { canEncrypt } from '../../session/profiles/keptSecrets.ts';
import { useKeptSecrets, useProfiles } from '../../session/storage.ts';

/** Characters of a passphrase. */
const SHORTEST = 8;

/** Exports all profiles to a file: without secrets, or encrypted with them. */
export function ExportProfiles() {
  const t = useText().profileFiles;
  const open = useOverlay((state) => state.open === 'exportProfiles');
  return (
    <Dialog
      open={open}
      label={t.export}
      onClose={closeOverlay}
      className="w-110 max-w-[calc(100vw-32px)]"
    >
      <ExportBody />
    </Dialog>
  );
}

function ExportBody() {
  const { profileFiles: t, profiles, shell } = useText();
  const count = useProfiles(({ items }) => items.length);
  const kept = useKeptSecrets((ids) => ids.size);
  const [how, setHow] = useState<'plain' | 'encrypted'>('plain');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const isEncrypted = how === 'encrypted';
  const differs = again !== '' && again !== passphrase;
  const isTooShort = passphrase.length < SHORTEST;
  const isReady = count > 0 && (!isEncrypted || (!isTooShort && again === passphrase));
  const go = async () => {
    setBusy(true);
    const why = await exportProfiles(isEncrypted ? passphrase : undefined);
    setBusy(false);
    setFailure(why);
    if (why === undefined) closeOverlay();
  };
  return (
    <form
      className="flex flex-col gap-3 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !isBusy) void go();
      }}
    >
      <div>
        <h2 className="text-base font-semibold">{t.export}</h2>
        <p className="mt-1 text-fg-2">{t.exportIntro(count)}</p>
      </div>
      <div className="flex">
        <Segments
          label={t.how}
          value={how}
          options={[
            { value: 'plain', label: t.hows.plain },
            { value: 'encrypted', label: t.hows.encrypted, disabled: !canEncrypt() },
          ]}
          onChange={setHow}
        />
      </div>
      <p className="text-xs text-fg-2">
        {isEncrypted ? t.encryptedHint(kept) : t.plainHint} {!canEncrypt() && profiles.insecure}
      </p>
      {isEncrypted && (
        <>
          <SecretField
            label={t.passphrase}
            value={passphrase}
            onChange={setPassphrase}
            hint={t.passphraseHint}
            error={passphrase !== '' && isTooShort ? t.tooShort(SHORTEST) : undefined}
          />
          <SecretField
            label={t.repeat}
            value={again}
            onChange={setAgain}
            error={differs ? t.differs : undefined}
          />
        </>
      )}
      {failure !== undefined && (
        <p role="alert" className="break-words text-err">
          {failure}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={closeOverlay}>{shell.cancel}</Button>
        <Button
          look="primary"
          type="submit"
          icon={<FileDown size={14} aria-hidden />}
          disabled={!isReady || isBusy}
        >
          {t.exportAction}
        </Button>
      </div>
    </form>
  );
}
