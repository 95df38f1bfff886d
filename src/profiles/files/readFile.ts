/** Reads a file of profiles from any program. Files are untrusted, and their texts stay texts. */
import type { Imported, ImportedProfile, ReadProfile, SkippedProfile } from './foreignProfile.ts';
import type { FileFact, FileForm, ReadForm } from './importFacts.ts';
import { readMqttExplorer } from './mqttExplorer.ts';
import { readMqttx } from './mqttx.ts';
import { type OwnFile, readOwnFile } from './ownFile.ts';
import { storable } from './storable.ts';

/** UTF-16 units; larger texts would block the page for long. */
const LONGEST = 16 * 1024 * 1024;

const READERS: Readonly<Record<FileForm, () => Promise<(text: string) => ReadForm>>> = {
  yaml: async () => (await import('./yaml.ts')).readYaml,
  xml: async () => (await import('./xml.ts')).readXml,
  csv: async () => (await import('./csv.ts')).readCsv,
};

/** Reads another export format of MQTTX as the equivalent JSON value; undefined if its reader cannot be loaded. */
async function readForm(form: FileForm, text: string): Promise<ReadForm | undefined> {
  if (text.length > LONGEST) {
    return { why: { key: 'too-large', args: { bytes: text.length, most: LONGEST } } };
  }
  const read = await READERS[form]().catch(() => undefined);
  return read?.(text);
}

/** Bytes. A backup of MQTTX also contains all messages. */
export const LARGEST = 64 * 1024 * 1024;
const MOST_PROFILES = 1000;

export type ReadFile =
  | { readonly kind: 'imported'; readonly imported: Imported }
  | {
      readonly kind: 'encrypted';
      readonly open: (passphrase: string) => Promise<ReadFile>;
    }
  | { readonly kind: 'unreadable'; readonly why: FileFact };

const unreadable = (why: FileFact): ReadFile => ({ kind: 'unreadable', why });

/** In any supported format. */
export async function readProfilesText(text: string): Promise<ReadFile> {
  const file = readProfilesFile(text);
  if (file.kind !== 'unreadable' || file.why.key !== 'not-json') return file;
  const { looks } = file.why.args;
  if (looks === 'excel' || looks === 'other') return file;
  const read = await readForm(looks, text);
  // Without a reader for it, the file can only be JSON.
  if (read === undefined) return file;
  return 'why' in read ? unreadable(read.why) : ofForm(looks, read.value);
}

function ofForm(form: FileForm, value: unknown): ReadFile {
  const ofMqttx = readMqttx(value);
  return ofMqttx === undefined
    ? unreadable({ key: 'unknown-form', args: { form } })
    : imported('mqttx', ofMqttx);
}

/** Reads JSON. */
export function readProfilesFile(text: string): ReadFile {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return unreadable({ key: 'not-json', args: { looks: looksLike(text) } });
  }
  const own = readOwnFile(value);
  if (own !== undefined) return ofOurs(own);
  const ofExplorer = readMqttExplorer(value);
  if (ofExplorer !== undefined) return imported('mqtt-explorer', ofExplorer);
  const ofMqttx = readMqttx(value);
  if (ofMqttx !== undefined) return imported('mqttx', ofMqttx);
  return unreadable({ key: 'unknown', args: {} });
}

function ofOurs(file: OwnFile): ReadFile {
  switch (file.kind) {
    case 'unreadable':
      return file;
    case 'profiles':
      return imported('mqttscope', file.profiles);
    case 'encrypted':
      return {
        kind: 'encrypted',
        open: async (passphrase) => {
          const opened = await file.open(passphrase);
          return 'key' in opened ? unreadable(opened) : imported('mqttscope', opened);
        },
      };
  }
}

const isSkipped = (read: ReadProfile): read is SkippedProfile => 'why' in read;

const isImported = (read: ReadProfile): read is ImportedProfile => !isSkipped(read);

function imported(from: Imported['from'], read: readonly ReadProfile[]): ReadFile {
  if (read.length === 0) return unreadable({ key: 'empty', args: {} });
  if (read.length > MOST_PROFILES) {
    return unreadable({ key: 'too-many', args: { count: read.length, most: MOST_PROFILES } });
  }
  const stored = read.map((one) => (isSkipped(one) ? one : storable(one)));
  return {
    kind: 'imported',
    imported: { from, profiles: stored.filter(isImported), skipped: stored.filter(isSkipped) },
  };
}

function looksLike(text: string): FileForm | 'excel' | 'other' {
  const start = text.trimStart().slice(0, 2000);
  if (start.startsWith('PK')) return 'excel';
  if (start.startsWith('<')) return 'xml';
  // Payloads may contain lines that look like YAML.
  if (/^"?\w+"?(?:,"?\w+"?)+\r?\n/.test(start)) return 'csv';
  if (/^-?\s*\w+:(?:\s|$)/m.test(start)) return 'yaml';
  return /^[^\n{[]*,[^\n]*\n/.test(start) ? 'csv' : 'other';
}
