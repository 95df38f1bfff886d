/**
 * Combines all rules for publishing, subscribing and reading by signed-in clients. Devices of the local
 * platform follow the platform's rules instead.
 */

import type { Acl } from '../../broker/core/acl.ts';
import type { Hooks } from '../../broker/core/contract/hooks.ts';
import type { Peer } from '../../broker/core/contract/parties.ts';
import type { Verdict } from '../../broker/core/contract/verdicts.ts';
import { aclHooks } from '../../broker/core/rights.ts';

const REFUSED: Verdict = {
  reasonCode: 0x80,
  reasonString: 'This filter is refused (--refuse-filter)',
};

export interface AuthorisationRules {
  /** Topic filters that every client is denied. */
  readonly refusedFilters: readonly string[];
  /** Undefined: everything is allowed. */
  readonly acl: Acl | undefined;
  /** The demo fleet, which the access list does not restrict. */
  readonly demoPeers: WeakSet<Peer>;
}

export interface Authorisation {
  readonly hooks: Pick<Hooks, 'authorisePublish' | 'authoriseSubscribe' | 'authoriseRead'>;
  /** Whether the list has rules for that user name. */
  names(userName: string): boolean;
}

export function authorisation({
  refusedFilters,
  acl,
  demoPeers,
}: AuthorisationRules): Authorisation {
  const listed = acl && aclHooks(acl);
  const hooks: Authorisation['hooks'] = {
    authorisePublish: (client, topic) =>
      listed === undefined || demoPeers.has(client.peer)
        ? 'ok'
        : listed.authorisePublish(client, topic),
    authoriseSubscribe: (client, request) => {
      const verdict = refusedFilters.includes(request.filter) ? REFUSED : 'ok';
      return verdict !== 'ok' || listed === undefined || demoPeers.has(client.peer)
        ? verdict
        : listed.authoriseSubscribe(client, request);
    },
    ...(listed && {
      authoriseRead: (client, topic) =>
        demoPeers.has(client.peer) || listed.authoriseRead(client, topic),
    }),
  };
  return {
    hooks,
    names: (userName) => acl?.users.has(userName) === true,
  };
}
