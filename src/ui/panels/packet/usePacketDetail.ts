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
  /** Requested a moment ago: nothing to show yet. `before`: the packet shown until then. */
  | { readonly kind: 'asked'; readonly packet: number; readonly before: PacketDetail | undefined }
  | { readonly kind: 'loading' | 'gone'; readonly packet: number }
  | {
      readonly kind: 'there';
      readonly detail: PacketDetail;
      readonly readable: Readable;
    };

/** Largest packet in bytes that is requested repeatedly. */
const SMALL = 64 << 10;

/**
 * The selected packet, loaded once because it may be large, and again when a problem is found.
 * @param revealed number of the packet whose secrets the user chose to see
 */
export function usePacketDetail(connectionId: string, revealed: number | undefined): ShownPacket {
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

  const detail = have ? held : undefined;
  const reveal = detail !== undefined && detail.row.number === revealed;
  const chosen = useChosen(connectionId, detail?.row.topic, detail);
  const made = useReading(
    useCallback(
      () => (detail === undefined ? undefined : readable(detail, reveal, chosen)),
      [detail, reveal, chosen],
    ),
  );
  if (packet === undefined) return { kind: 'none' };
  if (detail !== undefined && made !== undefined) return { kind: 'there', detail, readable: made };
  // An answer of `null` may still be that for the packet before.
  if (!isSlow) return { kind: 'asked', packet, before: held };
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
