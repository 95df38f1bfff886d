/** A socket that the companion opens; its code is loaded with the first one. */
import { Lazy } from '../../base/lazy.ts';
import type { BridgedTarget } from './bridgeSocket.ts';
import type { Socket, SocketHandlers } from './environment.ts';
import { CLOSED } from './portProtocol.ts';
import { shownAddress } from './shownAddress.ts';

const BRIDGE = new Lazy(async () => (await import('./bridgeSocket.ts')).openBridgeSocket);

export function openBridged(
  target: BridgedTarget,
  pass: string | undefined,
  handlers: SocketHandlers,
): Socket {
  let socket: Socket | undefined;
  let isClosed = false;
  BRIDGE.with(
    (open) => {
      if (!isClosed) socket = open(target, pass, handlers);
    },
    () => {
      // The companion sends the facts.
      const url = shownAddress(target.url);
      const failure = { kind: 'no-bridge', url, why: 'no-companion', said: undefined } as const;
      handlers.bridged?.({ failure });
      handlers.closed(CLOSED.abnormal, '');
    },
  );
  return {
    get protocol() {
      return socket?.protocol ?? '';
    },
    get bufferedAmount() {
      return socket?.bufferedAmount ?? 0;
    },
    send: (bytes) => socket?.send(bytes),
    close: () => {
      isClosed = true;
      socket?.close();
    },
  };
}
