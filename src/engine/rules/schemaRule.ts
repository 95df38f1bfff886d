/** The rule that a person makes: messages on topics with a schema keep to it. Judged beside the conversation. */
import type { ProblemRule } from '../findings/problem.ts';

export const SCHEMA_BREACH = {
  id: 'schema-breach',
  severity: 'warn',
  // What a payload says is for those who use it to decide.
  statement: () => 'MQTT-3.3.3',
} as const satisfies ProblemRule;
