/** The running replay. */
import { announce } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { browserClock } from '../connection/browserClock.ts';
import { connectionById, reportError } from '../connection/connections.ts';
import { whenClosed } from '../connectionTabs.ts';
import { takeMessageIds } from '../publish/publish.ts';
import { tabName } from '../tabName.ts';
import type { ReplayPlan, Target } from './plan.ts';
import { dropReplayDialog, useReplays } from './replays.ts';
import { ReplayRun, type ReplayState } from './run.ts';

let current: { readonly run: ReplayRun; readonly ends: readonly string[] } | undefined;

whenClosed((closed) => {
  if (current?.ends.includes(closed) === true) current.run.stop();
});

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
      // If the user connects to another broker in the meantime, the replay must not continue there.
      limits: () =>
        connectionById(targetId)?.settings?.url === url ? limitsOf(targetId) : undefined,
      nextId: () => takeMessageIds(1),
      failed: (why) => reportError(sourceId, why),
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
