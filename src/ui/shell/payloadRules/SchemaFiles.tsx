import { FilePlus, X } from 'lucide-react';
import { useState } from 'react';
import { ChooseFile, IconButton, takeFiles, useText } from '#kit';
import { decodeUtf8 } from '../../../base/utf8.ts';
import { visibleName } from '../../../base/visibleText.ts';
import { bytes as sizeText } from '../../../i18n/numbers.ts';
import { MOST_RULES } from '../../../payload/chains/rules.ts';
import type { SchemaFile } from '../../../payload/schemas/step.ts';
import { conventionErrors } from './ruleErrors.ts';

interface SchemaFilesProps {
  readonly files: readonly SchemaFile[];
  readonly onChange: (files: readonly SchemaFile[]) => void;
}

/** Files used by steps, stored with the profile: chosen, or dropped here. */
export function SchemaFiles({ files, onChange }: SchemaFilesProps) {
  const { payloadRules: t, conventionError: say } = useText();
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const add = async (given: readonly File[]): Promise<void> => {
    const read = await Promise.all(given.map(readSchema));
    const names = new Set(read.flatMap((one) => ('text' in one ? one.name : [])));
    setWrong(
      read.flatMap((one) => {
        if ('text' in one) return [];
        const name = visibleName(one.name);
        return one.why === 'large' ? t.tooLarge(name) : t.notText(name);
      }),
    );
    const added = read.flatMap((one) => ('text' in one ? [one] : []));
    onChange(
      [...files.filter(({ name }) => !names.has(name)), ...added].slice(0, MOST_RULES.files),
    );
  };
  return (
    // The keyboard has the button within.
    <section
      aria-label={t.files}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        void takeFiles([...event.dataTransfer.files], add);
      }}
    >
      <div className="flex items-center gap-2">
        <h3 className="font-semibold">{t.files}</h3>
        <ChooseFile
          icon={<FilePlus size={14} aria-hidden />}
          action={t.addFiles}
          several
          accept=".proto,.avsc,.json,.txt"
          onFiles={add}
        />
      </div>
      {files.length === 0 && <p className="mt-1 text-xs text-fg-2">{t.noFiles}</p>}
      <ul className="mt-1 flex flex-wrap gap-2">
        {files.map((file) => (
          <li
            key={file.name}
            className="flex h-(--h-small) max-w-full items-center gap-1.5 rounded-md border border-line bg-well pl-2"
          >
            <bdi className="truncate font-mono">{visibleName(file.name)}</bdi>
            <span className="text-xs whitespace-nowrap text-fg-3">
              {sizeText(file.text.length)}
            </span>
            <IconButton
              small
              label={t.removeFile(visibleName(file.name))}
              onClick={() => onChange(files.filter((one) => one !== file))}
            >
              <X size={12} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      {files.flatMap(({ name, text }) =>
        conventionErrors(name, text).map((error) => (
          <p key={`${name} ${error.place} ${error.why.key}`} role="alert" className="text-err">
            <bdi className="font-mono">{visibleName(name)}</bdi> {say(error)}
          </p>
        )),
      )}
      {wrong.map((text) => (
        <p key={text} role="alert" className="text-xs text-err">
          {text}
        </p>
      ))}
    </section>
  );
}

interface NoSchema {
  readonly name: string;
  readonly why: 'large' | 'text';
}

async function readSchema(file: File): Promise<SchemaFile | NoSchema> {
  const { name } = file;
  if (file.size > MOST_RULES.text || name.length > MOST_RULES.name) return { name, why: 'large' };
  const text = decodeUtf8(new Uint8Array(await file.arrayBuffer()));
  return text === undefined ? { name, why: 'text' } : { name, text };
}
