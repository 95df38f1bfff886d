/** Rule on values that change their type on a topic. Judged outside the conversation. */
import type { ProblemRule } from '../findings/problem.ts';

export const VALUE_TYPE = {
  id: 'value-type-changed',
  severity: 'warn',
  // The content of a payload is up to its applications.
  statement: () => 'MQTT-3.3.3',
  judgedOn: { types: ['publish'] },
} as const satisfies ProblemRule;
