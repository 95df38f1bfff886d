/** One end of a tapped connection, whatever carries it: a device's, or the broker's. */
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import type { WebSocketFault } from '../../engine/disconnectCause/webSocketFaults.ts';
import { alertIn, codeOf } from '../dial/lineError.ts';
import { webSocketFault } from './webSocketFault.ts';

/** How an end was ended by whoever is there. */
export interface EndedHow {
  readonly how: 'closed' | 'reset' | 'silent' | 'websocket' | 'failed';
  /** Of a WebSocket. */
  readonly code?: number;
  readonly reason?: string;
  /** What was wrong with what it sent: it was ended here. */
  readonly fault?: WebSocketFault;
  /** Of TLS, by which whoever is there said why. */
  readonly alert?: string;
}

/** What reaches us from whoever is there. */
export interface EndEvents {
  readonly received: (bytes: Uint8Array) => void;
  /** What came was a WebSocket's text frame; `received` follows. */
  readonly textFrame: () => void;
  /** Nothing more comes; it may still be written to. Once, before `gone`. */
  readonly finished: (how: EndedHow) => void;
  /** Neither is possible any more. */
  readonly gone: (how: EndedHow) => void;
  /** What was too much is written. */
  readonly drained: () => void;
}

export interface WireEnd {
  /** False: whoever brings it should wait for `drained`. */
  write(bytes: Uint8Array): boolean;
  pause(): void;
  resume(): void;
  /** Nothing more will be written; what was written leaves first. */
  finish(how: EndedHow): void;
  /** After `finish`: nobody takes what it says any more. Once it has what was written, it has a while to go by itself. */
  leave(): void;
  /** At once; as a reset, where that is what it was. */
  destroy(isReset: boolean): void;
}

/** Unwritten bytes of a WebSocket above which its other side is not read, and below which it is again. */
const STOP_READING = 1024 * 1024;
const GO_ON = 256 * 1024;
/** ms for a WebSocket's other end to answer a close. */
const CLOSE_WITHIN = 5000;
/** ms for a socket to end by itself, where nobody is behind it any more: it could stay half-open for ever. */
const LEAVE_WITHIN = 1000;
/** ms for it to read why it is closed, where what it sent was no WebSocket any more: `ws` would wait for its answer. */
const FAULTY_WITHIN = 1000;

export const wireEnd = (way: Socket | WebSocket, events: EndEvents): WireEnd =>
  way instanceof WebSocket ? overWebSocket(way, events) : overSocket(way, events);

function howOf(error: Error): EndedHow {
  const fault = webSocketFault(error);
  if (fault !== undefined) return { how: 'failed', fault };
  const code = codeOf(error);
  if (code === 'ECONNRESET' || code === 'EPIPE') return { how: 'reset' };
  if (code === 'ETIMEDOUT' || code === 'EHOSTUNREACH') return { how: 'silent' };
  const alert = code.startsWith('ERR_SSL_') ? alertIn(error.message) : undefined;
  const reason = code === '' ? error.message : code;
  return { how: 'failed', reason, ...(alert !== undefined && { alert }) };
}

/** TCP, TLS and Unix sockets. Each side is closed by itself. */
function overSocket(socket: Socket, { received, finished, gone, drained }: EndEvents): WireEnd {
  let how: EndedHow = { how: 'closed' };
  socket.allowHalfOpen = true;
  socket.on('data', received);
  socket.on('drain', drained);
  socket.on('error', (error) => {
    how = howOf(error);
  });
  socket.once('end', () => {
    if (!socket.destroyed) finished({ how: 'closed' });
  });
  socket.once('close', () => gone(how));
  // What has happened while the other side was dialled is not told again.
  queueMicrotask(() => {
    if (socket.readableEnded) finished({ how: 'closed' });
    if (socket.closed) gone(socket.errored === null ? how : howOf(socket.errored));
  });
  return {
    write: (bytes) => !socket.writable || socket.write(bytes),
    pause: () => {
      socket.pause();
    },
    resume: () => {
      socket.resume();
    },
    finish: () => {
      socket.end();
    },
    leave: () => {
      socket.end(() => setTimeout(() => socket.destroy(), LEAVE_WITHIN).unref());
    },
    destroy: (isReset) => {
      // One that is shut cannot be reset: it would stay open for ever.
      const isResettable = !socket.writableEnded && !('encrypted' in socket);
      if (isReset && isResettable && 'resetAndDestroy' in socket) socket.resetAndDestroy();
      else socket.destroy();
    },
  };
}

/** It has no halves: whoever closes it closes both. */
function overWebSocket(
  webSocket: WebSocket,
  { received, textFrame, finished, gone, drained }: EndEvents,
): WireEnd {
  let isOver = false;
  const end = (how: EndedHow): void => {
    if (isOver) return;
    isOver = true;
    finished(how);
    gone(how);
  };
  webSocket.on('message', (data, isBinary) => {
    // MQTT has no text frames [MQTT-6.0.0-1]: the bytes go on all the same, in binary ones.
    if (!isBinary) textFrame();
    if (data instanceof Buffer) received(data);
  });
  webSocket.on('error', (error) => {
    setTimeout(() => webSocket.terminate(), FAULTY_WITHIN).unref();
    end(howOf(error));
  });
  webSocket.once('close', (code, reason) => {
    end({ how: 'websocket', code, reason: reason.toString() });
  });
  return {
    write: (bytes) => {
      if (webSocket.readyState !== WebSocket.OPEN) return true;
      webSocket.send(bytes, { binary: true }, () => {
        if (webSocket.bufferedAmount < GO_ON) drained();
      });
      return webSocket.bufferedAmount < STOP_READING;
    },
    pause: () => {
      webSocket.pause();
    },
    resume: () => {
      webSocket.resume();
    },
    finish: ({ code, reason }) => {
      if (isSendable(code)) webSocket.close(code, reason);
      else webSocket.close();
      setTimeout(() => webSocket.terminate(), CLOSE_WITHIN).unref();
    },
    // It has no halves: whoever was told has little time anyway.
    leave: () => undefined,
    destroy: () => {
      webSocket.terminate();
    },
  };
}

/** 1004 to 1006 and 1015 say what happened, and are never sent (RFC 6455, 7.4.1). */
const isSendable = (code: number | undefined): code is number =>
  code !== undefined &&
  (code === 1000 ||
    (code > 1000 && code < 1015 && (code < 1004 || code > 1006)) ||
    (code >= 3000 && code < 5000));
