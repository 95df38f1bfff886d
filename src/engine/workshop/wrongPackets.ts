/** Lists the invalid packets that a client can send: at least one for each rule that it can break. */

import { dissect } from '../../mqtt/dissect/dissect.ts';
import type { Breach } from '../../mqtt/statements/breaches.ts';
import { CONNECT_RULES } from '../../mqtt/statements/connectRules.ts';
import type { Rule } from '../../mqtt/statements/rule.ts';
import { RULES, statementId } from '../../mqtt/statements/rules.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { packetTypeOf } from '../../mqtt/tables/packetNames.ts';
// Imported without the judges, which the page would load with the list.
import { ruleIdOf } from '../rules/packetRules.ts';
import type { Recipe } from './recipe.ts';
import { type RequiredReaction, requiredReaction } from './requiredReaction.ts';
import { WRONG_CONNECT } from './wrongConnect.ts';
import { type Announced, type Place, WRONG_CONVERSATIONS } from './wrongConversations.ts';
import { WRONG_FORMAT } from './wrongFormat.ts';
import { WRONG_PROPERTIES } from './wrongProperties.ts';
import { WRONG_PUBLISH } from './wrongPublish.ts';
import { WRONG_SUBSCRIBE } from './wrongSubscribe.ts';

/** ms during which a server is watched, unless a packet needs longer. */
export const WATCH = 2000;

export interface WrongPacket {
  /** Id of the rule, with a number if there are several packets. */
  readonly id: string;
  /** Id of the problem rule. */
  readonly rule: string;
  /** Its bytes depend on the server's announced limits. */
  readonly byTerms: boolean;
  /** Statement in the protocol version. */
  readonly statement: string;
  readonly place: Place;
  /** Error of the bytes themselves; undefined: only the context makes them wrong. */
  readonly breach: Breach | undefined;
  /** Empty: the client is silent. */
  readonly bytes: Uint8Array;
  readonly wanted: RequiredReaction;
  readonly keepAlive: number | undefined;
  readonly watch: number;
}

const RECIPES = {
  ...WRONG_FORMAT,
  ...WRONG_CONNECT,
  ...WRONG_PUBLISH,
  ...WRONG_SUBSCRIBE,
  ...WRONG_PROPERTIES,
};
type RuleName = keyof typeof RECIPES;

const isRuleName = (name: string): name is RuleName => name in RECIPES;
const NAMES = Object.keys(RECIPES).filter(isRuleName);

/** Rules whose packets replace CONNECT. */
const CONNECTS: ReadonlySet<Rule> = new Set(Object.values<Rule>(CONNECT_RULES));

/**
 * @param name prefix of unique client identifiers, because packets may be tried in parallel
 * @param announced limits of the server; undefined: unknown
 */
export function wrongPackets(
  version: ProtocolVersion,
  name: string,
  announced?: Announced,
): readonly WrongPacket[] {
  let clients = 0;
  const nextName = (): string => {
    clients += 1;
    return `${name}-${clients}`;
  };
  const byBytes = NAMES.flatMap((rule) => {
    const recipes: readonly Recipe[] = RECIPES[rule];
    return recipes.flatMap((recipe) => wrongByItself(rule, recipe(version, nextName()), version));
  });
  return numbered([...ofConversations(version, nextName, announced), ...byBytes]);
}

/** Empty if the version does not have the rule. */
function wrongByItself(
  name: RuleName,
  bytes: Uint8Array,
  version: ProtocolVersion,
): readonly WrongPacket[] {
  const rule: Rule = RULES[name];
  const problem = problemsIn(bytes, version).find((one) => one.rule === name);
  if (problem === undefined) return [];
  const isConnect = CONNECTS.has(rule) || packetTypeOf(bytes[0] ?? 0) === 'connect';
  const id = ruleIdOf(problem);
  return [
    {
      id,
      rule: id,
      byTerms: false,
      statement: statementId(rule, version),
      breach: problem.breach,
      place: isConnect ? 'first' : 'connected',
      bytes,
      wanted: requiredReaction(rule, version),
      keepAlive: undefined,
      watch: WATCH,
    },
  ];
}

/** Problems of a client packet by its own bytes. */
export function problemsIn(bytes: Uint8Array, version: ProtocolVersion) {
  return dissect(bytes, { version, sender: 'client', topicAlias: () => undefined }).problems;
}

function ofConversations(
  version: ProtocolVersion,
  nextName: () => string,
  announced: Announced | undefined,
): readonly WrongPacket[] {
  return WRONG_CONVERSATIONS.flatMap((one) => {
    const bytes = one.bytes(version, nextName(), announced);
    if (bytes === undefined) return [];
    const { rule, place, byTerms = false, keepAlive, watch = WATCH, v4, v5 } = one;
    const statement = `MQTT-${version === 5 ? v5 : (v4 ?? v5)}`;
    const wanted = one.wanted(version);
    const breach = undefined;
    return [{ id: rule, rule, byTerms, statement, breach, place, bytes, wanted, keepAlive, watch }];
  });
}

/** Names the second packet of a rule `rule 2`. */
function numbered(packets: readonly WrongPacket[]): readonly WrongPacket[] {
  const seen = new Map<string, number>();
  return packets.map((packet) => {
    const count = (seen.get(packet.id) ?? 0) + 1;
    seen.set(packet.id, count);
    return count === 1 ? packet : { ...packet, id: `${packet.id} ${count}` };
  });
}
