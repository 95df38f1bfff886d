/** Rules about the user's JSON Schemas: messages on topics with a schema match it. Judged beside the conversation. */
import type { ProblemRule } from '../findings/problem.ts';

export const SCHEMA_BREACH = {
  id: 'schema-breach',
  severity: 'warn',
  // The content of a payload is up to its applications.
  statement: () => 'MQTT-3.3.3',
} as const satisfies ProblemRule;

/** A message cost more to judge than it may: the schema is no longer used. */
export const SCHEMA_OFF = {
  id: 'schema-off',
  severity: 'note',
  statement: () => 'MQTT-3.3.3',
} as const satisfies ProblemRule;
