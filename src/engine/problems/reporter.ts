/** Reports findings of the rules, with the position of the current packet. */
import type { PacketProblem } from '../../mqtt/dissect/dissection.ts';
import { type Finding, ofBytes } from '../findings/findings.ts';
import type { FoundProblem, ProblemRule } from '../findings/problem.ts';
import type { FoundElsewhere, Report } from '../findings/report.ts';
import { ruleById, ruleOf } from '../rules/rules.ts';
import type { StreamFacts } from '../streams/streamFacts.ts';

/** Position of a packet. */
export interface Place {
  readonly number: number;
  /** µs since the capture's origin. */
  readonly time: number;
  readonly stream: StreamFacts;
}

export class Reporter {
  readonly #found: (problem: FoundProblem) => void;
  #place: Place | undefined;

  constructor(found: (problem: FoundProblem) => void) {
    this.#found = found;
  }

  /** Sets the packet of the following findings. */
  at(place: Place): void {
    this.#place = place;
  }

  /** Returns the report function of a rule. */
  reportAs(id: string): Report {
    const rule = ruleById(id);
    return (finding, elsewhere) => {
      this.#report(rule, finding, elsewhere);
    };
  }

  /**
   * Reports a problem of a packet's own bytes.
   * @param finding explains it better than its breach does
   */
  ofBytes(problem: PacketProblem, finding: Finding = ofBytes(problem.breach)): void {
    this.#report(ruleOf(problem), finding, {}, problem.statement);
  }

  #report(
    rule: ProblemRule,
    finding: Finding,
    elsewhere: FoundElsewhere = {},
    statement?: string,
  ): void {
    if (this.#place === undefined) return;
    const { number, time, stream } = this.#place;
    const own = elsewhere.statement === undefined ? undefined : `MQTT-${elsewhere.statement}`;
    this.#found({
      rule: rule.id,
      severity: rule.severity,
      statement: statement ?? own ?? rule.statement(stream.version ?? 4),
      finding,
      packet: elsewhere.packet ?? number,
      other: elsewhere.other,
      stream: stream.ordinal,
      time: elsewhere.time ?? time,
    });
  }
}
