/**
 * Marks on packets: set, edited, removed, navigated. The worker stores them; this store has the changes since
 * a row arrived.
 */
import type { PacketRow } from '../../../engine/window/window.ts';
import { announce } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { change, connectionById } from '../connection/connections.ts';
import { perConnection } from '../connection/perConnection.ts';
import { selectionOf } from '../connection/selection.ts';
import { askWorker } from '../connection/workerQuestions.ts';
import { showPacket } from '../packets/actions.ts';

/** Notes by packet; `null`: the mark was taken away. */
type Changes = Readonly<Record<number, string | null>>;

const changes = perConnection<Changes>({});

/** The note on a packet. Undefined if it is not marked. */
export function useMark(connectionId: string, row: PacketRow): string | undefined {
  const change = changes.useAll((all) => all[connectionId]?.[row.number]);
  return change === undefined ? row.mark : (change ?? undefined);
}

function markOf(connectionId: string, packet: number): string | undefined {
  const change = changes.of(connectionId)[packet];
  if (change !== undefined) return change ?? undefined;
  const loop = connectionById(connectionId)?.loop;
  const detail = loop?.part('packet')?.row;
  if (detail?.number === packet) return detail.mark;
  return loop?.part('packets')?.rows.find(({ number }) => number === packet)?.mark;
}

/** Undefined removes the mark. The note may be empty. */
export function setMark(connectionId: string, packet: number, note: string | undefined): void {
  const connection = connectionById(connectionId);
  connection?.handle.send({ kind: 'mark', packet, note });
  connection?.loop.refresh();
  change(connectionId, () => ({ unsavedMarks: true }));
  changes.change(connectionId, { [packet]: note ?? null });
}

/** Marks a packet, or removes its mark. */
export function toggleMark(connectionId: string, packet: number): void {
  const isMarked = markOf(connectionId, packet) !== undefined;
  const t = texts().captures.marks;
  setMark(connectionId, packet, isMarked ? undefined : '');
  announce(isMarked ? t.unsaid(packet) : t.said(packet));
}

export function toggleSelectedMark(connectionId: string): void {
  const { packet } = selectionOf(connectionId);
  if (packet !== undefined) toggleMark(connectionId, packet);
}

/** Moves to the next marked packet. After the last one, to the first. */
export async function nextMark(connectionId: string): Promise<void> {
  const after = selectionOf(connectionId).packet ?? 0;
  const answer = await askWorker(connectionId, { kind: 'next-mark', after });
  if (answer === undefined) return;
  if (answer.said === undefined) announce(texts().captures.marks.none);
  else showPacket(connectionId, answer.said);
}
