/** Rule about convention files: a message says no more of devices than may be told of one. Reported beside the conversation. */
import type { ProblemRule } from '../findings/problem.ts';

export const CONVENTION_LIMIT = {
  id: 'convention-limit',
  severity: 'note',
  // The content of a payload is up to its applications.
  statement: () => 'MQTT-3.3.3',
} as const satisfies ProblemRule;
