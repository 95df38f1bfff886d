/** Recently used connections and files, newest first: without secrets, and limited in number. */
import { Fields } from '../../../profiles/stored/storedFields.ts';
import type { Draft } from '../profiles/draft.ts';
import { draftWithoutSecrets, lacksSecret, readDraft } from '../profiles/keptDraft.ts';

export interface RecentConnection {
  readonly kind: 'connection';
  readonly name: string;
  readonly draft: Draft;
  /** Lacks a secret that has to be typed again. */
  readonly lacksSecret: boolean;
  /** Name that the broker announced. */
  readonly broker?: string;
  /** ms since 1970. */
  readonly at: number;
}

export interface RecentFile {
  readonly kind: 'file';
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Absent until it was read to its end. */
  readonly packets?: number;
  readonly at: number;
}

export type RecentItem = RecentConnection | RecentFile;

/** Maximum per kind. */
const MOST = 12;
const FORMAT = 1;

/** Key for removing duplicates. */
function keyOf(item: RecentItem): string {
  if (item.kind === 'file') return JSON.stringify([item.kind, item.name, item.size]);
  return connectionKey(item.draft);
}

function connectionKey(draft: Draft): string {
  return draft.profileId === undefined ? placeKey(draft) : JSON.stringify([draft.profileId]);
}

/** Address and identity of a connection. */
function placeKey({ url, mode, userName, productKey, deviceName }: Draft): string {
  return JSON.stringify([[url, mode, userName, productKey, deviceName]]);
}

/** True for the same entry, or for the connection that was later saved as this profile. */
function isOneWith(item: RecentItem, other: RecentItem): boolean {
  if (keyOf(item) === keyOf(other)) return true;
  return item.kind === 'connection' && placeKey(item.draft) === keyOf(other);
}

/** Adds an entry used now. Known facts about it are kept. */
export function withItem(items: readonly RecentItem[], item: RecentItem): readonly RecentItem[] {
  const before = items.find((other) => isOneWith(item, other));
  const others = items.filter((other) => !isOneWith(item, other));
  const ofKind = others.filter(({ kind }) => kind === item.kind).slice(0, MOST - 1);
  return [
    withLearnt(item, before),
    ...others.filter((other) => other.kind !== item.kind || ofKind.includes(other)),
  ];
}

function withLearnt(item: RecentItem, before: RecentItem | undefined): RecentItem {
  if (item.kind === 'file') {
    const packets = before?.kind === 'file' ? before.packets : undefined;
    return packets === undefined ? item : { packets, ...item };
  }
  const broker = before?.kind === 'connection' ? before.broker : undefined;
  return broker === undefined ? item : { broker, ...item };
}

/** Adds the broker's name for itself. The position of the entry stays. */
export function withBroker(
  items: readonly RecentItem[],
  draft: Draft,
  broker: string,
): readonly RecentItem[] {
  const key = connectionKey(draft);
  return items.map((item) =>
    item.kind === 'connection' && connectionKey(item.draft) === key ? { ...item, broker } : item,
  );
}

/** The last successful use of a connection, ms since 1970. */
export function lastUse(items: readonly RecentItem[], draft: Draft): number | undefined {
  const key = connectionKey(draft);
  return items.find((item) => item.kind === 'connection' && connectionKey(item.draft) === key)?.at;
}

export function without(items: readonly RecentItem[], item: RecentItem): readonly RecentItem[] {
  const key = keyOf(item);
  return items.filter((other) => keyOf(other) !== key);
}

export function writeItems(items: readonly RecentItem[]): string {
  return JSON.stringify({ format: FORMAT, items });
}

/** Ignores unreadable entries. */
export function readItems(text: string | undefined): readonly RecentItem[] {
  if (text === undefined) return [];
  try {
    const parsed: unknown = JSON.parse(text);
    const fields = new Fields(parsed, '');
    fields.oneOf('format', [FORMAT]);
    return fields.readable('items', readItem, 2 * MOST).filter((item) => item !== undefined);
  } catch {
    return [];
  }
}

function readItem(fields: Fields): RecentItem {
  const kind = fields.oneOf('kind', ['connection', 'file'] as const);
  const name = fields.text('name');
  const at = fields.whole('at', Number.MAX_SAFE_INTEGER);
  if (kind === 'file') {
    const size = fields.whole('size', Number.MAX_SAFE_INTEGER);
    const packets = fields.has('packets')
      ? { packets: fields.whole('packets', Number.MAX_SAFE_INTEGER) }
      : {};
    return { kind, name, at, size, ...packets };
  }
  // Older versions stored tokens in user names and user properties.
  const stored = readDraft(fields.group('draft'));
  const draft = draftWithoutSecrets(stored);
  const isLacking = fields.flag('lacksSecret') || lacksSecret(stored, draft);
  const broker = fields.has('broker') ? { broker: fields.text('broker') } : {};
  return { kind, name, at, lacksSecret: isLacking, ...broker, draft };
}
