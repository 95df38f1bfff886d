import { CircleCheck, Info, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button, classes, Switch, TextField, useText } from '#kit';
import { say } from '../../../base/message.ts';
import type { Imported, ImportedProfile } from '../../../profiles/files/foreignProfile.ts';
import type { LeftOutFact } from '../../../profiles/files/importFacts.ts';
import { folderOf } from '../../../profiles/settings/arrangement.ts';
import { urlWithoutSecrets } from '../../../profiles/settings/urlWithoutSecrets.ts';
import { closeOverlay } from '../../session/dialogs/overlay.ts';
import { hasSecrets, importProfiles } from '../../session/profileFiles/profileFiles.ts';
import { canEncrypt } from '../../session/profiles/keptSecrets.ts';
import { shownFolder, shownName } from '../../session/shownName.ts';

interface PreviewProps {
  readonly imported: Imported;
  /** Beside the buttons. */
  readonly children: ReactNode;
}

/** Preview of an import. Nothing is saved until the user confirms. */
export function ImportPreview({ imported, children }: PreviewProps) {
  const { profileFiles: t, profiles, shell } = useText();
  const { from, profiles: all, skipped } = imported;
  const hasFolders = all.some(({ profile }) => folderOf(profile) !== '');
  // The chosen folder does not replace imported folders.
  const isKept = from === 'mqttscope' || hasFolders;
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [folder, setFolder] = useState(isKept ? '' : t.from[from]);
  const [withSecrets, setSecrets] = useState(false);
  const [failure, setFailure] = useState<string>();
  const chosen = all.filter(({ profile }) => !left.has(profile.id));
  const secrets = chosen.filter(hasSecrets).length;
  const go = async () => {
    const why = await importProfiles(chosen, { folder, withSecrets });
    setFailure(why);
    if (why === undefined) closeOverlay();
  };
  const toggle = (id: string) => {
    const next = new Set(left);
    if (!next.delete(id)) next.add(id);
    setLeft(next);
  };
  return (
    <>
      <p role="status" className="text-fg-2">
        {t.found(t.from[from], all.length)}
      </p>
      <ul className="min-h-16 flex-1 overflow-auto rounded-md border border-line">
        {all.map((one) => (
          <Entry
            key={one.profile.id}
            imported={one}
            isChosen={!left.has(one.profile.id)}
            onToggle={() => toggle(one.profile.id)}
          />
        ))}
        {skipped.length > 0 && (
          <li className="px-3 py-2 text-warn">
            {t.skipped}
            <ul className="list-disc pl-4 text-xs">
              {skipped.map(({ name, why }, at) => (
                // The items have no key except their index.
                <li key={at} className="break-words">
                  <bdi>{shownName(name) || t.unnamed}</bdi>: {say(t.skipFacts, why)}
                </li>
              ))}
            </ul>
          </li>
        )}
      </ul>
      <TextField
        label={t.intoFolder}
        value={folder}
        onChange={setFolder}
        {...(isKept ? { hint: t.folderKept } : {})}
      />
      {secrets > 0 && (
        <div>
          <Switch
            label={t.secrets(secrets)}
            checked={withSecrets}
            disabled={!canEncrypt()}
            onChange={setSecrets}
          />
          <p className="text-xs text-fg-2">
            {canEncrypt() ? (withSecrets ? t.secretsHint : t.secretsOff) : profiles.insecure}
          </p>
        </div>
      )}
      {failure !== undefined && (
        <p role="alert" className="break-words text-err">
          {failure}
        </p>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={closeOverlay}>{shell.cancel}</Button>
        {children}
        <Button look="primary" disabled={chosen.length === 0} onClick={() => void go()}>
          {t.importAction(chosen.length)}
        </Button>
      </div>
    </>
  );
}

/** Imported, but needs something from the user. */
const COMES_ALONG: ReadonlySet<LeftOutFact['key']> = new Set([
  'not-websocket',
  'certificate-files',
  'unchecked',
  'generated-client-id',
  'connect-at-start',
  'auto-replies',
]);

function Facts({ facts, isLost }: { facts: readonly LeftOutFact[]; isLost: boolean }) {
  const { profileFiles: t } = useText();
  const Sign = isLost ? TriangleAlert : Info;
  return (
    facts.length > 0 && (
      <>
        <p className={classes('flex items-center gap-1', isLost ? 'text-warn' : 'text-fg-2')}>
          <Sign size={12} aria-hidden className="shrink-0" />
          {isLost ? t.notAlong : t.note}
        </p>
        <ul className="list-disc pl-7 text-fg-2">
          {facts.map((fact) => (
            <li key={fact.key} className="break-words">
              {say(t.leftOutFacts, fact)}
            </li>
          ))}
        </ul>
      </>
    )
  );
}

interface EntryProps {
  readonly imported: ImportedProfile;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
}

function Entry({ imported, isChosen, onToggle }: EntryProps) {
  const { profileFiles: t, shell } = useText();
  const { profile, leftOut } = imported;
  const name = shownName(profile.name) || t.unnamed;
  const { url, version } = profile.settings;
  const folder = folderOf(profile);
  return (
    <li className="border-b border-line px-3 py-2 last:border-b-0">
      <div className="flex items-center gap-2">
        <input
          type="checkbox"
          aria-label={t.take(name)}
          checked={isChosen}
          onChange={onToggle}
          className="size-4 shrink-0 accent-(--accent-fill)"
        />
        <span className="min-w-0 flex-1">
          <bdi className="font-semibold break-words">{name}</bdi>
          {folder !== '' && <span className="text-fg-2"> · {shownFolder(folder)}</span>}
        </span>
        <span className="shrink-0 text-xs text-fg-2">{shell.mqttVersion(version)}</span>
      </div>
      <p className="pl-6 font-mono text-xs break-all text-fg-2">
        {shownName(urlWithoutSecrets(url))}
      </p>
      {leftOut.length === 0 ? (
        <p className="flex items-center gap-1 pl-6 text-xs text-ok">
          <CircleCheck size={12} aria-hidden className="shrink-0" />
          {t.complete}
        </p>
      ) : (
        <div className="pl-6 text-xs">
          <Facts facts={leftOut.filter((fact) => !COMES_ALONG.has(fact.key))} isLost />
          <Facts facts={leftOut.filter((fact) => COMES_ALONG.has(fact.key))} isLost={false} />
        </div>
      )}
    </li>
  );
}
