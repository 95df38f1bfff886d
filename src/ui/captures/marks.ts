/** Marks on packets: made, taken away, gone to. */
import type { PacketRow } from '../../engine/window.ts';
import { showPacket } from '../packets/actions.ts';
import { announce } from '../state/announcements.ts';
import { connectionById, markPacket } from '../state/connections.ts';
import { selectionOf } from '../state/selection.ts';
import { texts } from '../text/useText.ts';

function rowOf(connectionId: string, packet: number): PacketRow | undefined {
  const loop = connectionById(connectionId)?.loop;
  const detail = loop?.part('packet')?.row;
  if (detail?.number === packet) return detail;
  return loop?.part('packets')?.rows.find(({ number }) => number === packet);
}

/** Marks the selected packet, or takes its mark away. */
export function toggleMark(connectionId: string): void {
  const { packet } = selectionOf(connectionId);
  if (packet === undefined) return;
  const isMarked = rowOf(connectionId, packet)?.mark !== undefined;
  const t = texts().captures.marks;
  markPacket(connectionId, packet, isMarked ? undefined : '');
  announce(isMarked ? t.unsaid(packet) : t.said(packet));
}

/** To the next marked packet; behind the last to the first. */
export function nextMark(connectionId: string): void {
  const handle = connectionById(connectionId)?.handle;
  const stop = handle?.listen((event) => {
    if (event.kind !== 'mark-found') return;
    stop?.();
    if (event.packet === undefined) announce(texts().captures.marks.none);
    else showPacket(connectionId, event.packet);
  });
  handle?.send({ kind: 'next-mark', after: selectionOf(connectionId).packet ?? 0 });
}
