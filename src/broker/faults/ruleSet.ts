/** The active rules with their counts and generators, preceded by the one-shot faults of recipes. */
import { ArrivalSteps, type Steps } from '../../base/steps.ts';
import type { Sender } from '../../mqtt/tables/packet.ts';
import { topicMatches } from '../../mqtt/tables/topics.ts';
import { namePattern } from '../core/commands/namePattern.ts';
import { Random } from '../core/memory/random.ts';
import type { PacketFacts } from './conversation.ts';
import type { FaultAction, FaultMatch, FaultRule } from './faultRule.ts';
import type {
  FilteredPacket,
  FilterSpending,
  FilterTest,
  PacketFilters,
  WithoutSecrets,
} from './packetFilters.ts';

/** A rule with its counts. */
export interface RuleState {
  readonly rule: FaultRule;
  readonly enabled: boolean;
  /** Packets that match, regardless of `nth` and `chance`. */
  readonly matched: number;
  /** Packets that it has treated. */
  readonly treated: number;
  /** Packets that the display filter could not check within its budget and that passed. Absent: none. */
  readonly givenUp?: number;
}

export interface Decision {
  readonly rule: string;
  readonly action: FaultAction;
  /** Milliseconds; 0 except for a delay. */
  readonly delay: number;
}

/** Clients with longer names are counted by connection, because each name would be stored. */
const LONGEST_NAME = 256;
/** Clients or connections with separate counts; above that the oldest are reset. */
const COUNTED = 10_000;

interface RuleFilter {
  readonly test: FilterTest;
  readonly spending?: FilterSpending;
}

class CountedRule {
  readonly rule: FaultRule;
  readonly #isClient: (id: string) => boolean;
  readonly #filter: RuleFilter | undefined;
  readonly #random: Random;
  readonly #counts = new Map<string | number, number>();
  enabled: boolean;
  matched = 0;
  treated = 0;

  /** `place` distinguishes the generators of rules without a seed. */
  constructor(rule: FaultRule, place: number, filters: PacketFilters | undefined) {
    this.rule = rule;
    this.#filter = filterOf(rule.match.filter, filters);
    this.enabled = rule.enabled;
    this.#isClient = namePattern(rule.match.client);
    this.#random = new Random(rule.match.seed ?? place + 1);
  }

  /** Compares everything except whether it is enabled. */
  says(rule: FaultRule): boolean {
    const text = (one: FaultRule): string => JSON.stringify([one.match, one.do]);
    return text(rule) === text(this.rule);
  }

  get givenUp(): number {
    return this.#filter?.spending?.givenUp ?? 0;
  }

  concerns(clientId: string): boolean {
    return this.enabled && this.#isClient(clientId);
  }

