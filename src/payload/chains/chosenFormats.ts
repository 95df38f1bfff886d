/**
 * Keeps the formats that the user chose for topics. Loads the code of chains with the first payload of one.
 */
import { Lazy } from '../../base/lazy.ts';
import { topicMatches } from '../../mqtt/tables/topics.ts';
import { loadFormat } from '../formats/formats.ts';
import type { PayloadFormat } from '../tree/format.ts';
import {
  type ChainRule,
  type DefaultChain,
  identityOf,
  type MessagePlace,
  NO_RULES,
  type PayloadRules,
} from './rules.ts';

/** Limit of topics whose rule is cached; most captures have fewer. */
const KEPT = 20_000;
/** Limit of cached chains that the user did not choose. */
const KEPT_DEFAULTS = 2_000;
const NEWEST: MessagePlace = { number: Number.POSITIVE_INFINITY };

/** undefined if no other message described that one. */
type FormatAt = (place: MessagePlace) => PayloadFormat | undefined;

interface Chosen {
  /** undefined if a convention recognizes the topic. */
  readonly rule: ChainRule | undefined;
  readonly format: PayloadFormat;
  /** Formats of messages that other messages described. */
  readonly declaredAt?: FormatAt | undefined;
}

/**
 * undefined if the chain is not known yet. @param declaredAt returns the format of single messages of the topic,
 * used instead of the chain
 */
export type DefaultOf = (
  topic: string,
) => (DefaultChain & { readonly declaredAt?: FormatAt | undefined }) | undefined;

export class ChosenFormats {
  #rules = NO_RULES;
  #chosen: readonly Chosen[] = [];
  /** Counts the changes of the rules, to recognize results of older ones. */
  #times = 0;
  readonly #ofTopics = new Map<string, Chosen | undefined>();

  /** Chains of topics without a rule, by the chain and its files. */
  #defaults = new Map<string, Chosen>();
  #made = 0;
  readonly #defaultOf: DefaultOf | undefined;

  /** @param defaultOf the chain of a topic without a rule */
  constructor(rules: PayloadRules = NO_RULES, defaultOf?: DefaultOf) {
    this.#defaultOf = defaultOf;
    if (rules !== NO_RULES) this.set(rules);
  }

  get rules(): PayloadRules {
    return this.#rules;
  }

  /** Replaces all rules. */
  set(rules: PayloadRules): void {
    this.#rules = rules;
    this.#times += 1;
    this.#chosen = rules.chains.map((rule, index) => ({
      rule,
      format: chainFormat(rule.chain, rules, `chain-${this.#times}-${index}`),
    }));
    this.#defaults = new Map();
    this.#ofTopics.clear();
  }

  /** Forgets the defaults, because the chains of topics without a rule may have changed. */
  forget(): void {
    this.#ofTopics.clear();
  }

  /**
   * undefined if no chain was chosen and there is no default. @param place of the message; default: the
   * newest
   */
  of(topic: string | undefined, place: MessagePlace = NEWEST): PayloadFormat | undefined {
    const found = this.#of(topic);
    return found?.declaredAt?.(place) ?? found?.format;
  }

  /** The format of a chain that another message declared for a message. */
  by(chain: DefaultChain): PayloadFormat | undefined {
    return this.#default(chain)?.format;
  }

  /** The rule that the user made for a topic. */
  ruleOf(topic: string): ChainRule | undefined {
    return this.#of(topic)?.rule;
  }

  named(id: string): PayloadFormat | undefined {
    return [...this.#chosen, ...this.#defaults.values()].find(({ format }) => format.id === id)
      ?.format;
  }

  /** Forgets the default of one topic. */
  changed(topic: string): void {
    this.#ofTopics.delete(topic);
  }

  /**
   * Loads all chains, for uses that need all of them, such as a filter.
   * @param chains that topics without a rule may turn out to have
   */
  async load(chains: readonly string[] = []): Promise<void> {
    for (const chain of chains) this.#default({ chain });
    const all = [...this.#chosen, ...this.#defaults.values()];
    await Promise.all(all.map(({ format }) => loadFormat(format)));
  }

  #of(topic: string | undefined): Chosen | undefined {
    if (topic === undefined) return undefined;
    if (this.#chosen.length === 0 && this.#defaultOf === undefined) return undefined;
    const known = this.#ofTopics.get(topic);
    if (known !== undefined || this.#ofTopics.has(topic)) return known;
    let found = this.#chosen.find(({ rule }) => rule && topicMatches(rule.filter, topic));
    if (found === undefined && this.#defaultOf !== undefined) {
      const byDefault = this.#defaultOf(topic);
      // Not cached: the answer may be known later.
      if (byDefault === undefined) return undefined;
      const { declaredAt } = byDefault;
      const made = this.#default(byDefault);
      found = made && (declaredAt === undefined ? made : { ...made, declaredAt });
    }
    if (this.#ofTopics.size >= KEPT) this.#ofTopics.clear();
    this.#ofTopics.set(topic, found);
    return found;
  }

  #default(byDefault: DefaultChain): Chosen | undefined {
    const { chain, files, later } = byDefault;
    if (chain === undefined) return undefined;
    const name = identityOf(byDefault);
    const known = this.#defaults.get(name);
    if (known !== undefined) return known;
    if (this.#defaults.size >= KEPT_DEFAULTS) {
      this.#defaults.clear();
      this.#ofTopics.clear();
    }
    this.#made += 1;
    const id = `default-${this.#times}-${this.#made}`;
    const reading = chainFormat(chain, files === undefined ? this.#rules : { files }, id);
    const format = later === undefined ? reading : { ...reading, later };
    const made = { rule: undefined, format };
    this.#defaults.set(name, made);
    return made;
  }
}

/** A format for a chain that needs no loading. */
export function readyFormat(chain: string, format: PayloadFormat): PayloadFormat {
  return {
    id: 'told',
    name: chain,
    extension: '.bin',
    unwrap: Lazy.of((payload) => ({ bytes: payload, format })),
  };
}

function chainFormat(
  chain: string,
  { files }: Pick<PayloadRules, 'files'>,
  id: string,
): PayloadFormat {
  return {
    id,
    name: chain,
    extension: '.bin',
    madeOf: { chain, files },
    unwrap: new Lazy(async () => (await import('./chain.ts')).chainUnwrap(chain, files)),
  };
}
