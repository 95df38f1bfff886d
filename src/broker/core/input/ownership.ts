/** Whose a client identifier and its session are, where there are several users. */

import type { ConnectPacket } from '../../../mqtt/tables/packet.ts';
import { REASON, refuse } from '../contract/reasons.ts';
import type { Refusal } from '../contract/verdicts.ts';
import type { Connection } from '../sessions/connection.ts';
import type { Core } from '../state/core.ts';

/**
 * A session is its user's: another one is not allowed to take it over (3.1.4, step 2: authorization checks
 * come before the older client is sent away). A device of the platform is known by more than its name.
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
  if (isSameKind && (admitted !== undefined || !sessionsBelongToUsers())) return undefined;
  // What was left behind when nobody had to have a name is the first one's who comes back with one.
  const isNobodys = owner.userName === undefined && session.link === undefined;
  if (isSameKind && (isNobodys || owner.userName === userName)) return undefined;
  return refuse(
    REASON.notAuthorized,
    'The session of this client identifier belongs to another user.',
  );
}

/** What the client identifier begins with; a refusal where it does not. */
export function prefixFor(
  core: Core,
  { admitted, isTrusted, peer }: Connection,
  { clientId, userName }: ConnectPacket,
): string | Refusal {
  const { clientIdPrefix } = core.hooks;
  if (clientIdPrefix === undefined || admitted !== undefined || isTrusted) return '';
  const prefix = core.ask('clientIdPrefix', () => clientIdPrefix(userName, peer));
  if (typeof prefix !== 'string' || clientId === '' || clientId.startsWith(prefix)) return prefix;
  return refuse(
    REASON.clientIdentifierNotValid,
    `This client identifier must begin with ${JSON.stringify(prefix)}.`,
  );
}
