import type { WindowReply, WindowRequest } from '../../engine/capture/window.ts';
import { connectionById } from './connections.ts';

/** Once, for what is done and not shown. undefined: the connection was closed meanwhile. */
export async function askWindow(
  connectionId: string,
  request: WindowRequest,
): Promise<WindowReply | undefined> {
  return connectionById(connectionId)
    ?.handle.ask({ kind: 'window', request })
    .catch(() => undefined);
}
