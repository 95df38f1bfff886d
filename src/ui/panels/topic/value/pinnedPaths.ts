/** Values of a topic with their own columns, stored in this browser by the broker's address. */

import type { PayloadRules } from '../../../../payload/chains/rules.ts';
import { isSamePath, isValuePath, type ValuePath } from '../../../../payload/tree/valueTree.ts';
import { rebased } from '../../../../profiles/settings/rebased.ts';
import { remember, remembered } from '../../../kit/language/remembered.ts';
import { useConnection } from '../../../session/connection/connections.ts';
import { perConnection } from '../../../session/connection/perConnection.ts';
import { keptAddress, keptAddressOf } from '../../../session/keptAddress.ts';

interface PinnedPath {
  readonly topic: string;
  readonly path: ValuePath;
}

const KEPT = 'paths';
/** Limit of stored paths per address, and of addresses. */
const MOST = 200;
const NONE: readonly PinnedPath[] = [];
/** Cache of stored paths by address. */
const read = new Map<string, readonly PinnedPath[]>();

/** undefined: as kept. */
const pinned = perConnection<readonly PinnedPath[] | undefined>(undefined);

interface Defaults {
  /** Chosen once. Empty after the user changed the columns of the topic. */
  readonly ranking: readonly ValuePath[];
  /** Those that fit. */
  readonly shown: readonly ValuePath[];
  /** With which the values were read. */
  readonly rules?: PayloadRules;
}

/** Default columns by topic. */
const defaults = perConnection<ReadonlyMap<string, Defaults>>(new Map());

/** In the order of pinning. The defaults if the user pinned none. */
export function usePinned(connectionId: string, topic: string): readonly ValuePath[] {
  const own = useOwn(connectionId, topic);
  const given = defaults.use(connectionId).get(topic);
  return own.length > 0 || given === undefined ? own : given.shown;
}

export function useNeedsDefaults(
  connectionId: string,
  topic: string,
  rules: PayloadRules,
): boolean {
  const own = useOwn(connectionId, topic);
  const given = defaults.use(connectionId).get(topic);
  return own.length === 0 && !isOf(given, rules);
}

/** Values that are read in another way have other keys. */
const isOf = (given: Defaults | undefined, rules: PayloadRules): given is Defaults =>
  given !== undefined && (given.ranking.length === 0 || given.rules === rules);

/** @param fitting the first that fit the list @param found ignored if the topic has a ranking */
export function setDefaults(
  connectionId: string,
  topic: string,
  rules: PayloadRules,
  fitting: (ranking: readonly ValuePath[]) => readonly ValuePath[],
  found?: readonly ValuePath[],
): void {
  const given = defaults.of(connectionId).get(topic);
  const before = isOf(given, rules) ? given : undefined;
  const ranking = before?.ranking ?? found;
  const shown = ranking && fitting(ranking);
  if (ranking === undefined || shown === undefined || shown.length === before?.shown.length) return;
  defaults.set(
    connectionId,
    new Map(defaults.of(connectionId)).set(topic, { ranking, shown, rules }),
  );
}

function useOwn(connectionId: string, topic: string): readonly ValuePath[] {
  const own = pinned.use(connectionId);
  const address = keptAddress(useConnection(connectionId, 'settings')?.settings?.url);
  return pathsOf(own ?? keptOf(address), topic);
}

/** Returns the same list for the same question, because a new list draws all rows again. */
const made = new WeakMap<readonly PinnedPath[], Map<string, readonly ValuePath[]>>();

function pathsOf(all: readonly PinnedPath[], topic: string): readonly ValuePath[] {
  const ofTopics = made.get(all) ?? new Map<string, readonly ValuePath[]>();
  made.set(all, ofTopics);
  const paths =
    ofTopics.get(topic) ?? all.filter((one) => one.topic === topic).map(({ path }) => path);
  ofTopics.set(topic, paths);
  return paths;
}

export function togglePinned(connectionId: string, topic: string, path: ValuePath): void {
  const address = keptAddressOf(connectionId);
  const before = pinned.of(connectionId) ?? keptOf(address);
  const own = before.filter((one) => one.topic === topic);
  const given = defaults.of(connectionId).get(topic)?.shown ?? [];
  const shown = own.length > 0 ? own : given.map((one) => ({ topic, path: one }));
  const others = shown.filter((one) => !isSamePath(one.path, path));
  const changed = others.length < shown.length ? others : [...shown, { topic, path }];
  const now = [...before.filter((one) => one.topic !== topic), ...changed].slice(-MOST);
  pinned.set(connectionId, now);
  const none = { ranking: [], shown: [] };
  defaults.set(connectionId, new Map(defaults.of(connectionId)).set(topic, none));
  if (address !== undefined) keep(address, before, now);
}

function keep(address: string, before: readonly PinnedPath[], after: readonly PinnedPath[]): void {
  const { [address]: stored, ...others } = all();
  // Another tab may have pinned values of the same broker.
  const now = rebased(pathsIn(stored), before, after, keyOf).slice(-MOST);
  read.set(address, now);
  const entries = Object.entries(others).slice(1 - MOST);
  const kept = now.map(({ topic, path }) => [topic, path]);
  remember(KEPT, Object.fromEntries(now.length > 0 ? [...entries, [address, kept]] : entries));
}

function all(): Readonly<Record<string, unknown>> {
  const kept = remembered(KEPT);
  return typeof kept === 'object' && kept !== null ? { ...kept } : {};
}

function keptOf(address: string | undefined): readonly PinnedPath[] {
  if (address === undefined) return NONE;
  const known = read.get(address);
  if (known !== undefined) return known;
  const paths = pathsIn(new Map(Object.entries(all())).get(address));
  read.set(address, paths);
  return paths;
}

function pathsIn(kept: unknown): readonly PinnedPath[] {
  return (Array.isArray(kept) ? kept : []).slice(0, MOST).flatMap(pinnedPath);
}

const keyOf = ({ topic, path }: PinnedPath): string => JSON.stringify([topic, path]);

function pinnedPath(kept: unknown): PinnedPath[] {
  const pair: readonly unknown[] = Array.isArray(kept) ? kept : [];
  const [topic, path] = pair;
  return typeof topic === 'string' && isValuePath(path) ? [{ topic, path }] : [];
}
