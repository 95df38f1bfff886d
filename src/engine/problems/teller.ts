/** Tells what is found, with the place of the packet that is being judged. */
import type { PacketProblem } from '../../mqtt/dissection.ts';
import { type Finding, ofBytes } from '../rules/findings.ts';
import type { FoundProblem, ProblemRule } from '../rules/problem.ts';
import { ruleById, ruleOf } from '../rules/rules.ts';
import type { StreamFacts } from '../streams/streamFacts.ts';
import type { FoundElsewhere, Say } from './say.ts';

/** Where the packet stands. */
export interface Place {
  readonly number: number;
  /** µs since the capture's origin. */
  readonly time: number;
  readonly stream: StreamFacts;
}

export class Teller {
  readonly #found: (problem: FoundProblem) => void;
  #place: Place | undefined;

  constructor(found: (problem: FoundProblem) => void) {
    this.#found = found;
  }

  /** What is told from now on is about that packet. */
  at(place: Place): void {
    this.#place = place;
  }

  readonly say: Say = (id, finding, elsewhere = {}) => {
    this.#tell(ruleById(id), finding, elsewhere);
  };

  /** A rule on packets alone, which nobody looked for in the bytes. */
  sayOfPacket(id: 'payload-format' | 'utf-8-discouraged', finding: Finding): void {
    this.#tell(ruleById(id), finding);
  }

  /** What a packet's own bytes break. */
  ofBytes(problem: PacketProblem): void {
    this.#tell(ruleOf(problem), ofBytes(problem.breach), {}, problem.statement);
  }

  #tell(
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
