/**
 * Evaluates an access control list for one client like Mosquitto: denying rules before granting ones, and the
 * client's own section before the patterns. Everything else is denied.
 */

import { splitShared, topicMatches } from '../../mqtt/tables/topics.ts';
import type { Access, Acl, Rule } from './acl.ts';
import type { Hooks } from './contract/hooks.ts';
import type { Client } from './contract/parties.ts';
import type { Verdict } from './contract/verdicts.ts';
import { covers, intersection } from './memory/filterSets.ts';

const NOT_AUTHORIZED = 0x87;

export interface Rights {
  mayRead(topic: string): boolean;
  mayWrite(topic: string): boolean;
  /**
   * True if any topic that the filter (without `$share`) matches may be read. Also true if only several
   * denying rules together exclude everything; `mayRead` then withholds each message.
   */
  mayReadSome(filter: string): boolean;
}

type AccessKind = 'read' | 'write';
const grants = (access: Access, asked: AccessKind): boolean =>
  access === asked || access === 'readwrite';

export function rightsOf(acl: Acl, { id, userName }: Pick<Client, 'id' | 'userName'>): Rights {
  const own = userName === undefined ? acl.anonymous : (acl.users.get(userName) ?? []);
  // Such names would turn a rule for one client into a rule for many.
  const isDangerous = /[+#]/.test(id) || /[+#]/.test(userName ?? '');
  const patterns = isDangerous ? [] : substitute(acl.patterns, id, userName);
  const stages = [own, patterns].map((rules) => ({
    denied: rules.flatMap(({ access, filter }) => (access === 'deny' ? [filter] : [])),
    granted: rules.filter(({ access }) => access !== 'deny'),
  }));

  const may = (topic: string, asked: AccessKind): boolean => {
    for (const { denied, granted } of stages) {
      if (denied.some((filter) => topicMatches(filter, topic))) return false;
      const isGranted = granted.some(
        ({ access, filter }) => grants(access, asked) && topicMatches(filter, topic),
      );
      if (isGranted) return true;
    }
    return false;
  };

  return {
    mayRead: (topic) => may(topic, 'read'),
    mayWrite: (topic) => may(topic, 'write'),
    mayReadSome: (wanted) => {
      const denied: string[] = [];
      for (const stage of stages) {
        denied.push(...stage.denied);
        for (const { access, filter } of stage.granted) {
          if (!grants(access, 'read')) continue;
          const common = intersection(wanted, filter);
          if (common !== undefined && !denied.some((deny) => covers(deny, common))) return true;
        }
      }
      return false;
    },
  };
}

/** Fills the patterns with this client's names. */
function substitute(
  patterns: readonly Rule[],
  id: string,
  userName: string | undefined,
): readonly Rule[] {
  return patterns.flatMap(({ access, filter }): Rule[] => {
    const names = [...(/%c/.test(filter) ? [id] : []), ...(/%u/.test(filter) ? [userName] : [])];
    if (names.includes(undefined)) return [];
    // A name with a slash would match topics of another client, and must gain nothing by it.
    if (access !== 'deny' && names.some((name) => name?.includes('/') === true)) return [];
    const own = filter.replace(/%[cu]/g, (place) => (place === '%c' ? id : (userName ?? '')));
    // The prefix would be read as a shared subscription, and no topic begins with it.
    return own.startsWith('$share/') ? [] : [{ access, filter: own }];
  });
}

interface AclHooks extends Pick<Hooks, 'authorisePublish' | 'authoriseSubscribe'> {
  authorisePublish(client: Client, topic: string): Verdict;
  authoriseSubscribe(client: Client, request: { readonly filter: string }): Verdict;
  authoriseRead(client: Client, topic: string): boolean;
}

/** Hooks that apply a list. */
export function aclHooks(acl: Acl): AclHooks {
  const known = new WeakMap<Client, Rights>();
  const rights = (client: Client): Rights => {
    let found = known.get(client);
    if (found === undefined) {
      found = rightsOf(acl, client);
      known.set(client, found);
    }
    return found;
  };
  return {
    authorisePublish: (client, topic) => verdict(rights(client).mayWrite(topic)),
    authoriseSubscribe: (client, { filter }) =>
      verdict(rights(client).mayReadSome(splitShared(filter)?.filter ?? filter)),
    authoriseRead: (client, topic) => rights(client).mayRead(topic),
  };
}

const verdict = (isAllowed: boolean): Verdict =>
  isAllowed
    ? 'ok'
    : { reasonCode: NOT_AUTHORIZED, reasonString: 'The access control list does not allow it' };
