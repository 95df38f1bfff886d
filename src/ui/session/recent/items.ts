/** Connections and files that were used lately, newest first; without secrets, and a bounded number. */
import { Fields } from '../../../profiles/storedFields.ts';
import type { Draft } from '../profiles/draft.ts';
import { readDraft } from '../profiles/keptDraft.ts';

export interface RecentConnection {
  readonly kind: 'connection';
  readonly name: string;
  readonly draft: Draft;
  /** Something of it has to be typed again. */
  readonly lacksSecret: boolean;
  /** ms since 1970. */
  readonly at: number;
}

export interface RecentFile {
  readonly kind: 'file';
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly at: number;
}

export type RecentItem = RecentConnection | RecentFile;

/** Of each kind. */
const MOST = 12;
const FORMAT = 1;

/** What is the same is listed once. */
function keyOf(item: RecentItem): string {
  if (item.kind === 'file') return JSON.stringify([item.kind, item.name, item.size]);
  const { profileId, url, mode, userName, productKey, deviceName } = item.draft;
  return JSON.stringify([item.kind, profileId ?? [url, mode, userName, productKey, deviceName]]);
}

/** With one that was used now. */
export function withItem(items: readonly RecentItem[], item: RecentItem): readonly RecentItem[] {
  const others = without(items, item);
  const ofKind = others.filter(({ kind }) => kind === item.kind).slice(0, MOST - 1);
  return [item, ...others.filter((other) => other.kind !== item.kind || ofKind.includes(other))];
}

export function without(items: readonly RecentItem[], item: RecentItem): readonly RecentItem[] {
  const key = keyOf(item);
  return items.filter((other) => keyOf(other) !== key);
}

export function writeItems(items: readonly RecentItem[]): string {
  return JSON.stringify({ format: FORMAT, items });
}

/** What cannot be read is as if it were not there. */
export function readItems(text: string | undefined): readonly RecentItem[] {
  if (text === undefined) return [];
  try {
    const parsed: unknown = JSON.parse(text);
    const fields = new Fields(parsed, '');
    fields.oneOf('format', [FORMAT]);
    return fields.list('items', readItem);
  } catch {
    return [];
  }
}

function readItem(fields: Fields): RecentItem {
  const kind = fields.oneOf('kind', ['connection', 'file'] as const);
  const name = fields.text('name');
  const at = fields.whole('at', Number.MAX_SAFE_INTEGER);
  if (kind === 'file') {
    return { kind, name, at, size: fields.whole('size', Number.MAX_SAFE_INTEGER) };
  }
  const lacksSecret = fields.flag('lacksSecret');
  return { kind, name, at, lacksSecret, draft: readDraft(fields.group('draft')) };
}
