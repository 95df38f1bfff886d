/** Implements the commands for a topic or all topics, used by keys, menu and palette. */

import { formatBase64 } from '../../../base/base64.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';
import { visibleName } from '../../../base/visibleText.ts';
import type { RowRange } from '../../../engine/lists/rowRange.ts';
import type { TopicRow } from '../../../engine/topics/tree/topicRow.ts';
import { isMissing } from '../../../payload/tree/format.ts';
import { findJsonError } from '../../../payload/tree/jsonScan.ts';
import { plainSubscription } from '../../../profiles/settings/plainSubscription.ts';
import { copyAndSay } from '../../kit/controls/copyText.ts';
import { confirm } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { askToSave } from '../../session/captures/saves.ts';
import { chartTopic } from '../../session/charts/chartTopic.ts';
import { askWindow } from '../../session/connection/askWindow.ts';
import { connectionById } from '../../session/connection/connections.ts';
import { selectionOf } from '../../session/connection/selection.ts';
import { filterBelow } from '../../session/filter/filterPackets.ts';
import { chosenFor } from '../../session/payloadRules/rules.ts';
import { publishTo } from '../../session/publish/publishTo.ts';
import { whenReadAside } from '../../session/reading/whenReadAside.ts';
import { isReadOnly } from '../../session/readOnly.ts';
import { askToClear } from '../../session/retained/asked.ts';
import { chooseTopic, expandTopic, filterTopic } from './actions.ts';
import { type TreeCommand, treeCommand } from './commandKeys.ts';
import { changeShown } from './keptShown.ts';
import { expandAllPinned } from './pinFolds.ts';
import { shownOf } from './shown.ts';

/** Topics of a branch that are copied at once. */
const MOST_COPIED = 10_000;

const isPinned = (connectionId: string, path: string): boolean =>
  shownOf(connectionId).pinned.includes(path);

/** The row of a path, at any position. Undefined if nothing was received there. */
export async function rowOfPath(connectionId: string, path: string): Promise<TopicRow | undefined> {
  const reply = await askWindow(connectionId, { pinned: [path] });
  return reply?.pinned?.[0] ?? undefined;
}

/** Runs the command of a key, if there is one. */
export function runKey(connectionId: string, event: KeyboardEvent): void {
  const command = treeCommand(event);
  // Selected text is copied by the browser.
  const isText = command === 'copy' && document.getSelection()?.isCollapsed === false;
  if (command === undefined || isText) return;
  event.preventDefault();
  run(connectionId, command);
}

/** With the selected topic. */
function run(connectionId: string, command: TreeCommand): void {
  const { topic } = selectionOf(connectionId);
  if (IN_ALL[command] !== undefined) IN_ALL[command](connectionId);
  else if (topic !== undefined)
    void rowOfPath(connectionId, topic).then((row) => {
      if (row === undefined || !isPossible(connectionId, command, row)) return;
      const why = hindrance(connectionId, command);
      if (why === undefined) WITH_ONE[command]?.(connectionId, row);
      else confirm(why);
    });
}

const NEEDS_VALUE: ReadonlySet<TreeCommand> = new Set(['copy-value', 'chart', 'filter']);
const NEEDS_BRANCH: ReadonlySet<TreeCommand> = new Set([
  'copy-branch',
  'subscribe-below',
  'filter-below',
  'expand-below',
  'collapse-below',
]);
const SENDS: ReadonlySet<TreeCommand> = new Set([
  'publish',
  'subscribe',
  'subscribe-below',
  'clear-retained',
]);

/** A search may show nothing of it. */
const hasBranch = (row: TopicRow): boolean => row.topics > Number(row.own > 0);

/** True if the command applies to the topic, even if only a connection is missing. */
export function isPossible(connectionId: string, command: TreeCommand, row: TopicRow): boolean {
  // The source of a file and the clients of a tap cannot receive messages.
  const isFile = connectionById(connectionId)?.state.kind === 'file';
  return (
    (row.own > 0 || !NEEDS_VALUE.has(command)) &&
    (hasBranch(row) || !NEEDS_BRANCH.has(command)) &&
    !(isFile && SENDS.has(command))
  );
}

