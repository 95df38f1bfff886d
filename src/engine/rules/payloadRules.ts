/** Rules on payloads, whatever their topic. Judged outside the conversation, because every payload is read. */
import type { ProblemRule } from '../findings/problem.ts';

// The content of a payload is up to its applications.
const statement = () => 'MQTT-3.3.3';
const judgedOn = { types: ['publish'] } as const;

export const PAYLOAD_NUL = {
  id: 'payload-nul',
  severity: 'note',
  statement,
  judgedOn,
} as const satisfies ProblemRule;

export const MEANT_AS_JSON = {
  id: 'meant-as-json',
  severity: 'note',
  statement,
  judgedOn,
} as const satisfies ProblemRule;

export const PACKET_IN_PAYLOAD = {
  id: 'packet-in-payload',
  severity: 'note',
  statement,
  judgedOn,
} as const satisfies ProblemRule;
