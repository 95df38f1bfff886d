/**
 * Reads other export formats of MQTTX as the equivalent JSON value. A reader is loaded when a file of its
 * format is opened.
 */
import type { FileForm, ReadForm } from './importFacts.ts';

/** UTF-16 units; larger texts would block the page for long. */
const LONGEST = 16 * 1024 * 1024;

const READERS: Readonly<Record<FileForm, () => Promise<(text: string) => ReadForm>>> = {
  yaml: async () => (await import('./yaml.ts')).readYaml,
  xml: async () => (await import('./xml.ts')).readXml,
  csv: async () => (await import('./csv.ts')).readCsv,
};

/** undefined if its reader cannot be loaded. */
export async function readForm(form: FileForm, text: string): Promise<ReadForm | undefined> {
  if (text.length > LONGEST) {
    return { why: { key: 'too-large', args: { bytes: text.length, most: LONGEST } } };
  }
  const read = await READERS[form]().catch(() => undefined);
  return read?.(text);
}
