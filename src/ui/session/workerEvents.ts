/** Applies the events of a connection's worker to its mirror. */

import type {
  Command,
  ConnectionEvent,
  ConnectionState,
  Failure,
} from '../../connection/protocol/protocol.ts';
import type { PublishOutcome } from '../../connection/protocol/publishOutcome.ts';
import type { AlertReport } from '../../engine/alerts/alertBook.ts';
import { dropNotLoaded, reportNotLoaded } from '../kit/language/notLoaded.ts';
import { announceEvent } from './announceEvent.ts';
import { change, connectionById, type OpenConnection } from './connection/connections.ts';
import { withOutcomes, withProgress } from './connection/sent.ts';
import { setView } from './view/tabView.ts';

const alertListeners = new Set<(id: string, told: AlertReport) => void>();

const qosListeners = new Set<(id: string) => void>();

/** For brokers that do not grant the untouched filter a higher QoS. */
export function whenStaysAtMostOnce(listener: (id: string) => void): void {
  qosListeners.add(listener);
}

/** For states of the user's alerts. */
export function whenAlertsReported(listener: (id: string, told: AlertReport) => void): void {
  alertListeners.add(listener);
}

/** News of sent messages, entered together: a repeat can bring thousands a second. */
const news = new Map<string, [id: number, outcome: PublishOutcome][]>();
const NEWS_EVERY = 100;

function enterLater(connectionId: string, id: number, outcome: PublishOutcome): void {
  const waiting = news.get(connectionId);
  if (waiting !== undefined) {
    waiting.push([id, outcome]);
    return;
  }
  // A single event is shown at once. Events close behind it wait for the next round.
  change(connectionId, ({ sent }) => ({ sent: withOutcomes(sent, [[id, outcome]]) }));
  news.set(connectionId, []);
  setTimeout(() => enterNews(connectionId), NEWS_EVERY);
}

function enterNews(connectionId: string): void {
  const waiting = news.get(connectionId) ?? [];
  news.delete(connectionId);
  if (waiting.length > 0) {
    change(connectionId, ({ sent }) => ({ sent: withOutcomes(sent, waiting) }));
    news.set(connectionId, []);
    setTimeout(() => enterNews(connectionId), NEWS_EVERY);
  }
}

/** The error of the last attempt stays during the next one, and if the user ends that. */
function failureIn(
  state: ConnectionState,
  before: Pick<OpenConnection, 'failure' | 'state'>,
): Failure | undefined {
  switch (state.kind) {
    case 'waiting':
      return state.failure;
    case 'closed':
      return state.failure ?? (isTriedAgain(before.state) ? before.failure : undefined);
    case 'connecting':
      return state.attempt > 1 ? before.failure : undefined;
    case 'connected':
    case 'file':
      return undefined;
  }
}

function isTriedAgain(state: ConnectionState): boolean {
  return state.kind === 'waiting' || (state.kind === 'connecting' && state.attempt > 1);
}

/** Commands for what the page shows. All others act on a broker or a file. */
const IS_SHOWN: ReadonlySet<Command['kind']> = new Set([
  'arrange-topics',
  'chart',
  'filter',
  'keep',
  'load-format',
  'load-rest',
  'read-payloads',
  'search-topics',
  'watch-alerts',
  'watch-faults',
]);

/** Offers to repeat an action that was not performed. */
function askAgain(
  { id, handle }: OpenConnection,
  { message, command }: Extract<ConnectionEvent, { readonly kind: 'not-loaded' }>,
): void {
  // Reported by the code that saves.
  if (command?.kind === 'save') return;
  const isFile = command?.kind === 'open-file';
  const setReading = (kind: 'waiting' | 'reading') =>
    change(id, ({ file }) => (file === undefined ? {} : { file: { ...file, state: { kind } } }));
  if (isFile) setReading('waiting');
  reportNotLoaded({
    of: `${id} ${command?.kind}`,
    message,
    part: command?.kind,
    again: () => {
      if (isFile) setReading('reading');
      if (command !== undefined) handle.send(command);
    },
    stays: isFile || command?.kind === 'open-tap',
    isOwn: command === undefined || IS_SHOWN.has(command.kind),
  });
}