/** Reason why it is unavailable now. */
export function hindrance(connectionId: string, command: TreeCommand): string | undefined {
  if (command === 'publish') return isReadOnly(connectionId) ? texts().publish.readOnly : undefined;
  if (command === 'clear-retained' && isReadOnly(connectionId)) return texts().topic.clearReadOnly;
  const isConnected = connectionById(connectionId)?.state.kind === 'connected';
  return SENDS.has(command) && !isConnected ? texts().topicActions.notConnected : undefined;
}

type With<T> = { readonly [Command in TreeCommand]?: T };

/** In menu order. */
export const ON_ONE: readonly TreeCommand[] = [
  'copy',
  'copy-value',
  'copy-branch',
  'export',
  'chart',
  'publish',
  'subscribe',
  'subscribe-below',
  'filter',
  'filter-below',
  'expand-below',
  'collapse-below',
  'pin',
  'hide',
  'clear-retained',
];
/** Those of one topic that are like commands for all. */
export const FOLDS: ReadonlySet<TreeCommand> = new Set(['expand-below', 'collapse-below']);
export const ON_ALL: readonly TreeCommand[] = ['expand-all', 'collapse-all', 'show-hidden'];

/** @param path undefined: all topics */
export function labelOf(connectionId: string, command: TreeCommand, path?: string): string {
  const t = texts().topicActions;
  const isTaken = command === 'pin' && path !== undefined && isPinned(connectionId, path);
  return isTaken ? t.unpin : t.commands[command];
}

/** Commands for a single topic. */
export const WITH_ONE: With<(connectionId: string, row: TopicRow) => void> = {
  copy: (_, { path }) => {
    const t = texts().topics;
    void copyAndSay(path, t.copied(visibleName(path)), t.notCopied);
  },
  'copy-value': (id, { path }) => void copyValue(id, path),
  'copy-branch': (id, { path }) => void copyBranch(id, path),
  // A filter: of a level, it and all below it.
  export: (id, row) => askToSave(id, hasBranch(row) ? `${row.path}/#` : row.path),
  chart: (id, { path }) => void chartTopic(id, path),
  publish: (id, { path }) => publishTo(id, path),
  subscribe: (id, { path }) => subscribe(id, path),
  'subscribe-below': (id, { path }) => subscribe(id, `${path}/#`),
  filter: (id, row) => filterTopic(id, row),
  'filter-below': (id, { path }) => filterBelow(id, path),
  'expand-below': (id, { path }) => expandTopic(id, path, true, true),
  'collapse-below': (id, { path }) => expandTopic(id, path, false, true),
  pin: (id, { path }) => pin(id, path, !isPinned(id, path)),
  'clear-retained': (connectionId, row) =>
    askToClear({
      connectionId,
      path: row.path,
      isBelow: hasBranch(row),
      isSearched: hasBranch(row),
    }),
  hide: (id, { path }) => changeShown(id, { hidden: [...shownOf(id).hidden, path] }),
};

/** Commands for all topics. */
export const IN_ALL: With<(connectionId: string) => void> = {
  'expand-all': (id) => expandTopic(id, undefined, true, true),
  'collapse-all': (id) => expandTopic(id, undefined, false, true),
  'show-hidden': (id) => changeShown(id, { hidden: [] }),
  'next-match': (id) => void goToMatch(id, 1),
  'previous-match': (id) => void goToMatch(id, -1),
};

export function pin(connectionId: string, path: string, pinned: boolean): void {
  if (pinned) expandAllPinned(connectionId, path);
  const others = shownOf(connectionId).pinned.filter((one) => one !== path);
  changeShown(connectionId, { pinned: pinned ? [...others, path] : others });
}

