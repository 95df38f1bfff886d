/** The problems of a packet, from its bytes and from the surrounding conversation, without duplicates. */

import type { FoundProblem, ProblemSeverity } from '../../../engine/findings/problem.ts';
import type { PacketDetail } from '../../../engine/window/window.ts';
import type { Texts } from '../../../i18n/en/texts.ts';
import type { PacketProblem } from '../../../mqtt/dissect/dissection.ts';
import type { Severity } from '../../../mqtt/statements/rule.ts';

export interface ListedProblem {
  readonly key: string;
  readonly severity: ProblemSeverity;
  /** Title of the rule. Undefined if only the packet's bytes show the problem. */
  readonly title: string | undefined;
  /** Kind of error in the bytes, if any. */
  readonly kind: Severity | undefined;
  readonly statement: string;
  readonly text: string;
  readonly remedy: string | undefined;
  /** Another packet that belongs to it. */
  readonly other: number | undefined;
}

const ORDER: Readonly<Record<ProblemSeverity, number>> = { error: 0, warn: 1, note: 2 };

export function listProblems(
  detail: Pick<PacketDetail, 'problems' | 'found'>,
  t: Texts['explain'],
): readonly ListedProblem[] {
  const found = detail.found ?? [];
  const stated = new Set(found.map(({ statement }) => statement));
  const rest = detail.problems.filter(({ statement }) => !stated.has(statement));
  const kinds = new Map(detail.problems.map(({ statement, severity }) => [statement, severity]));
  return [
    ...found.map((one) => ofRule(one, kinds.get(one.statement), t)),
    ...rest.map((one) => ofBytes(one, t)),
  ].toSorted((a, b) => ORDER[a.severity] - ORDER[b.severity]);
}

function ofRule(
  problem: FoundProblem,
  kind: Severity | undefined,
  t: Texts['explain'],
): ListedProblem {
  const { rule, severity, statement, other } = problem;
  const text = t.foundWrong(problem);
  const words = t.rule(rule);
  return {
    key: `${rule} ${text}`,
    severity,
    title: words?.title ?? rule,
    kind,
    statement,
    text,
    remedy: words?.remedy,
    other,
  };
}

function ofBytes(problem: PacketProblem, t: Texts['explain']): ListedProblem {
  const { severity, statement, breach, offset } = problem;
  return {
    key: `${statement} ${offset} ${breach.key}`,
    severity: severity === 'caution' ? 'warn' : 'error',
    title: undefined,
    kind: severity,
    statement,
    text: t.breach(breach),
    remedy: undefined,
    other: undefined,
  };
}
