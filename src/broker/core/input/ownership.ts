/** Ownership of sessions if there are several users. */

import type { ConnectPacket } from '../../../mqtt/tables/packet.ts';
import { REASON, refuse } from '../contract/reasons.ts';
import type { Refusal } from '../contract/verdicts.ts';
import type { Connection } from '../sessions/connection.ts';
import type { Core } from '../state/core.ts';

/**
 * A session belongs to its user; another user may not take it over (3.1.4, step 2: authorization checks
 * precede disconnecting the older client). A device of the platform is identified by more than its name.
 */
export function refusalOfOther(
  { sessions, sessionsBelongToUsers }: Core,
  { admitted, isTrusted }: Connection,
  { clientId, userName }: ConnectPacket,
): Refusal | undefined {
  if (isTrusted) return undefined;
  const session = sessions.get(admitted?.sessionName ?? clientId);
  if (session === undefined) return undefined;
  const owner = session.client;
  const isSameKind = (owner.admitted === undefined) === (admitted === undefined);
  if (isSameKind && (admitted !== undefined || !sessionsBelongToUsers)) return undefined;
  // A session left from the time without user names belongs to the first user who returns to it.
  const isUnowned = owner.userName === undefined && session.link === undefined;
  if (isSameKind && (isUnowned || owner.userName === userName)) return undefined;
  return refuse(
    REASON.notAuthorized,
    'The session of this client identifier belongs to another user.',
  );
}
