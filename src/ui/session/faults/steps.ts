/** Clients in step mode, and the tabs that release their packets. */
import type { FaultReply } from '../../../broker/faults/commands.ts';
import type { WaitingPacket } from '../../../broker/faults/marks.ts';
import { connectionById, useConnection } from '../connection/connections.ts';
import { perConnection } from '../connection/perConnection.ts';
import { ownClientOf } from './place.ts';

export type WaitingReply = Extract<FaultReply, { readonly kind: 'waiting' }>;

export interface StepState {
  /** The client in step mode by this tab; undefined: none. */
  readonly client: string | undefined;
  /** Clients put into step mode by this tab. */
  readonly started: readonly string[];
  /** The latest answer of the broker. */
  readonly waiting: WaitingReply | undefined;
  /** Packets released from here, in order. */
  readonly passed: readonly WaitingPacket[];
}

const FIRST: StepState = { client: undefined, started: [], waiting: undefined, passed: [] };

export const steps = perConnection(FIRST);

/**
 * The tab that releases the packets of this connection: its own, or another tab of the same broker that chose its
 * client. Undefined if its packets are not known to be in step mode.
 */
export function stepTabOf(connectionId: string): string | undefined {
  return tabIn(steps.all(), connectionId);
}

export function useStepTab(connectionId: string): string | undefined {
  // The client's name at the broker may change.
  useConnection(connectionId, 'state');
  return steps.useAll((all) => tabIn(all, connectionId));
}

function tabIn(of: Readonly<Record<string, StepState>>, connectionId: string): string | undefined {
  if (of[connectionId]?.client !== undefined) return connectionId;
  const own = ownClientOf(connectionId);
  if (own === undefined) return undefined;
  return tabsBeside(of, connectionId).find((id) => of[id]?.client === own);
}

/** Tabs of the same broker, including this one. */
export function tabsBeside(
  of: Readonly<Record<string, StepState>>,
  connectionId: string,
): string[] {
  const url = connectionById(connectionId)?.settings?.url;
  if (url === undefined) return [];
  return Object.keys(of).filter((id) => connectionById(id)?.settings?.url === url);
}
