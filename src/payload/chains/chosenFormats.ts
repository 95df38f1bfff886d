/** The formats that a person chose for topics. What chains are made of is loaded with the first payload of one. */
import { Part } from '../../mqtt/part.ts';
import { topicMatches } from '../../mqtt/topics.ts';
import type { PayloadFormat } from '../formats/format.ts';
import { loadFormat } from '../formats/formats.ts';
import { type ChainRule, NO_RULES, type PayloadRules } from './rules.ts';

/** Topics for which the rule is kept; most captures have fewer. */
const KEPT = 20_000;

interface Chosen {
  readonly rule: ChainRule;
  readonly format: PayloadFormat;
}

export class ChosenFormats {
  #rules = NO_RULES;
  #chosen: readonly Chosen[] = [];
  /** How often rules were set: what was made by others is told from what is made by these. */
  #times = 0;
  readonly #ofTopics = new Map<string, Chosen | undefined>();

  constructor(rules: PayloadRules = NO_RULES) {
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
    this.#ofTopics.clear();
  }

  /** undefined: none was chosen for it. */
  of(topic: string | undefined): PayloadFormat | undefined {
    return this.#of(topic)?.format;
  }

  ruleOf(topic: string): ChainRule | undefined {
    return this.#of(topic)?.rule;
  }

  named(id: string): PayloadFormat | undefined {
    return this.#chosen.find(({ format }) => format.id === id)?.format;
  }

  /** For what must not miss anything, such as a filter. */
  async load(): Promise<void> {
    await Promise.all(this.#chosen.map(({ format }) => loadFormat(format)));
  }

  #of(topic: string | undefined): Chosen | undefined {
    if (topic === undefined || this.#chosen.length === 0) return undefined;
    const known = this.#ofTopics.get(topic);
    if (known !== undefined || this.#ofTopics.has(topic)) return known;
    const found = this.#chosen.find(({ rule }) => topicMatches(rule.filter, topic));
    if (this.#ofTopics.size >= KEPT) this.#ofTopics.clear();
    this.#ofTopics.set(topic, found);
    return found;
  }
}

function chainFormat(chain: string, { files }: PayloadRules, id: string): PayloadFormat {
  return {
    id,
    name: chain,
    extension: '.bin',
    unwrap: new Part(async () => (await import('./chain.ts')).chainUnwrap(chain, files)),
  };
}
