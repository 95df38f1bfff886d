/** How the tables of rules are written. */
import type { ProblemSeverity } from './problem.ts';

/** What a rule on a packet's own bytes says beside the statement that `src/mqtt` has of it. */
export interface PacketRuleEntry {
  readonly title: string;
  readonly explanation: string;
  readonly remedy: string;
}

/** A rule on a conversation. The numbers are those of MQTT 3.1.1 and 5.0; 3.1 borrows from 3.1.1. */
export interface RuleEntry extends PacketRuleEntry {
  readonly severity: ProblemSeverity;
  /** Absent: the rule is MQTT 5's alone. */
  readonly v4?: string;
  /** Absent: MQTT 5 has no such rule. */
  readonly v5?: string;
}
