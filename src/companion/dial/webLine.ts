/** WebSocket over an open connection. */
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import type { LineTarget } from '../../connection/bridge/bridgeProtocol.ts';
import { LARGEST_PACKET } from '../../mqtt/tables/packetSize.ts';
import { urlHost } from '../net/addresses.ts';
import { unfinishedMessages } from '../net/unfinishedMessages.ts';
import type { LineAddress } from './address.ts';
import { LineError } from './lineError.ts';

/** @throws LineError, or errors of Node */
export function upgraded(
  socket: Socket,
  { place, web = '/', webUser, isTls }: LineAddress,
  { headers = [], protocols = ['mqtt'] }: LineTarget,
  signal: AbortSignal,
): Promise<WebSocket> {
  // An aborted signal emits no further event.
  if (signal.aborted) return Promise.reject(new Error('stopped'));
  const authority = place.kind === 'tcp' ? `${urlHost(place.host)}:${place.port}` : 'localhost';
  const webSocket = new WebSocket(`ws://${authority}${web}`, [...protocols], {
    perMessageDeflate: false,
    // A frame may hold any packet.
    maxPayload: LARGEST_PACKET,
    createConnection: () => socket,
    // The address's user and password, as in curl; an explicit header has priority.
    ...(webUser !== undefined && { auth: webUser }),
    headers: { host: hostHeader(place, isTls, authority), ...Object.fromEntries(headers) },
  });
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      webSocket.terminate();
      reject(new Error('stopped'));
    };
    signal.addEventListener('abort', stop, { once: true });
    const done = (): void => signal.removeEventListener('abort', stop);
    webSocket.once('unexpected-response', (_request, { statusCode = 0 }) => {
      done();
      socket.destroy();
      reject(new LineError({ key: 'no-websocket', args: { status: statusCode } }));
    });
    webSocket.on('error', (error) => {
      done();
      reject(nameError(error, protocols));
    });
    webSocket.once('open', () => {
      done();
      unfinishedMessages.watch(webSocket, socket, false);
      resolve(webSocket);
    });
  });
}

/** Omits default ports (RFC 9110, 7.2). */
function hostHeader(place: LineAddress['place'], isTls: boolean, authority: string): string {
  const usual = isTls ? 443 : 80;
  return place.kind === 'tcp' && place.port === usual ? urlHost(place.host) : authority;
}

/** Translates messages and codes of `ws` and Node's parser. */
function nameError(error: Error, protocols: readonly string[]): Error {
  const [header] =
    /Sec-WebSocket-(?:Accept|Extensions)|(?<=Invalid )Upgrade/.exec(error.message) ?? [];
  if (header !== undefined) return new LineError({ key: 'bad-upgrade', args: { header } });
  if (/subprotocol/i.test(error.message)) {
    return new LineError({ key: 'no-subprotocol', args: { offered: protocols.join(', ') } });
  }
  const code: unknown = Reflect.get(error, 'code');
  if (typeof code === 'string' && code.startsWith('HPE_')) {
    return new LineError({ key: 'not-http', args: {} });
  }
  return error;
}
