/** Tables that templates use, stored in this browser and passed to the workers that fill them in. */
import { create } from 'zustand';
import { errorText } from '../../../base/errorText.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';
import { MOST_CELLS, Table } from '../../../payload/templates/table.ts';
import { newId } from '../../../profiles/settings/ids.ts';
import { MOST_FILES, type StoredTemplateFile } from '../../../profiles/settings/storedItems.ts';
import { texts } from '../../kit/language/useText.ts';
import type { ConnectionHandle } from '../connection/connectionHandle.ts';
import { connectionById } from '../connection/connections.ts';
import { offerUndo } from '../dialogs/confirm.ts';
import { shownName } from '../shownName.ts';
import { templateFiles } from '../storage.ts';

interface TemplateFiles {
  readonly files: readonly StoredTemplateFile[];
  /** Why the browser keeps nothing. */
  readonly failure: string | undefined;
}

export const useTemplateFiles = create<TemplateFiles>()(() => ({ files: [], failure: undefined }));

/** Settled once those that are kept are known. */
let begun: Promise<void> | undefined;

export function beginTemplateFiles(): Promise<void> {
  begun ??= readAll().catch((error: unknown) => {
    begun = undefined;
    useTemplateFiles.setState({ failure: errorText(error) });
  });
  return begun;
}

async function readAll(): Promise<void> {
  const { items: files } = await templateFiles.list();
  useTemplateFiles.setState({ files, failure: undefined });
}

interface Texts {
  readonly topic: string;
  readonly payload: string;
}

export const namesFile = (...all: readonly string[]): boolean =>
  all.some((text) => /\{\{\s*csv/.test(text));

const given = new WeakMap<ConnectionHandle, readonly StoredTemplateFile[]>();

/** Must be awaited before a template is filled in, so that its tables are available. */
export async function giveFiles(connectionId: string, { topic, payload }: Texts): Promise<void> {
  if (!namesFile(topic, payload)) return;
  await beginTemplateFiles();
  const { files } = useTemplateFiles.getState();
  const handle = connectionById(connectionId)?.handle;
  if (handle === undefined || given.get(handle) === files) return;
  given.set(handle, files);
  handle.send({
    kind: 'template-files',
    files: files.map(({ name, text }) => ({ name, text })),
  });
}

/** Replaces files with the same names. Returns the errors. */
export async function addFiles(chosen: readonly File[]): Promise<readonly string[]> {
  const t = texts().templates.files;
  const faults: string[] = [];
  for (const file of chosen) {
    const fault = await addFile(file).catch((error: unknown) =>
      t.lost(shownName(file.name), errorText(error)),
    );
    if (fault !== undefined) faults.push(fault);
  }
  return faults;
}

async function addFile(file: File): Promise<string | undefined> {
  const t = texts().templates.files;
  const name = shownName(file.name);
  const { files } = useTemplateFiles.getState();
  const before = files.find((one) => one.name === file.name);
  if (file.size > MOST_FILES.bytes) return t.tooLarge(name, MOST_FILES.bytes);
  if (before === undefined && files.length >= MOST_FILES.files) return t.tooMany(MOST_FILES.files);
  const text = decodeUtf8(new Uint8Array(await file.arrayBuffer()));
  if (text === undefined) return t.notText(name);
  if (Table.read(text) === undefined) return t.tooManyCells(name, MOST_CELLS);
  await templateFiles.save({ id: before?.id ?? newId(), name: file.name, text });
  await readAll();
  return undefined;
}

export async function removeFile({ id, name }: StoredTemplateFile): Promise<void> {
  const gone = await templateFiles.delete(id);
  await readAll();
  offerUndo(texts().templates.files.removed(shownName(name)), async () => {
    if (gone !== undefined) await templateFiles.save(gone);
    await readAll();
  });
}
