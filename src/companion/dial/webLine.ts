/** WebSocket over an open connection. */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import type { LineTarget } from '../../connection/bridge/bridgeProtocol.ts';
import { quotedPeer, subprotocolText } from '../../engine/log/columns/peerText.ts';
import { LARGEST_PACKET } from '../../mqtt/tables/packetSize.ts';
import { urlHost } from '../net/addresses.ts';
import { unfinishedMessages } from '../net/unfinishedMessages.ts';
import type { LineAddress } from './address.ts';
import { LineError } from './lineError.ts';

/** Characters of a header that a message shows. */
const LONGEST_HEADER = 100;

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
    webSocket.once('unexpected-response', (_request, { statusCode = 0, headers: answer }) => {
      done();
      socket.destroy();
      const named = answer.server;
      const server =
        typeof named === 'string' ? quotedPeer(named.slice(0, LONGEST_HEADER)) : undefined;
      reject(new LineError({ key: 'no-websocket', args: { status: statusCode, server } }));
    });
    let selected: string | undefined;
    webSocket.once('upgrade', (response) => {
      selected = selectedIn(response);
    });
    webSocket.on('error', (error) => {
      done();
      reject(nameError(error, protocols, selected));
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

/** The subprotocol in the server's answer, even if it was not offered. */
export const selectedIn = ({ headers }: IncomingMessage): string | undefined =>
  headers['sec-websocket-protocol']?.slice(0, LONGEST_HEADER);

/** True for an error of `ws` about the subprotocol. */
export const isOfSubprotocol = ({ message }: Error): boolean => /subprotocol/i.test(message);

export const subprotocolError = (
  protocols: readonly string[],
  selected: string | undefined,
): LineError =>
  new LineError({
    key: 'no-subprotocol',
    args: { offered: protocols.join(', '), selected: selected && shownSubprotocol(selected) },
  });

function shownSubprotocol(name: string): string {
  const { length, text } = subprotocolText(name);
  return text ?? '*'.repeat(length);
}

/** Translates messages and codes of `ws` and Node's parser. */
function nameError(
  error: Error,
  protocols: readonly string[],
  selected: string | undefined,
): Error {
  const [header] =
    /Sec-WebSocket-(?:Accept|Extensions)|(?<=Invalid )Upgrade/.exec(error.message) ?? [];
  if (header !== undefined) return new LineError({ key: 'bad-upgrade', args: { header } });
  if (isOfSubprotocol(error)) return subprotocolError(protocols, selected);
  const code: unknown = Reflect.get(error, 'code');
  if (typeof code === 'string' && code.startsWith('HPE_')) {
    return new LineError({ key: 'not-http', args: {} });
  }
  return error;
}
