/** The replay that is asked for or under way: one at a time. */

import { create } from 'zustand';
import type { Questions } from '../../../connection/environment/questions.ts';
import type { MessageSurvey } from '../../../connection/files/replayProtocol.ts';
import type { MessageChoice, RecordedMessage } from '../../../engine/replay/recordedMessages.ts';
import { announce } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { asked } from '../asked.ts';
import { browserClock } from '../browserClock.ts';
import { connectionById, takeMessageIds, tellFault, whenClosed } from '../connections.ts';
import { tabName } from '../tabName.ts';
import type { ReplayPlan, Target } from './plan.ts';
import { ReplayRun, type ReplayState } from './run.ts';

export const useReplays = create<{
  /** Whose messages the dialog is about. */
  readonly asked: string | undefined;
  readonly target: string;
  readonly state: ReplayState | undefined;
}>()(() => ({ asked: undefined, target: '', state: undefined }));

/** Tells the answers to one question from those to another. */
let lastRequest = 0;

function nextRequest(): number {
  lastRequest += 1;
  return lastRequest;
}

let current: { readonly run: ReplayRun; readonly ends: readonly string[] } | undefined;

whenClosed((closed) => {
  if (current?.ends.includes(closed) === true) current.run.stop();
  if (useReplays.getState().asked === closed) dropReplayDialog();
});

export function askToReplay(connectionId: string): void {
  useReplays.setState({ asked: connectionId });
}

export function dropReplayDialog(): void {
  useReplays.setState({ asked: undefined });
}

export function limitsOf(connectionId: string): Target | undefined {
  const connection = connectionById(connectionId);
  if (connection?.state.kind !== 'connected' || connection.settings === undefined) return undefined;
  const { maximumQoS, retainAvailable } = connection.state;
  return { version: connection.settings.version, maximumQoS, retainAvailable };
}

export function startReplay(
  sourceId: string,
  targetId: string,
  plan: ReplayPlan,
  total: number,
): void {
  const source = connectionById(sourceId)?.handle;
  const target = connectionById(targetId);
  if (source === undefined || target === undefined) return;
  current?.run.stop();
  dropReplayDialog();
  const url = target.settings?.url;
  useReplays.setState({ target: tabName(target) });
  const run = new ReplayRun(
    {
      source,
      target: target.handle,
      // What a person connects to in its place meanwhile is not what was asked for.
      limits: () =>
        connectionById(targetId)?.settings?.url === url ? limitsOf(targetId) : undefined,
      nextId: () => takeMessageIds(1),
      failed: (why) => tellFault(sourceId, why),
    },
    plan,
    total,
    browserClock,
    changed,
  );
  current = { run, ends: [sourceId, targetId] };
  changed(run.state);
}

function changed(state: ReplayState): void {
  const before = useReplays.getState().state?.kind;
  useReplays.setState({ state });
  const { replay: t, kit } = texts();
  if (state.kind !== before && state.kind !== 'running') {
    announce(`${t.states[state.kind]}${kit.colon}${t.progress(state.sent, state.total)}`);
  }
}

export function pauseReplay(): void {
  current?.run.pause();
}

export function resumeReplay(): void {
  current?.run.resume();
}

export function stopReplay(): void {
  current?.run.stop();
}

export function dropReplay(): void {
  current?.run.stop();
  current = undefined;
  useReplays.setState({ state: undefined });
}

/** Tells again and again what there is to replay, until all is counted. Returns how to stop listening. */
export function survey(
  connectionId: string,
  choice: MessageChoice,
  told: (survey: MessageSurvey) => void,
): () => void {
  const handle = connectionById(connectionId)?.handle;
  const request = nextRequest();
  const stop = handle?.listen((event) => {
    if (event.kind === 'messages-surveyed' && event.request === request) told(event.survey);
  });
  handle?.send({ kind: 'survey-messages', request, choice });
  return () => stop?.();
}

/** Messages that a dry run lists. */
const LISTED = 500;

type Read = Questions['read-messages']['answer'];

/** The first messages, as a replay would take them. */
export async function firstMessages(
  connectionId: string,
  choice: MessageChoice,
): Promise<readonly RecordedMessage[]> {
  const messages: RecordedMessage[] = [];
  let from: number | undefined = 1;
  while (from !== undefined && messages.length < LISTED) {
    const count = LISTED - messages.length;
    // One answer tells where to go on.
    // oxlint-disable-next-line no-await-in-loop
    const answer: { readonly said: Read } | undefined = await asked(connectionId, {
      kind: 'read-messages',
      choice,
      from,
      count,
    });
    messages.push(...(answer?.said.messages ?? []));
    from = answer?.said.next;
  }
  return messages;
}
