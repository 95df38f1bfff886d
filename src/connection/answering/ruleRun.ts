/** A rule at work: the messages that it matches, its rate, and whether it is stopped. */
import type { Steps } from '../../base/steps.ts';
import type { CompiledFilter } from '../../engine/filter/compile.ts';
import type { PacketFacts } from '../../engine/filter/packetFacts.ts';
import { topicMatches } from '../../mqtt/tables/topics.ts';
import type { AnswerRule } from '../../profiles/settings/answerRule.ts';
import type { RuleStatus, RuleStop } from '../protocol/answerProtocol.ts';
import type { Make } from '../templates/templateSource.ts';

const RETAIN = 1;
/** µs. */
const SECOND = 1_000_000;

export class RuleRun {
  readonly rule: AnswerRule;
  readonly #make: Make;
  readonly #filter: CompiledFilter | undefined;
  answered = 0;
  leftOut = 0;
  failed = 0;
  stopped: RuleStop | undefined;
  #secondBegan = Number.NEGATIVE_INFINITY;
  #inSecond = 0;

  constructor(rule: AnswerRule, make: Make, filter: CompiledFilter | undefined) {
    this.rule = rule;
    this.#make = make;
    this.#filter = filter;
  }

  get make(): Make {
    return this.#make;
  }

  /** Number of messages whose display filter exceeded the budget. */
  get givenUp(): number {
    return this.#filter?.ok === true ? this.#filter.spending.givenUp : 0;
  }

  /** Tests a received PUBLISH. @param shared budget of the filters of all rules */
  matches(facts: PacketFacts, shared?: Steps): boolean {
    const { when, alsoRetained } = this.rule;
    if (!alsoRetained && (facts.firstByte & RETAIN) !== 0) return false;
    if (when.kind === 'filter')
      return this.#filter?.ok === true && this.#filter.testOnArrival(facts, shared);
    return facts.topic !== undefined && topicMatches(when.text, facts.topic);
  }

  /** True if another reply is allowed in this second; counts it. */
  allowsReply(now: number): boolean {
    if (now - this.#secondBegan >= SECOND) {
      this.#secondBegan = now;
      this.#inSecond = 0;
    }
    this.#inSecond += 1;
    return this.#inSecond <= this.rule.perSecond;
  }

  get status(): RuleStatus {
    const { answered, leftOut, failed, stopped } = this;
    const filter = this.#filter;
    const error = filter?.ok === false ? filter.error : undefined;
    const status = { id: this.rule.id, answered, leftOut, failed, stopped, error };
    return this.givenUp === 0 ? status : { ...status, givenUp: this.givenUp };
  }
}
