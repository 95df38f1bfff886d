/**
 * What those who have signed in may publish, subscribe to and read: all rules together. Devices of the
 * local platform have its rules in their place.
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
  /** Topic filters that nobody may subscribe to. */
  readonly refusedFilters: readonly string[];
  /** Undefined: everybody may do everything. */
  readonly acl: Acl | undefined;
  /** The demo fleet, which the list does not bind. */
  readonly demoPeers: WeakSet<Peer>;
}

export interface Authorisation {
  readonly hooks: Pick<Hooks, 'authorisePublish' | 'authoriseSubscribe' | 'authoriseRead'>;
  /** Whether the list has rules of its own for that user name. */
  names(userName: string): boolean;
  /** Another list holds from now on, for those too who are connected, in place of the first. */
  replace(acl: Acl): void;
}

export function authorisation({
  refusedFilters,
  acl,
  demoPeers,
}: AuthorisationRules): Authorisation {
  let current = acl;
  let listed = acl && aclHooks(acl);
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
        demoPeers.has(client.peer) || listed?.authoriseRead(client, topic) !== false,
    }),
  };
  return {
    hooks,
    names: (userName) => current?.users.has(userName) === true,
    replace: (next) => {
      current = next;
      listed = aclHooks(next);
    },
  };
}

/** `%u` in the prefix stands for the user name. The demo fleet's identifiers are its own. */
export function clientIdRule(
  prefix: string | undefined,
  demoPeers: WeakSet<Peer>,
): Pick<Hooks, 'clientIdPrefix'> {
  if (prefix === undefined) return {};
  return {
    clientIdPrefix: (userName = '', peer) =>
      demoPeers.has(peer) ? '' : prefix.replaceAll('%u', () => userName),
  };
}
