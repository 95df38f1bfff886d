/** The formats that a person chose for topics. What chains are made of is loaded with the first payload of one. */
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

/** Topics for which the rule is kept; most captures have fewer. */
const KEPT = 20_000;
/** Chains that no person chose. */
const KEPT_DEFAULTS = 2_000;
const NEWEST: MessagePlace = { number: Number.POSITIVE_INFINITY };

/** undefined: nothing was told of that message. */
type FormatAt = (place: MessagePlace) => PayloadFormat | undefined;

interface Chosen {
  /** undefined: a convention knows it. */
  readonly rule: ChainRule | undefined;
  readonly format: PayloadFormat;
  /** Of messages of which more is known. */
  readonly toldAt?: FormatAt | undefined;
}

/** undefined: nobody can tell yet. @param toldAt what messages of the topic are read by in place of the chain */
export type DefaultOf = (
  topic: string,
) => (DefaultChain & { readonly toldAt?: FormatAt | undefined }) | undefined;

export class ChosenFormats {
  #rules = NO_RULES;
  #chosen: readonly Chosen[] = [];
  /** How often rules were set: what was made by others is told from what is made by these. */
  #times = 0;
  readonly #ofTopics = new Map<string, Chosen | undefined>();

  /** Of what no rule was made for; by their chains and what these name. */
  #defaults = new Map<string, Chosen>();
  #made = 0;
  readonly #defaultOf: DefaultOf | undefined;

  /** @param defaultOf what a topic's payloads are read by where no rule is made for it */
  constructor(rules: PayloadRules = NO_RULES, defaultOf?: DefaultOf) {
    this.#defaultOf = defaultOf;
    if (rules !== NO_RULES) this.set(rules);
  }

  get rules(): PayloadRules {
    return this.#rules;
  }

  /** From then on these alone. */
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

  /** What is told where no rule is made may be something else now. */
  forget(): void {
    this.#ofTopics.clear();
  }

  /** undefined: none was chosen for it, and nothing else tells. @param place of the message; without it, the newest */
  of(topic: string | undefined, place: MessagePlace = NEWEST): PayloadFormat | undefined {
    const found = this.#of(topic);
    return found?.toldAt?.(place) ?? found?.format;
  }

  /** Of a chain that was told of a message. */
  by(chain: DefaultChain): PayloadFormat | undefined {
    return this.#default(chain)?.format;
  }

  /** That a person made. */
  ruleOf(topic: string): ChainRule | undefined {
    return this.#of(topic)?.rule;
  }

  named(id: string): PayloadFormat | undefined {
    return [...this.#chosen, ...this.#defaults.values()].find(({ format }) => format.id === id)
      ?.format;
  }

  /** What its payloads are read by where no rule is made for it is another. */
  changed(topic: string): void {
    this.#ofTopics.delete(topic);
  }

  /**
   * For what must not miss anything, such as a filter.
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
      // It is asked again when it is known.
      if (byDefault === undefined) return undefined;
      const { toldAt } = byDefault;
      const made = this.#default(byDefault);
      found = made && (toldAt === undefined ? made : { ...made, toldAt });
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

/** A chain that need not be loaded, and what it comes to. */
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
