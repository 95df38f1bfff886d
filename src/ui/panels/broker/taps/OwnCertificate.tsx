import { FileUp } from 'lucide-react';
import { useState } from 'react';
import { announce, ChooseFile, useText } from '#kit';
import type { OwnFiles } from '../../../session/broker/tapDraft.ts';
import { shownName } from '../../../session/shownName.ts';

/** Bytes; chains of certificates have some thousands. */
const LARGEST = 64 * 1024;

interface OwnCertificateProps {
  readonly files: OwnFiles;
  readonly onChange: (files: OwnFiles) => void;
}

/** Certificate shown to devices instead of a generated one. The key is not displayed. */
export function OwnCertificate({ files, onChange }: OwnCertificateProps) {
  const { deviceTaps: t } = useText();
  const [fault, setFault] = useState<string>();
  const read = async (what: 'cert' | 'key', file: File): Promise<void> => {
    if (file.size > LARGEST) {
      setFault(t.tooLarge(shownName(file.name)));
      return;
    }
    setFault(undefined);
    onChange({ ...files, [what]: { name: file.name, text: await file.text() } });
    announce(t.fileRead(shownName(file.name)));
  };
  const chooser = (what: 'cert' | 'key', name: string) => (
    <span className="flex min-w-0 flex-wrap items-center gap-2">
      <ChooseFile
        icon={<FileUp size={14} aria-hidden />}
        action={name}
        field={t.fileOf(name)}
        onFiles={([file]) => file && read(what, file)}
      />
      <span className="min-w-0 truncate text-base text-fg-2">
        {shownName(files[what]?.name ?? t.noFile)}
      </span>
    </span>
  );
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        {chooser('cert', t.ownCert)}
        {chooser('key', t.ownKey)}
      </div>
      <p className="text-xs text-fg-2">{t.ownHint}</p>
      {fault !== undefined && (
        <p role="alert" className="text-base text-err">
          {fault}
        </p>
      )}
    </div>
  );
}
