/** A fault applied once, to the first matching packet, for a recipe. */
import type { Sender } from '../../mqtt/tables/packet.ts';
import type { PacketFacts } from './conversation.ts';
import type { FaultAction } from './faultRule.ts';

export interface OneShotFault {
  /** Marks of the packet carry it. */
  readonly id: string;
  /** Exactly this client identifier; undefined: the first client. */
  readonly client: string | undefined;
  readonly matches: (facts: PacketFacts, sender: Sender) => boolean;
  /** undefined: the packet continues to the rules without a mark. */
  readonly action: FaultAction | undefined;
  /** Called during the packet's processing: it must not call the layer. */
  readonly applied: (client: string, now: number) => void;
}
