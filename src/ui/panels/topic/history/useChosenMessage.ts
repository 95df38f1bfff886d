import { useState } from 'react';
import { useSelection } from '../../../session/connection/selection.ts';
import { useWindowPart } from '../../../session/connection/useWindowPart.ts';
import type { Compared } from '../value/compared.ts';

type ChosenMessage =
  | { readonly kind: 'newest' }
  /** Not loaded yet. */
  | { readonly kind: 'asked' }
  | { readonly kind: 'there'; readonly compared: Compared };

const NEWEST: ChosenMessage = { kind: 'newest' };

/**
 * The message of the selected packet, with the one before it, however old. `newest` if the packet has no message on
 * this topic.
 */
export function useChosenMessage(connectionId: string, topic: string): ChosenMessage {
  const { packet, isNewest } = useSelection(connectionId);
  const wanted = isNewest ? undefined : packet;
  const [held, setHeld] = useState<{ readonly packet: number; readonly chosen: ChosenMessage }>();
  const isHeld = held !== undefined && held.packet === wanted;
  const reply = useWindowPart(connectionId, 'message', isHeld ? undefined : wanted);
  if (wanted === undefined) return NEWEST;
  if (isHeld) return held.chosen;
  if (reply?.packet !== wanted) return { kind: 'asked' };
  const { found } = reply;
  const chosen: ChosenMessage =
    found?.topic === topic ? { kind: 'there', compared: found } : NEWEST;
  setHeld({ packet: wanted, chosen });
  return chosen;
}
