import { announce } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { connectionById } from '../connection/connections.ts';
import { selectionOf } from '../connection/selection.ts';
import { showPacket } from '../packets/actions.ts';

/** Selects the next packet with a problem within the list, after the last one the first. */
export async function nextProblem(connectionId: string): Promise<void> {
  const from = selectionOf(connectionId).packet ?? 0;
  let packet = await after(connectionId, from);
  if (from > 0) packet ??= await after(connectionId, 0);
  const t = texts().problems;
  if (packet === undefined) announce(t.nothing);
  else if (packet === from) announce(t.noOther);
  else {
    showPacket(connectionId, packet);
    // The newest packet is usually selected, and no problem is after it.
    if (packet < from) announce(t.fromFirst);
  }
}

async function after(connectionId: string, packet: number): Promise<number | undefined> {
  const reply = await connectionById(connectionId)
    ?.handle.ask({ kind: 'window', request: { nextProblem: { after: packet } } })
    // The connection was closed meanwhile: there is nothing left to select.
    .catch(() => undefined);
  return reply?.nextProblem?.packet ?? undefined;
}
