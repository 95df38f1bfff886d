/**
 * Rules on the user's JSON Schemas: messages on a topic with a schema must match it. Judged outside the
 * conversation.
 */
import type { ProblemRule } from '../findings/problem.ts';

export const SCHEMA_BREACH = {
  id: 'schema-breach',
  severity: 'warn',
  // The content of a payload is up to its applications.
  statement: () => 'MQTT-3.3.3',
} as const satisfies ProblemRule;

/** Judging a message exceeded its budget: the schema is not used any more. */
export const SCHEMA_OFF = {
  id: 'schema-off',
  severity: 'note',
  statement: () => 'MQTT-3.3.3',
} as const satisfies ProblemRule;