/** True if a connection that was never open has failed for the first time since Connect. */
function isFirstFailure(state: ConnectionState, before: OpenConnection): boolean {
  const hasFailed =
    state.kind === 'waiting' || (state.kind === 'closed' && state.failure !== undefined);
  return hasFailed && !before.wasConnected && before.failure === undefined;
}

export function applyEvent(id: string, event: ConnectionEvent): void {
  const before = connectionById(id);
  if (before === undefined) {
    return;
  }
  announceEvent(before, event);
  switch (event.kind) {
    case 'state':
      change(id, () => ({
        state: event.state,
        failure: failureIn(event.state, before),
        ...(event.state.kind === 'connected'
          ? { wasConnected: true, reached: before.settings?.url }
          : { ping: undefined, passedOver: 0, awaitedAcks: undefined }),
      }));
      if (event.state.kind === 'connected' && before.state.kind !== 'connected') {
        // Without a subscription, the next step is to add one.
        const empty = !before.wasConnected && before.settings?.subscriptions.length === 0;
        setView(id, { screen: 'capture', ...(empty ? { front: 'topics' } : {}) });
      } else if (isFirstFailure(event.state, before)) {
        // There is nothing to see under the form, and the form has the remedies.
        setView(id, { screen: 'editor' });
      }
      break;
    case 'subscriptions':
      change(id, () => ({ subscriptions: event.subscriptions }));
      break;
    case 'stays-at-most-once':
      change(id, () => ({ staysAtMostOnce: true }));
      for (const listener of qosListeners) listener(id);
      break;
    case 'awaits-acks':
      change(id, () => ({ awaitedAcks: event.about }));
      break;
    case 'keeping':
      change(id, ({ recalled }) => ({
        kept: event.id,
        keepingEnded: event.hasEnded,
        ...(recalled === 'reading' && { recalled: event.lost }),
      }));
      break;
    case 'published':
      enterLater(id, event.id, event.outcome);
      break;
    case 'alerts':
      for (const listener of alertListeners) listener(id, event);
      break;
    case 'repeating':
      change(id, ({ sent }) => ({ sent: withProgress(sent, event) }));
      break;
    case 'pre-auth':
      change(id, () => ({ preAuth: event.facts }));
      break;
    case 'line':
      change(id, () => ({ line: event.facts }));
      break;
    case 'ping':
      change(id, () => ({ ping: event.ms }));
      break;
    case 'passed-over':
      change(id, () => ({ passedOver: event.packets }));
      break;
    case 'answering':
      change(id, () => ({ answers: event.status }));
      break;
    case 'armed':
      change(id, () => ({ armed: event.status }));
      break;
    case 'not-loaded':
      askAgain(before, event);
      break;
    case 'filter':
      // The box parses the same text and shows errors itself.
      dropNotLoaded(({ of }) => of === `${id} filter`);
      break;
    case 'fault':
      change(id, () => ({ fault: event.why }));
      break;
    case 'silence':
      change(id, () => ({ silence: event.silence }));
      // Times in a file are not those of the clock.
      if (event.silence !== undefined && before?.file === undefined) before?.loop.silent();
      break;
    case 'stirred':
      // The loop asks again.
      break;
    case 'saving':
    case 'messages-surveyed':
      // Handled by the code that asked.
      break;
    case 'opening':
      change(id, ({ file }) =>
        file === undefined ? {} : { file: { ...file, ...event.progress } },
      );
      break;
    case 'tap':
      change(id, ({ tap }) => (tap === undefined ? {} : { tap: { ...tap, state: event.state } }));
      break;
    case 'answered':
      // Handled by the handle.
      break;
  }
}