  /**
   * Counts a packet and draws random numbers if needed. @param steps budget of all filters for the packet
   */
  decide(
    facts: PacketFacts,
    sender: Sender,
    clientId: string,
    connection: number,
    packet: FilteredPacket,
    steps: Steps,
  ): Decision | undefined {
    if (!this.concerns(clientId) || !fits(this.rule.match, facts, sender)) return undefined;
    if (this.#filter?.test(packet, steps) === false) return undefined;
    this.matched += 1;
    const { nth, per, chance } = this.rule.match;
    const isByName = per === 'client' && clientId.length <= LONGEST_NAME;
    const owner = per === undefined ? 0 : isByName ? clientId : connection;
    if (nth !== undefined && this.#count(owner) !== nth) return undefined;
    if (chance !== undefined && !this.#random.chance(chance)) return undefined;
    this.treated += 1;
    const { id, do: action } = this.rule;
    return { rule: id, action, delay: action.action === 'delay' ? this.#delay(action) : 0 };
  }

  #count(owner: string | number): number {
    const count = (this.#counts.get(owner) ?? 0) + 1;
    this.#counts.set(owner, count);
    const [oldest] = this.#counts.keys();
    if (this.#counts.size > COUNTED && oldest !== undefined) this.#counts.delete(oldest);
    return count;
  }

  #delay({ least, most }: { readonly least: number; readonly most: number }): number {
    return least === most ? least : least + this.#random.below(most - least + 1);
  }
}

export class RuleSet {
  readonly #filters: PacketFilters | undefined;
  readonly #withoutSecrets: WithoutSecrets | undefined;
  readonly #steps = new ArrivalSteps();
  #rules: readonly CountedRule[] = [];
  /** Oldest first. */
  #oneShots: readonly OneShotFault[] = [];

  constructor(filters?: PacketFilters, withoutSecrets?: WithoutSecrets) {
    this.#filters = filters;
    this.#withoutSecrets = withoutSecrets;
  }

  get #hasFilters(): boolean {
    return this.#rules.some(({ enabled, rule }) => enabled && rule.match.filter !== undefined);
  }

  #shown(packet: FilteredPacket): FilteredPacket {
    const bytes = this.#withoutSecrets?.(packet);
    return bytes === undefined ? packet : { ...packet, bytes };
  }

  /** Replaces the rules; an unchanged rule with the same id keeps its counts. */
  set(rules: readonly FaultRule[]): void {
    const before = new Map(this.#rules.map((one) => [one.rule.id, one]));
    this.#rules = rules.map((rule, place) => {
      const kept = before.get(rule.id);
      if (kept?.says(rule) !== true) return new CountedRule(rule, place, this.#filters);
      kept.enabled = rule.enabled;
      return kept;
    });
  }

  /** Also removes one-shot faults. */
  clear(): void {
    this.#rules = [];
    this.#oneShots = [];
  }

  /** Returns false if there is no rule of that name. */
  enable(id: string, enabled: boolean): boolean {
    const counted = this.#rules.find(({ rule }) => rule.id === id);
    if (counted !== undefined) counted.enabled = enabled;
    return counted !== undefined;
  }

  get states(): readonly RuleState[] {
    return this.#rules.map(({ rule, enabled, matched, treated, givenUp }) => ({
      rule,
      enabled,
      matched,
      treated,
      ...(givenUp > 0 && { givenUp }),
    }));
  }

  addOneShot(fault: OneShotFault): void {
    this.#oneShots = [...this.#oneShots, fault];
  }

  removeOneShot(fault: OneShotFault): void {
    this.#oneShots = this.#oneShots.filter((one) => one !== fault);
  }

  /** Removes and returns the first fault that this packet triggers. */
  takeOneShot(facts: PacketFacts, sender: Sender, clientId: string): OneShotFault | undefined {
    const found = this.#oneShots.find(
      ({ client, matches }) => (client ?? clientId) === clientId && matches(facts, sender),
    );
    if (found !== undefined) this.removeOneShot(found);
    return found;
  }

  get isEmpty(): boolean {
    return this.#oneShots.length === 0 && !this.#rules.some(({ enabled }) => enabled);
  }

  /** True if any rule could treat packets of this client; undefined: not known yet. */
  concerns(clientId: string | undefined): boolean {
    if (clientId === undefined) return !this.isEmpty;
    return (
      this.#rules.some((rule) => rule.concerns(clientId)) ||
      this.#oneShots.some(({ client }) => (client ?? clientId) === clientId)
    );
  }

  /** The first matching rule decides; later ones do not see the packet. @param now ms */
  decide(
    facts: PacketFacts,
    sender: Sender,
    clientId: string,
    connection: number,
    packet: FilteredPacket,
    now: number,
  ): Decision | undefined {
    const steps = this.#steps.begin(packet.bytes.length, now * 1000);
    const shown = this.#hasFilters ? this.#shown(packet) : packet;
    for (const rule of this.#rules) {
      const decision = rule.decide(facts, sender, clientId, connection, shown, steps);
      if (decision !== undefined) return decision;
    }
    return undefined;
  }
}

function fits(match: FaultMatch, facts: PacketFacts, sender: Sender): boolean {
  const { direction, packet, topic, qos } = match;
  if (direction !== undefined && (direction === 'from-client') !== (sender === 'client'))
    return false;
  if (packet !== undefined && (facts.type === undefined || !packet.includes(facts.type)))
    return false;
  if (topic !== undefined && !facts.topics.some((name) => topicMatches(topic, name))) return false;
  return qos === undefined || facts.qos.includes(qos);
}

/** Without a compiler, no packet matches a filter. */
function filterOf(
  filter: string | undefined,
  filters: PacketFilters | undefined,
): RuleFilter | undefined {
  if (filter === undefined) return undefined;
  const compiled = filters?.(filter);
  return compiled?.ok === true ? compiled : { test: () => false };
}

/** A fault applied once, to the first matching packet, for a recipe. */
export interface OneShotFault {
  /** Marks of the packet carry it. */
  readonly id: string;
  /** Exactly this client identifier; undefined: the first client. */
  readonly client: string | undefined;
  readonly matches: (facts: PacketFacts, sender: Sender) => boolean;
  /** undefined: the packet continues to the rules without a mark. */
  readonly action: FaultAction | undefined;
  /** Called during the packet's processing: it must not call the layer. */
  readonly applied: (client: string, now: number) => void;
}
