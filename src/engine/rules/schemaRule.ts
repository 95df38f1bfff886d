/**
 * Rules on the user's JSON Schemas: messages on a topic with a schema must match it. Judged outside the
 * conversation.
 */
import type { ProblemRule } from '../findings/problem.ts';
import { NOT_IN_CAPTURES } from './judgedOn.ts';

export const SCHEMA_BREACH = {
  id: 'schema-breach',
  severity: 'warn',
  // The content of a payload is up to its applications.
  statement: () => 'MQTT-3.3.3',
  judgedOn: NOT_IN_CAPTURES,
} as const satisfies ProblemRule;

/** A message could not be judged in time: the schema is not used any more. */
export const SCHEMA_OFF = {
  id: 'schema-off',
  severity: 'note',
  statement: () => 'MQTT-3.3.3',
  judgedOn: NOT_IN_CAPTURES,
} as const satisfies ProblemRule;
