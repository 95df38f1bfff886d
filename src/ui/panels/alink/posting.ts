/** Posts properties repeatedly, like a device. The worker keeps the time. */
import { guarded } from '../../kit/failures/uncaught.ts';
import { connectionById, useConnections } from '../../session/connection/connections.ts';
import { perConnection } from '../../session/connection/perConnection.ts';
import { takeMessageIds } from '../../session/publish/publish.ts';
import { whenAlinkEvent } from '../../session/workerEvents.ts';
import { alinkFormsOf } from './forms.ts';
import { postProperties, regenerateProperties } from './send.ts';

interface Posting {
  /** Id of the timer in the worker. */
  readonly clock: number;
  /** Seconds. */
  readonly every: number;
  readonly sent: number;
  /** Not sent, because there was no connection then, or the form could not be sent. */
  readonly skipped: number;
}

/** undefined: no automatic posts. */
const postings = perConnection<Posting | undefined>(undefined);

export const usePosting = postings.use;

/** The first post is sent at once. */
export function startPosting(connectionId: string, every: number): void {
  stopPosting(connectionId);
  const clock = takeMessageIds(1);
  postings.set(connectionId, { clock, every, sent: 0, skipped: 0 });
  connectionById(connectionId)?.handle.send({ kind: 'tick', id: clock, every: every * 1000 });
}

export function stopPosting(connectionId: string): void {
  const posting = postings.of(connectionId);
  if (posting === undefined) return;
  connectionById(connectionId)?.handle.send({ kind: 'stop-ticking', id: posting.clock });
  postings.set(connectionId, undefined);
}

whenAlinkEvent((connectionId, event) => {
  const posting = postings.of(connectionId);
  if (event.kind !== 'tick' || posting === undefined || event.id !== posting.clock) return;
  const state = connectionById(connectionId)?.state.kind;
  // Posts queued for a connection would all leave at once, without their time of measurement.
  const isSent = state === 'connected' && postOnce(connectionId, posting.sent > 0);
  const { sent, skipped } = posting;
  postings.set(connectionId, {
    ...posting,
    ...(isSent ? { sent: sent + 1 } : { skipped: skipped + 1 }),
  });
});

// The user ended the connection, or a retry does not help.
useConnections.subscribe(
  guarded('posting', ({ list }) => {
    for (const { id, state } of list) if (state.kind === 'closed') stopPosting(id);
  }),
);

/** @param isLater false for the first post, which sends the values in the form */
function postOnce(connectionId: string, isLater: boolean): boolean {
  if (isLater && alinkFormsOf(connectionId).regenerates) regenerateProperties(connectionId);
  return postProperties(connectionId)?.ok === true;
}
