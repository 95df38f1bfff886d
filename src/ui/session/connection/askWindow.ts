import type { WindowReply, WindowRequest } from '../../../engine/window/window.ts';
import { connectionById } from './connections.ts';

/** Asks once, for actions that need data not on screen. Undefined if the connection was closed meanwhile. */
export async function askWindow(
  connectionId: string,
  request: WindowRequest,
): Promise<WindowReply | undefined> {
  return connectionById(connectionId)
    ?.handle.ask({ kind: 'window', request })
    .catch(() => undefined);
}
