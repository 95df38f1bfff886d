/** How the tables of rules on conversations are written. */
import type { ProblemSeverity } from './problem.ts';

/** The numbers are those of MQTT 3.1.1 and 5.0; 3.1 borrows from 3.1.1. */
export interface RuleEntry {
  readonly severity: ProblemSeverity;
  /** Absent: the rule is MQTT 5's alone. */
  readonly v4?: string;
  /** Absent: MQTT 5 has no such rule. */
  readonly v5?: string;
}
