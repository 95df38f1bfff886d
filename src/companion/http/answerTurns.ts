/**
 * Answers over HTTP one after the other: a client may send request after request without waiting
 * (pipelining), and each answer that it does not read would be held. Only the first is made; the next ones
 * wait as what they are, and there may be few of them.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Requests of one connection that wait for the answer before theirs. No browser sends any. */
const MOST_WAITING = 4;

/** `tooMany`: of this connection more wait than may; it has to end. */
export function inTurn(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  tooMany: (socket: Socket) => void,
): RequestListener {
  /** By connection, while an answer is on its way. */
  const lines = new WeakMap<Socket, (() => void)[]>();
  return (request, response) => {
    const { socket } = request;
    const begin = (): void => {
      response.once('close', () => {
        const next = lines.get(socket)?.shift();
        if (next === undefined) lines.delete(socket);
        else next();
      });
      answer(request, response);
    };
    const waiting = lines.get(socket);
    // What came in one piece is read to its end, however many requests it holds.
    if (socket.destroyed) return;
    if (waiting === undefined) {
      lines.set(socket, []);
      begin();
    } else if (waiting.length < MOST_WAITING) {
      waiting.push(begin);
    } else {
      waiting.length = 0;
      tooMany(socket);
    }
  };
}
