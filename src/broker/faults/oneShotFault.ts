/** One fault, done to the first packet that matches, for a recipe; then it is over. */
import type { Sender } from '../../mqtt/tables/packet.ts';
import type { PacketFacts } from './conversation.ts';
import type { FaultAction } from './faultRule.ts';

export interface OneShotFault {
  /** The packet is marked with it. */
  readonly id: string;
  /** Exactly this client identifier; undefined: whoever comes first. */
  readonly client: string | undefined;
  readonly matches: (facts: PacketFacts, sender: Sender) => boolean;
  /** undefined: the packet goes on to the rules, and nothing is marked. */
  readonly action: FaultAction | undefined;
  /** Called at the packet, in the midst of the layer's work: it must not give anything to the layer. */
  readonly applied: (client: string, now: number) => void;
}
