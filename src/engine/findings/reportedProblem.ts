/** Turns a problem in a packet's own bytes into a problem of a rule. */

import type { PacketProblem } from '../../mqtt/dissect/dissection.ts';
import { breachText } from '../../mqtt/statements/breachWords.ts';
import type { Severity } from '../../mqtt/statements/rule.ts';

export interface ReportedProblem {
  readonly rule: string;
  readonly severity: 'note' | 'warn' | 'error';
  /** Statement in the stream's version. */
  readonly statement: string;
  /** English, for programs and files. */
  readonly text: string;
}

const SEVERITIES: Readonly<Record<Severity, ReportedProblem['severity']>> = {
  malformed: 'error',
  protocol: 'error',
  caution: 'warn',
};
/** A gap in the capture proves nothing about client or broker. */
const NOTES: ReadonlySet<string> = new Set(['captureGap', 'captureEnd']);

export function reportProblem(problem: PacketProblem): ReportedProblem {
  const { rule = problem.statement, severity, statement, breach } = problem;
  return {
    rule,
    severity: NOTES.has(rule) ? 'note' : SEVERITIES[severity],
    statement,
    text: breachText(breach),
  };
}
