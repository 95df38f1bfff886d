/**
 * Sends HTTP responses of a connection one after the other. A client may send requests without waiting
 * (pipelining), and unread responses would be held in memory. So only the first response is created. A few
 * further requests may wait.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Limit of waiting requests per connection. Browsers do not pipeline. */
const MOST_WAITING = 4;

/** `tooMany`: called if more requests of a connection wait than allowed; it must be closed. */
export function inTurn(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  tooMany: (socket: Socket) => void,
): RequestListener {
  /** Waiting requests of connections with a response in progress. */
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
    // All requests in one chunk are parsed, even after the close.
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