function subscribe(connectionId: string, filter: string): void {
  const subscription = plainSubscription(filter, 0);
  connectionById(connectionId)?.handle.send({ kind: 'subscribe', subscription });
}

/** Rows that are looked through at a time, and at most how many times. */
const LOOKED_THROUGH = 500;
const MOST_LOOKS = 200;

/** Moves to the next or previous search result, cyclically. */
async function goToMatch(connectionId: string, step: 1 | -1): Promise<void> {
  const { topic } = selectionOf(connectionId);
  const here = await askWindow(connectionId, {
    ...(topic !== undefined && { topicPosition: topic }),
    topics: { first: 0, count: 0 },
  });
  const total = here?.topics?.total ?? 0;
  const from = here?.topicPosition?.position ?? (step > 0 ? -1 : total);
  for (const range of looks(total, from, step)) {
    // The nearest first.
    const reply = await askWindow(connectionId, { topics: range });
    const matches = reply?.topics?.rows.filter(({ matched }) => matched) ?? [];
    const next = matches.at(step > 0 ? 0 : -1);
    if (next !== undefined) {
      chooseTopic(connectionId, next.path);
      return;
    }
  }
}

/** Selects the best match of a search. */
export async function showMatch(connectionId: string): Promise<void> {
  const reply = await askWindow(connectionId, { bestMatch: true });
  const best = reply?.bestMatch ?? undefined;
  if (best !== undefined) chooseTopic(connectionId, best);
}

/** Ranges that cover all rows cyclically from a start. None crosses the end. */
export function looks(total: number, from: number, step: 1 | -1): readonly RowRange[] {
  const ranges: RowRange[] = [];
  const add = (start: number, end: number): void => {
    for (let seen = start; seen < end; seen += LOOKED_THROUGH) {
      const count = Math.min(LOOKED_THROUGH, end - seen);
      ranges.push({ first: step > 0 ? seen : end - (seen - start) - count, count });
    }
  };
  const below = [Math.min(from + 1, total), total] as const;
  const above = [0, Math.min(Math.max(from, 0), total)] as const;
  add(...(step > 0 ? below : above));
  add(...(step > 0 ? above : below));
  return ranges.slice(0, MOST_LOOKS);
}

/** Copies the same text as its view. */
async function copyValue(connectionId: string, topic: string): Promise<void> {
  const request = { topic: { name: topic, history: { first: 0, count: 0 } } };
  const reply = await askWindow(connectionId, request);
  const last = reply?.topic?.last;
  if (last === undefined) return;
  const t = texts().topicActions;
  const said = t.valueCopied(visibleName(topic));
  const of = [{ ...last, chosen: chosenFor(connectionId, topic, last) }];
  whenReadAside({ task: 'copied', of, how: null }, (text) => {
    if (!isMissing(text)) void copyAndSay(text, said, texts().topics.notCopied);
  });
}

async function copyBranch(connectionId: string, path: string): Promise<void> {
  const request = { branch: path, branchValues: { path, most: MOST_COPIED } };
  const reply = await askWindow(connectionId, request);
  const values = reply?.branchValues;
  if (values === undefined) return;
  const topics = reply?.branch?.counts?.topics ?? values.length;
  const t = texts().topicActions;
  await copyAndSay(jsonOf(values), t.branchCopied(values.length, topics), texts().topics.notCopied);
}

/** Values by topic. JSON is kept digit for digit, and binary data is in Base64. */
export function jsonOf(
  values: readonly { readonly topic: string; readonly payload: Uint8Array }[],
): string {
  const members = values.map(
    ({ topic, payload }) => `  ${JSON.stringify(topic)}: ${jsonValue(payload)}`,
  );
  return `{\n${members.join(',\n')}\n}\n`;
}

function jsonValue(payload: Uint8Array): string {
  const text = decodeUtf8(payload);
  if (text === undefined) return JSON.stringify({ base64: formatBase64(payload) });
  return findJsonError(payload) === undefined ? text.trim() : JSON.stringify(text);
}
