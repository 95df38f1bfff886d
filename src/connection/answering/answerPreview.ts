/** Computes the reply of a rule to the last message that it matches. */
import type { Capture } from '../../engine/capture/capture.ts';
import type { AnswerRule } from '../../profiles/settings/answerRule.ts';
import { FILTER_LANGUAGE } from '../questions/filterRuns.ts';
import type { Filling } from '../templates/filling.ts';
import type { AnswerPreview } from '../templates/templateSource.ts';
import { answeredAt } from './answeredAt.ts';
import { RuleRun } from './ruleRun.ts';

/** Number of packets to examine, from the newest backwards. */
const LOOKED_BACK = 5000;
const PUBLISH = 3;

/** Messages that exceed the budget of the rule's filter. */
const MOST_GIVEN_UP = 3;

export async function previewAnswer(
  capture: Capture,
  filling: Filling,
  rule: AnswerRule,
): Promise<AnswerPreview> {
  await filling.ready(rule);
  const { when } = rule;
  const language = when.kind === 'filter' ? await FILTER_LANGUAGE.load() : undefined;
  const run = new RuleRun(rule, filling.maker(rule), language?.compileFilter(when.text));
  const cursor = capture.cursor();
  cursor.refresh();
  for (let packet = capture.newest; packet > capture.newest - LOOKED_BACK && packet > 0; packet--) {
    if (run.givenUp >= MOST_GIVEN_UP) break;
    if (!cursor.moveTo(packet) || cursor.direction !== 'in') continue;
    if (cursor.firstByte >> 4 !== PUBLISH || !run.matches(cursor)) continue;
    const message = answeredAt(cursor);
    if (message !== undefined) return { to: { packet, said: run.make(1, message) } };
  }
  return { to: undefined };
}
