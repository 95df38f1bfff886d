import { useCallback, useEffect, useState } from 'react';
import type { PacketDetail } from '../../../engine/window/window.ts';
import { useReading } from '../../session/connection/payloads.ts';
import { useSelection } from '../../session/connection/selection.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import { type Readable, readable } from '../../session/packet/readable.ts';
import { useChosen } from '../../session/payloadRules/rules.ts';
import { useProblemCount } from '../../session/problems/useProblemCount.ts';

export type ShownPacket =
  | { readonly kind: 'none' }
  /** Requested a moment ago, with no previous packet to show until it is there. */
  | { readonly kind: 'asked' }
  | { readonly kind: 'loading' | 'gone'; readonly packet: number }
  /** The selected packet, or the previous one until the bytes of the selected one are there. */
  | {
      readonly kind: 'there';
      readonly detail: PacketDetail;
      readonly readable: Readable;
    };

/** Largest packet in bytes that is requested repeatedly. */
const SMALL = 64 << 10;

/**
 * The selected packet, loaded once because it may be large, and again when a problem is found.
 * @param revealed number of the packet whose secrets the user chose to see, or all packets
 */
export function usePacketDetail(
  connectionId: string,
  revealed: number | 'all' | undefined,
): ShownPacket {
  const { packet } = useSelection(connectionId);
  const [held, setHeld] = useState<PacketDetail>();
  const have = held !== undefined && held.row.number === packet;
  const found = useProblemCount(connectionId, 'total');
  const [foundThen, setFoundThen] = useState(0);
  // A problem may be found later, such as a missing acknowledgement.
  const isCurrent = have && (found === foundThen || held.bytes.length > SMALL);
  const reply = useWindowPart(connectionId, 'packet', isCurrent ? undefined : packet);

  if (!isCurrent && reply && reply.row.number === packet && reply !== held) {
    setHeld(reply);
    setFoundThen(found);
  }

  const isSlow = useIsSlow(packet);

  const reveal = revealed === 'all' || (held !== undefined && held.row.number === revealed);
  const chosen = useChosen(connectionId, held?.row.topic, held);
  const made = useReading(
    useCallback(
      () => (held === undefined ? undefined : readable(held, reveal, chosen)),
      [held, reveal, chosen],
    ),
  );
  if (packet === undefined) return { kind: 'none' };
  // An answer of `null` may still be that for the packet before.
  if (have || !isSlow)
    return held === undefined || made === undefined
      ? { kind: 'asked' }
      : { kind: 'there', detail: held, readable: made };
  return { kind: reply === null ? 'gone' : 'loading', packet };
}

/** ms within which an answer usually arrives. */
const USUAL = 150;

function useIsSlow(packet: number | undefined): boolean {
  const [slow, setSlow] = useState<number>();
  useEffect(() => {
    const timer = setTimeout(() => setSlow(packet), USUAL);
    return () => clearTimeout(timer);
  }, [packet]);
  return packet !== undefined && slow === packet;
}
