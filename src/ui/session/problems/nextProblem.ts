import { announce } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { connectionById } from '../connection/connections.ts';
import { selectionOf } from '../connection/selection.ts';
import { showPacket } from '../packets/actions.ts';

/** Selects the next packet with a problem after the selected one, within the list. */
export async function nextProblem(connectionId: string): Promise<void> {
  const after = selectionOf(connectionId).packet ?? 0;
  const reply = await connectionById(connectionId)
    ?.handle.ask({ kind: 'window', request: { nextProblem: { after } } })
    // The connection was closed meanwhile: there is nothing left to select.
    .catch(() => undefined);
  const packet = reply?.nextProblem?.packet ?? undefined;
  const t = texts().problems;
  if (packet !== undefined) showPacket(connectionId, packet);
  else announce(after === 0 ? t.nothing : t.none);
}
