/**
 * What those who have signed in may publish, subscribe to and read: all rules together. Devices of the
 * local platform have its rules in their place.
 */
import type { Acl } from '../broker/acl.ts';
import type { Hooks, Peer } from '../broker/options.ts';
import { aclHooks } from '../broker/rights.ts';
import { judgeFilter } from './limitOptions.ts';

export interface AuthorisationRules {
  /** Topic filters that nobody may subscribe to. */
  readonly refusedFilters: readonly string[];
  /** Undefined: everybody may do everything. */
  readonly acl: Acl | undefined;
  /** The demo fleet, which the list does not bind. */
  readonly demoPeers: WeakSet<Peer>;
}

export function authorisation({
  refusedFilters,
  acl,
  demoPeers,
}: AuthorisationRules): Pick<Hooks, 'authorisePublish' | 'authoriseSubscribe' | 'authoriseRead'> {
  const listed = acl && aclHooks(acl);
  return {
    authorisePublish: (client, topic) =>
      listed === undefined || demoPeers.has(client.peer)
        ? 'ok'
        : listed.authorisePublish(client, topic),
    authoriseSubscribe: (client, request) => {
      const verdict = judgeFilter(refusedFilters, request.filter);
      return verdict !== 'ok' || listed === undefined || demoPeers.has(client.peer)
        ? verdict
        : listed.authoriseSubscribe(client, request);
    },
    ...(listed && {
      authoriseRead: (client, topic) =>
        demoPeers.has(client.peer) || listed.authoriseRead(client, topic),
    }),
  };
}
