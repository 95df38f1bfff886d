/** A connection to the broker in the tab, with the interface of a WebSocket. */
import type { Socket, SocketHandlers } from '../environment/environment.ts';
import { CLOSED, type FromClient, type ToClient } from '../environment/portProtocol.ts';

/**
 * @param brokerPort a port whose other end belongs to the broker's worker
 * @param lost aborted when that worker is ended
 */
export function openThrough(
  brokerPort: MessagePort,
  handlers: SocketHandlers,
  lost?: AbortSignal,
): Socket {
  const { port1: port, port2: theirs } = new MessageChannel();
  let waiting = 0;
  let isOver = false;
  const tell = (message: FromClient, transfer: ArrayBuffer[] = []): void => {
    port.postMessage(message, transfer);
  };
  const over = (code: number, reason: string): void => {
    if (isOver) return;
    isOver = true;
    port.close();
    handlers.closed(code, reason);
  };
  port.onmessage = ({ data }: MessageEvent<ToClient>) => {
    if (isOver) return;
    if (data instanceof Uint8Array) {
      handlers.received(data);
      tell(data.length);
    } else if (typeof data === 'number') waiting -= data;
    else if (data.kind === 'opened') handlers.opened();
    else over(data.code, data.reason);
  };
  // Only some browsers report it.
  port.addEventListener('close', () => {
    over(CLOSED.abnormal, '');
  });
  lost?.addEventListener('abort', () => over(CLOSED.abnormal, ''), { once: true });
  brokerPort.postMessage(undefined, [theirs]);
  return {
    protocol: 'mqtt',
    get bufferedAmount() {
      return waiting;
    },
    send: (bytes) => {
      if (isOver) return;
      const frame = bytes.slice();
      waiting += frame.length;
      tell(frame, [frame.buffer]);
    },
    close: () => {
      if (!isOver) tell({ kind: 'close' });
    },
  };
}
