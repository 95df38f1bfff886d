/** A client at a message port. */
import { CLOSED, type FromClient, type ToClient } from '../environment/portProtocol.ts';
import type { HostedLine, TabHost } from './tabHost.ts';

/** Accepts every client of this broker port. Returns a function to call when its owner is gone. */
export function keepBrokerPort(brokerPort: MessagePort, host: TabHost): () => void {
  const lines = new Set<HostedLine>();
  brokerPort.onmessage = ({ ports }) => {
    for (const port of ports) {
      const line = serve(port, host, () => {
        lines.delete(line);
      });
      lines.add(line);
    }
  };
  return () => {
    brokerPort.close();
    for (const line of lines) line.closed();
  };
}

/** @param over called when the line ends, from either side */
function serve(port: MessagePort, host: TabHost, over: () => void): HostedLine {
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
    // The client closes the port, so that no sent message is lost.
    end: () => {
      tell({ kind: 'closed', code: CLOSED.normal, reason: '' });
      over();
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
      over();
    }
  };
  // Only some browsers report it.
  port.addEventListener('close', () => {
    line.closed();
    over();
  });
  return line;
}
