/** Node as the environment of a connection, so that tests run it over real sockets without a browser. */
import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { MessageChannel } from 'node:worker_threads';
import { WebSocket } from 'ws';
import type { Environment, Socket, SocketHandlers } from './environment/environment.ts';

export function nodeEnvironment(): Environment {
  return {
    now: () => performance.now() * 1000,
    origin: performance.timeOrigin,
    wallClock: () => Date.now(),
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => {
        clearTimeout(timer);
      };
    },
    nextTurn,
    random: () => 0,
    randomBytes: (count) => randomBytes(count),
    openSocket,
    pageIsSecure: false,
  };
}

function nextTurn(run: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.once('message', () => {
    port1.close();
    run();
  });
  port2.postMessage(0);
}

function openSocket(url: string, protocols: readonly string[], handlers: SocketHandlers): Socket {
  const socket = new WebSocket(url, [...protocols]);
  socket.binaryType = 'arraybuffer';
  socket.on('open', handlers.opened);
  socket.on('message', (data, isBinary) => {
    if (isBinary && data instanceof ArrayBuffer) handlers.received(new Uint8Array(data));
    else handlers.received(Buffer.isBuffer(data) ? data.toString() : '');
  });
  // The close event that follows reports it, like in a browser.
  socket.on('error', () => undefined);
  socket.on('close', (code, reason) => {
    handlers.closed(code, reason.toString());
  });
  return {
    get protocol() {
      return socket.protocol;
    },
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
    send: (bytes) => {
      socket.send(bytes);
    },
    close: () => {
      socket.close();
    },
  };
}
