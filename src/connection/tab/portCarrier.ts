/** A client behind a message port. */
import { CLOSED, type FromClient, type ToClient } from './portProtocol.ts';
import type { TabHost } from './tabHost.ts';

/** Lets in everybody who comes through this door. */
export function keepDoor(door: MessagePort, host: TabHost): void {
  door.onmessage = ({ ports }) => {
    for (const port of ports) serve(port, host);
  };
}

function serve(port: MessagePort, host: TabHost): void {
  let untaken = 0;
  const tell = (message: ToClient, transfer: ArrayBuffer[] = []): void => {
    port.postMessage(message, transfer);
  };
  tell({ kind: 'opened' });
  const line = host.open({
    get backlog() {
      return untaken;
    },
    send: (frame) => {
      untaken += frame.length;
      tell(frame, [frame.buffer]);
    },
    // The client closes the port, for nothing that was sent to be lost.
    end: () => {
      tell({ kind: 'closed', code: CLOSED.normal, reason: '' });
    },
  });
  port.onmessage = ({ data }: MessageEvent<FromClient>) => {
    if (data instanceof Uint8Array) {
      line.received(data);
      tell(data.length);
    } else if (typeof data === 'number') {
      untaken -= data;
      line.taken();
    } else {
      line.closed();
      tell({ kind: 'closed', code: CLOSED.normal, reason: '' });
    }
  };
  // Where the browser tells: the worker at the other end was ended.
  port.addEventListener('close', () => {
    line.closed();
  });
}
