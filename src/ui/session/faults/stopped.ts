/** Packets that a rule holds for the user: loads a whole packet, and sends the decision. */
import { base64 } from '@scure/base';
import type { Refused } from '../../../broker/core/commands/refusals.ts';
import type { FaultReply } from '../../../broker/faults/commands.ts';
import { perConnection } from '../connection/perConnection.ts';
import { askFaults } from './askFaults.ts';
import { refreshWaiting } from './stepping.ts';

export type WholePacket = Extract<FaultReply, { readonly kind: 'waiting-packet' }>;

interface Edit {
  /** The selected packet. */
  readonly packet: number | undefined;
  /** Typed bytes in hexadecimal; undefined: unchanged. */
  readonly text: string | undefined;
}

/** Kept while another view is in front. */
const edits = perConnection<Edit>({ packet: undefined, text: undefined });

export const useEdit = edits.use;

export function lookAt(connectionId: string, packet: number): void {
  if (edits.of(connectionId).packet !== packet) {
    edits.change(connectionId, { packet, text: undefined });
  }
}

export function editPacket(connectionId: string, packet: number, text: string): void {
  edits.change(connectionId, { packet, text });
}

/** Undefined if it no longer waits. */
export async function wholePacket(
  connectionId: string,
  packet: number,
): Promise<WholePacket | undefined> {
  const reply = await askFaults(connectionId, { kind: 'show-waiting', packet });
  return reply.kind === 'waiting-packet' ? reply : undefined;
}

/**
 * Sends the packets that replace a stopped one, and those that return to its sender. Resolves to the
 * rejection, if any.
 */
export async function decidePacket(
  connectionId: string,
  packet: number,
  forward: readonly Uint8Array[],
  back: readonly Uint8Array[],
): Promise<Refused | undefined> {
  const inText = (packets: readonly Uint8Array[]) => packets.map((bytes) => base64.encode(bytes));
  const command = { kind: 'decide', packet, forward: inText(forward), back: inText(back) } as const;
  const reply = await askFaults(connectionId, command);
  await refreshWaiting(connectionId);
  return reply.kind === 'refused' ? reply : undefined;
}
