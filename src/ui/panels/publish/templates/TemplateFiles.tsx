import { FilePlus, X } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { MOST_CELLS, Table } from '../../../../payload/templates/table.ts';
import type { StoredTemplateFile } from '../../../../profiles/settings/storedItems.ts';
import { ChooseFile } from '../../../kit/controls/ChooseFile.tsx';
import { IconButton } from '../../../kit/controls/IconButton.tsx';
import { useText } from '../../../kit/language/useText.ts';
import { shownName } from '../../../session/shownName.ts';
import {
  addFiles,
  beginTemplateFiles,
  namesFile,
  removeFile,
  useTemplateFiles,
} from '../../../session/templateFiles/templateFiles.ts';

/** Tables for `{{csv}}`, if a text uses one: chosen, or dropped here. */
export function TemplateFiles({ texts }: { readonly texts: readonly string[] }) {
  return namesFile(...texts) ? <Files /> : null;
}

function Files() {
  const t = useText().templates.files;
  const { files, failure } = useTemplateFiles();
  const [wrong, setWrong] = useState<readonly string[]>([]);
  useEffect(() => void beginTemplateFiles(), []);
  const add = async (given: readonly File[]) => setWrong(await addFiles(given));
  return (
    // The keyboard has the button within.
    <section
      aria-label={t.title}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        void add([...event.dataTransfer.files]);
      }}
      className="flex basis-full flex-col gap-1"
    >
      <div className="flex items-center gap-2">
        <h3 className="text-xs font-semibold text-fg-2">{t.title}</h3>
        <ChooseFile
          look="action"
          icon={<FilePlus size={14} aria-hidden />}
          action={t.add}
          several
          accept=".csv,.txt,text/csv,text/plain"
          onFiles={(chosen) => void add(chosen)}
        />
      </div>
      {files.length === 0 && <p className="text-xs text-fg-2">{t.none}</p>}
      <ul>
        {files.map((file) => (
          <FileRow key={file.id} file={file} />
        ))}
      </ul>
      {[...wrong, ...(failure === undefined ? [] : [failure])].map((text) => (
        <p key={text} role="alert" className="text-xs text-err">
          {text}
        </p>
      ))}
    </section>
  );
}

/** Columns of a table that are named. */
const MOST_HEADS = 20;

function FileRow({ file }: { readonly file: StoredTemplateFile }) {
  const t = useText().templates.files;
  const table = useMemo(() => Table.read(file.text), [file]);
  const columns = table?.columns ?? [];
  const more = columns.length > MOST_HEADS ? ', …' : '';
  const heads = columns.slice(0, MOST_HEADS).map(shownName).join(', ') + more;
  const name = shownName(file.name);
  return (
    <li className="flex h-(--h-small) items-center gap-2 text-xs" title={heads}>
      <bdi className="max-w-1/2 shrink-0 truncate font-mono">{name}</bdi>
      <span className="min-w-0 flex-1 truncate text-fg-2">
        {table ? `${t.rows(table.rows)} · ${heads}` : t.tooManyCells(name, MOST_CELLS)}
      </span>
      <IconButton small label={t.remove(name)} onClick={() => void removeFile(file)}>
        <X size={12} aria-hidden />
      </IconButton>
    </li>
  );
}
