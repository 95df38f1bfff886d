/** Asks a broker for its retained messages with a short subscription. */
import type { SubscriptionStatus } from '../../../connection/protocol/protocol.ts';
import type { AskedOutcome } from '../../../i18n/askedOutcome.ts';
import { plainSubscription } from '../../../profiles/settings/plainSubscription.ts';
import { connectionById } from '../connection/connections.ts';
import { askWorker } from '../connection/workerQuestions.ts';

interface Asking {
  readonly filter: string;
  /** µs since the capture's origin. */
  readonly since: number;
  /** Called with the number of messages that arrived, and the number of known topics with them. */
  readonly told: (fresh: number, known: number) => void;
  readonly signal: AbortSignal;
}

/** ms between two checks; silence after all have arrived; timeout of the answer. */
const EVERY = 150;
const QUIET = 1200;
const TIMEOUT = 10_000;
/** With a lower QoS, copies would be received and restored with less than the originals. */
const AS_PUBLISHED = 2;

/**
 * The broker sends its retained messages with each new and each repeated subscription. An existing
 * subscription is kept.
 */
export async function askForRetained(connectionId: string, asking: Asking): Promise<AskedOutcome> {
  const { filter, signal } = asking;
  const connection = connectionById(connectionId);
  if (connection?.state.kind !== 'connected') return { kind: 'not-connected' };
  const { handle } = connection;
  const status = statusOf(connectionId, filter);
  const before = status?.subscription;
  const plain = before ?? plainSubscription(filter, AS_PUBLISHED);
  handle.send({ kind: 'subscribe', subscription: { ...plain, retainHandling: 0 } });
  try {
    const refused = await answered(connectionId, { filter, signal, status });
    if (refused !== undefined) return refused;
    await untilQuiet(connectionId, asking);
    return { kind: signal.aborted ? 'stopped' : 'done' };
  } finally {
    if (before === undefined) handle.send({ kind: 'unsubscribe', filter });
    // Subscribes again with the previous option, which requests nothing.
    else if (before.retainHandling !== 0) handle.send({ kind: 'subscribe', subscription: before });
  }
}

const statusOf = (connectionId: string, filter: string): SubscriptionStatus | undefined =>
  connectionById(connectionId)?.subscriptions.find(
    ({ subscription }) => subscription.filter === filter,
  );

const pause = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, EVERY);
  });

interface Unanswered extends Pick<Asking, 'filter' | 'signal'> {
  /** Status of an existing subscription, which is not an answer to this one. */
  readonly status: SubscriptionStatus | undefined;
}

/** undefined: it was granted. */
async function answered(
  connectionId: string,
  { filter, signal, status }: Unanswered,
): Promise<AskedOutcome | undefined> {
  for (let waited = 0; waited < TIMEOUT && !signal.aborted; waited += EVERY) {
    await pause();
    if (connectionById(connectionId)?.state.kind !== 'connected') return { kind: 'not-connected' };
    const now = statusOf(connectionId, filter);
    if (now === status) continue;
    if (now?.state.kind === 'granted') return undefined;
    if (now?.state.kind === 'refused') return { kind: 'refused', code: now.state.code };
  }
  return { kind: signal.aborted ? 'stopped' : 'unanswered' };
}

async function untilQuiet(
  connectionId: string,
  { filter, since, told, signal }: Asking,
): Promise<void> {
  const order = { order: 'topic', isReversed: false } as const;
  const request = { filter, since, first: 0, count: 0, ...order };
  let last = -1;
  for (let quiet = 0; quiet < QUIET && !signal.aborted; quiet += EVERY) {
    await pause();
    const answer = await askWorker(connectionId, { kind: 'retained-list', request });
    const fresh = answer?.said.fresh ?? last;
    if (fresh !== last) quiet = 0;
    last = fresh;
    told(Math.max(0, fresh), answer?.said.total ?? 0);
  }
}
