/** Rule on a side whose announced lengths lead into the middle of packets. Judged at the end of its stream. */
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { ProblemRule } from '../findings/problem.ts';

export const OUT_OF_STEP = {
  id: 'out-of-step',
  severity: 'error',
  statement: (version: ProtocolVersion) => (version === 5 ? 'MQTT-2.1.4' : 'MQTT-2.2.3'),
} as const satisfies ProblemRule;
