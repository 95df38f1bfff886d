import { FileUp } from 'lucide-react';
import { useState } from 'react';
import { Button, ChooseFile, Dialog, SecretField, useText } from '#kit';
import { say } from '../../../base/message.ts';
import type { Imported } from '../../../profiles/files/foreignProfile.ts';
import type { FileFact } from '../../../profiles/files/importFacts.ts';
import type { ReadFile } from '../../../profiles/files/readFile.ts';
import { closeOverlay, useOverlay } from '../../session/dialogs/overlay.ts';
import { readFile } from '../../session/profileFiles/profileFiles.ts';
import { canEncrypt } from '../../session/profiles/keptSecrets.ts';
import { ImportPreview } from './ImportPreview.tsx';

/** Imports profiles from a file: its program, a preview, and the parts that cannot be imported. */
export function ImportProfiles() {
  const t = useText().profileFiles;
  const open = useOverlay((state) => state.open === 'importProfiles');
  return (
    <Dialog
      open={open}
      label={t.import}
      onClose={closeOverlay}
      className="w-150 max-w-[calc(100vw-32px)]"
    >
      <ImportBody />
    </Dialog>
  );
}

type Shown =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'imported'; readonly imported: Imported }
  | {
      readonly kind: 'encrypted';
      readonly open: (passphrase: string) => Promise<ReadFile>;
      readonly why?: FileFact;
    }
  | { readonly kind: 'unreadable'; readonly why: FileFact };

function ImportBody() {
  const { profileFiles: t, shell } = useText();
  const [shown, setShown] = useState<Shown>({ kind: 'nothing' });
  const take = async (file: File) => setShown(await readFile(file));
  return (
    <div className="flex max-h-[80vh] flex-col gap-3 p-4">
      <h2 className="text-base font-semibold">{t.import}</h2>
      {shown.kind === 'nothing' && <Sources />}
      {shown.kind === 'unreadable' && <Fault why={shown.why} />}
      {shown.kind === 'encrypted' && (
        <Passphrase
          why={shown.why}
          onTry={async (passphrase) => {
            const opened = await shown.open(passphrase);
            const { open } = shown;
            setShown(
              opened.kind === 'unreadable' ? { kind: 'encrypted', open, why: opened.why } : opened,
            );
          }}
        />
      )}
      {shown.kind === 'imported' ? (
        <ImportPreview key={shown.imported.profiles[0]?.profile.id} imported={shown.imported}>
          <FileButton label={t.chooseOther} onFile={take} />
        </ImportPreview>
      ) : (
        <div className="flex justify-end gap-2">
          <Button onClick={closeOverlay}>{shell.cancel}</Button>
          <FileButton
            label={shown.kind === 'nothing' ? t.choose : t.chooseOther}
            isFirst={shown.kind === 'nothing'}
            onFile={take}
          />
        </div>
      )}
    </div>
  );
}

function Sources() {
  const { importIntro, sources: t } = useText().profileFiles;
  return (
    <div className="text-fg-2">
      <p>{importIntro}</p>
      <ul className="mt-2 flex list-disc flex-col gap-1 pl-4">
        <li>
          {t.explorer}
          <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 text-xs">
            {t.explorerPlaces.map(([system, place]) => (
              <div key={system} className="contents">
                <dt>{system}</dt>
                <dd className="font-mono break-all">{place}</dd>
              </div>
            ))}
          </dl>
        </li>
        <li>{t.mqttx}</li>
        <li>{t.own}</li>
      </ul>
    </div>
  );
}

function Fault({ why }: { why: FileFact }) {
  const t = useText().profileFiles;
  return (
    <p role="alert" className="break-words text-err">
      {say(t.fileFacts, why)}
    </p>
  );
}

interface PassphraseProps {
  readonly why: FileFact | undefined;
  readonly onTry: (passphrase: string) => Promise<void>;
}

/** For a file that is encrypted. */
function Passphrase({ why, onTry }: PassphraseProps) {
  const t = useText().profileFiles;
  const [passphrase, setPassphrase] = useState('');
  const [isBusy, setBusy] = useState(false);
  if (!canEncrypt()) return <Fault why={{ key: 'no-web-crypto', args: {} }} />;
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        setBusy(true);
        void onTry(passphrase).finally(() => setBusy(false));
      }}
    >
      <p className="text-fg-2">{t.passphraseNeeded}</p>
      <SecretField label={t.passphrase} value={passphrase} onChange={setPassphrase} />
      {why !== undefined && <Fault why={why} />}
      <div className="flex justify-end">
        <Button look="primary" type="submit" disabled={passphrase === '' || isBusy}>
          {t.decrypt}
        </Button>
      </div>
    </form>
  );
}

interface FileButtonProps {
  readonly label: string;
  readonly isFirst?: boolean;
  readonly onFile: (file: File) => Promise<void>;
}

function FileButton({ label, isFirst = false, onFile }: FileButtonProps) {
  const t = useText().profileFiles;
  return (
    <ChooseFile
      look={isFirst ? 'primary' : 'plain'}
      icon={<FileUp size={14} aria-hidden />}
      action={label}
      field={t.file}
      accept=".json,application/json"
      onFiles={([file]) => file && onFile(file)}
    />
  );
}
