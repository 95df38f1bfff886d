/** Packets that a rule holds for a person: looking at one whole, and deciding on it. */
import { base64 } from '@scure/base';
import type { Refused } from '../../../broker/core/refusals.ts';
import type { FaultReply } from '../../../broker/faults/commands.ts';
import { askBroker } from '../brokers.ts';
import { refreshWaiting } from './stepping.ts';

export type WholePacket = Extract<FaultReply, { readonly kind: 'waiting-packet' }>;

/** undefined: it no longer waits. */
export async function wholePacket(
  connectionId: string,
  packet: number,
): Promise<WholePacket | undefined> {
  const reply = await askBroker(connectionId, { kind: 'show-waiting', packet });
  return reply.kind === 'waiting-packet' ? reply : undefined;
}

/** What goes on in its place, and what goes back to its sender. Resolves to why not. */
export async function decidePacket(
  connectionId: string,
  packet: number,
  forward: readonly Uint8Array[],
  back: readonly Uint8Array[],
): Promise<Refused | undefined> {
  const inText = (packets: readonly Uint8Array[]) => packets.map((bytes) => base64.encode(bytes));
  const command = { kind: 'decide', packet, forward: inText(forward), back: inText(back) } as const;
  const reply = await askBroker(connectionId, command);
  await refreshWaiting(connectionId);
  return reply.kind === 'refused' ? reply : undefined;
}
