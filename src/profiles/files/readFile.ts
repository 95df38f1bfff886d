/** Reads a file of profiles from any program. Files are untrusted, and their texts stay texts. */
import type { Imported, ImportedProfile, ReadProfile, SkippedProfile } from './foreignProfile.ts';
import type { FileFact } from './importFacts.ts';
import { readMqttExplorer } from './mqttExplorer.ts';
import { readMqttx } from './mqttx.ts';
import { type OwnFile, readOwnFile } from './ownFile.ts';
import { storable } from './storable.ts';

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

/** Reads JSON in any supported form. */
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

function looksLike(text: string): 'excel' | 'xml' | 'csv' | 'yaml' | 'other' {
  const start = text.trimStart().slice(0, 2000);
  if (start.startsWith('PK')) return 'excel';
  if (start.startsWith('<')) return 'xml';
  if (/^"?\w+"?(?:,"?\w+"?)+\r?\n/.test(start)) return 'csv';
  return /^-?\s*\w+:(?:\s|$)/m.test(start) ? 'yaml' : 'other';
}
