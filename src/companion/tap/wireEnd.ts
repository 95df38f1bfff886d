/** An end of a tapped connection over any transport: the device's or the broker's. */
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import type { WebSocketError } from '../../engine/endCauses/webSocketErrors.ts';
import { alertIn, codeOf } from '../dial/lineError.ts';
import { UnfinishedError } from '../net/unfinishedMessages.ts';

/** How the peer has ended it. */
export interface EndedHow {
  readonly how: 'closed' | 'reset' | 'silent' | 'websocket' | 'failed';
  /** Close code of a WebSocket. */
  readonly code?: number;
  readonly reason?: string;
  /** Fault of its input that made us end it. */
  readonly fault?: WebSocketError;
  /** TLS alert with the peer's reason. */
  readonly alert?: string;
}

/** Events of the peer. */
export interface EndEvents {
  readonly received: (bytes: Uint8Array) => void;
  /** The input was a WebSocket text frame; `received` follows. */
  readonly textFrame: () => void;
  /** The peer stops sending; it may still be written to. Once, before `gone`. */
  readonly finished: (how: EndedHow) => void;
  /** Neither direction works any more. */
  readonly gone: (how: EndedHow) => void;
  /** Back-pressure has ended. */
  readonly drained: () => void;
}

export interface WireEnd {
  /** False: wait for `drained`. */
  write(bytes: Uint8Array): boolean;
  pause(): void;
  resume(): void;
  /** Ends our side after pending data. */
  finish(how: EndedHow): void;
  /** After `finish`: its input is ignored. Once pending data is sent, the peer has some time to close. */
  leave(): void;
  /** Closes at once, with a reset if the other side did. */
  destroy(isReset: boolean): void;
}

/** Unwritten bytes of a WebSocket above which the other side is not read. Reading resumes below it. */
const STOP_READING = 1024 * 1024;
const RESUME_READING = 256 * 1024;
/** ms for a WebSocket's peer to answer a close. */
const CLOSE_WITHIN = 5000;
/** ms for a peer to close the socket after the other side is gone; it could stay half-open forever. */
const LEAVE_WITHIN = 1000;
/** ms to read the close reason after invalid WebSocket input: `ws` would wait for an answer. */
const FAULTY_WITHIN = 1000;

/** Errors of the input by error codes of `ws`. */
const ERRORS: ReadonlyMap<string, WebSocketError> = new Map([
  ['WS_ERR_EXPECTED_MASK', 'unmasked'],
  ['WS_ERR_UNEXPECTED_MASK', 'masked'],
  ['WS_ERR_UNEXPECTED_RSV_1', 'reserved-bits'],
  ['WS_ERR_UNEXPECTED_RSV_2_3', 'reserved-bits'],
  ['WS_ERR_INVALID_OPCODE', 'opcode'],
  ['WS_ERR_EXPECTED_FIN', 'control-in-pieces'],
  ['WS_ERR_INVALID_CONTROL_PAYLOAD_LENGTH', 'long-control'],
  ['WS_ERR_INVALID_CLOSE_CODE', 'close-code'],
  ['WS_ERR_INVALID_UTF8', 'not-utf8'],
  ['WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH', 'too-long'],
  ['WS_ERR_UNSUPPORTED_MESSAGE_LENGTH', 'too-long'],
  ['WS_ERR_TOO_MANY_BUFFERED_PARTS', 'too-many-pieces'],
]);

/** Undefined for errors that `ws` has not found. */
export function webSocketError(error: Error): WebSocketError | undefined {
  if (error instanceof UnfinishedError) return 'unfinished';
  const code = codeOf(error);
  return code.startsWith('WS_ERR_') ? (ERRORS.get(code) ?? 'other') : undefined;
}

export const wireEnd = (way: Socket | WebSocket, events: EndEvents): WireEnd =>
  way instanceof WebSocket ? overWebSocket(way, events) : overSocket(way, events);

function howOf(error: Error): EndedHow {
  const fault = webSocketError(error);
  if (fault !== undefined) return { how: 'failed', fault };
  const code = codeOf(error);
  if (code === 'ECONNRESET' || code === 'EPIPE') return { how: 'reset' };
  if (code === 'ETIMEDOUT' || code === 'EHOSTUNREACH') return { how: 'silent' };
  const alert = code.startsWith('ERR_SSL_') ? alertIn(error.message) : undefined;
  const reason = code === '' ? error.message : code;
  return { how: 'failed', reason, ...(alert !== undefined && { alert }) };
}

/** TCP, TLS and Unix sockets, whose sides close separately. */
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
  // Earlier events during the dialling are not emitted again.
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
      // A shut socket cannot be reset and would stay open forever.
      const isResettable = !socket.writableEnded && !('encrypted' in socket);
      if (isReset && isResettable && 'resetAndDestroy' in socket) socket.resetAndDestroy();
      else socket.destroy();
    },
  };
}

/** A WebSocket has no halves: a close ends both directions. */
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
    // MQTT has no text frames [MQTT-6.0.0-1]: the bytes are forwarded in binary frames all the same.
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
        if (webSocket.bufferedAmount < RESUME_READING) drained();
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
    // A WebSocket has no halves, and a closed one has little time anyway.
    leave: () => undefined,
    destroy: () => {
      webSocket.terminate();
    },
  };
}

/** 1004 to 1006 and 1015 are for local use and never sent (RFC 6455, 7.4.1). */
const isSendable = (code: number | undefined): code is number =>
  code !== undefined &&
  (code === 1000 ||
    (code > 1000 && code < 1015 && (code < 1004 || code > 1006)) ||
    (code >= 3000 && code < 5000));
