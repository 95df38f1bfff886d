/**
 * Rule on convention files: limits the device data in a message. Its problems are reported outside the
 * conversation.
 */
import type { ProblemRule } from '../findings/problem.ts';
import { NOT_IN_CAPTURES } from './judgedOn.ts';

export const CONVENTION_LIMIT = {
  id: 'convention-limit',
  severity: 'note',
  // The content of a payload is up to its applications.
  statement: () => 'MQTT-3.3.3',
  judgedOn: NOT_IN_CAPTURES,
} as const satisfies ProblemRule;
