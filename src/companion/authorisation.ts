/** What those who have signed in may publish, subscribe to and read: all rules together. */
import type { Acl } from '../broker/acl.ts';
import type { Hooks, Peer, Verdict } from '../broker/options.ts';
import { aclHooks } from '../broker/rights.ts';
import { deviceTopics } from './deviceAdmission.ts';
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
    authorisePublish: (client, topic, packet) =>
      firstRefusal(
        () => deviceTopics.authorisePublish(client, topic, packet),
        () =>
          listed === undefined || demoPeers.has(client.peer)
            ? 'ok'
            : listed.authorisePublish(client, topic, packet),
      ),
    authoriseSubscribe: (client, request) =>
      firstRefusal(
        () => judgeFilter(refusedFilters, request.filter),
        () => deviceTopics.authoriseSubscribe(client, request),
        () =>
          listed === undefined || demoPeers.has(client.peer)
            ? 'ok'
            : listed.authoriseSubscribe(client, request),
      ),
    ...(listed && {
      authoriseRead: (client, topic) =>
        demoPeers.has(client.peer) || listed.authoriseRead(client, topic),
    }),
  };
}

function firstRefusal(...questions: readonly (() => Verdict)[]): Verdict {
  for (const question of questions) {
    const verdict = question();
    if (verdict !== 'ok') return verdict;
  }
  return 'ok';
}
