/** Auto-reply rules of a connection, stored in its profile. */
import type { RuleStatus } from '../../../connection/protocol/answerProtocol.ts';
import { type AnswerRule, MOST_ANSWERS } from '../../../profiles/settings/answerRule.ts';
import { rebased } from '../../../profiles/settings/rebased.ts';
import { answerRulesIn } from '../../../profiles/stored/answerRules.ts';
import { change, connectionById, useConnection } from '../connection/connections.ts';
import { changeStored } from '../profiles/changeStored.ts';
import { draftOf, followConnection } from '../profiles/drafts.ts';

/** Cache of stored rules by their raw value. */
const read = new WeakMap<object, readonly AnswerRule[]>();
const NONE: readonly AnswerRule[] = [];

function rulesIn(stored: unknown): readonly AnswerRule[] {
  if (typeof stored !== 'object' || stored === null) return NONE;
  const known = read.get(stored) ?? answerRulesIn(stored);
  read.set(stored, known);
  return known;
}

export function useAnswerRules(connectionId: string): readonly AnswerRule[] {
  return rulesIn(useConnection(connectionId, 'settings')?.settings?.answers);
}

export const answerRulesOf = (connectionId: string): readonly AnswerRule[] =>
  rulesIn(connectionById(connectionId)?.settings?.answers);

/** Effective immediately, and stored in the profile if there is one. */
export async function setAnswerRules(
  connectionId: string,
  answers: readonly AnswerRule[],
): Promise<void> {
  const connection = connectionById(connectionId);
  if (connection?.settings === undefined) return;
  const { settings, handle } = connection;
  change(connectionId, () => ({ settings: { ...settings, answers } }));
  handle.send({ kind: 'answer-by', rules: answers });
  if (draftOf(connectionId) === undefined) return;
  followConnection(connectionId, { answers });
  const before = rulesIn(settings.answers);
  await changeStored(connectionId, (stored) => ({
    ...stored,
    answers: rebased(rulesIn(stored.answers), before, answers, ({ id }) => id).slice(
      0,
      MOST_ANSWERS.rules,
    ),
  }));
}

/** Stored with the rules, so that a stopped rule does not start again after a reload. */
export async function keepStops(
  connectionId: string,
  statuses: readonly RuleStatus[],
): Promise<void> {
  const rules = answerRulesOf(connectionId);
  const kept = rules.map((rule) => {
    const status = statuses.find(({ id }) => id === rule.id);
    if (status?.stopped === undefined || rule.isStopped) return rule;
    return { ...rule, isStopped: true as const };
  });
  if (kept.some((rule, at) => rule !== rules[at])) await setAnswerRules(connectionId, kept);
}

/** Resumes a rule at the user's request. */
export async function letGoOn(connectionId: string, id: string): Promise<void> {
  connectionById(connectionId)?.handle.send({ kind: 'answer-again', id });
  const rules = answerRulesOf(connectionId);
  await setAnswerRules(
    connectionId,
    rules.map((rule) => (rule.id === id ? asNew(rule) : rule)),
  );
}

/** The rule without its stopped state. */
export function asNew({ isStopped: _before, ...rule }: AnswerRule): AnswerRule {
  return rule;
}

/** Replaces the rule with the same id, or appends it. */
export function withRule(rules: readonly AnswerRule[], rule: AnswerRule): readonly AnswerRule[] {
  const at = rules.findIndex(({ id }) => id === rule.id);
  return at === -1 ? [...rules, rule] : rules.with(at, rule);
}
