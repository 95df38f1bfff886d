/** Connects to a server up to where TLS or MQTT begins: over TCP or a Unix socket. */
import { connect, type Socket } from 'node:net';
import { urlHost } from '../net/addresses.ts';
import type { LineAddress } from './address.ts';
import { type Destinations, judgePath, judgePlace, judgingLookup } from './allowed.ts';
import { ENDED } from './lineError.ts';

export interface Reached {
  readonly socket: Socket;
  readonly address: string;
}

/** @throws LineError, or errors of Node and `socks` */
export async function reach(
  place: LineAddress['place'],
  destinations: Destinations,
  signal: AbortSignal,
  resolved?: () => void,
): Promise<Reached> {
  const { allowed } = destinations;
  if (place.kind === 'unix') judgePath(place.path, allowed);
  else judgePlace(place.host, place.port, allowed);
  signal.throwIfAborted();
  const socket =
    place.kind === 'unix'
      ? connect({ path: place.path })
      : connect({
          host: place.host,
          port: place.port,
          lookup: judgingLookup(place.port, destinations, resolved),
        });
  await opened(socket, 'connect', signal);
  socket.setNoDelay(true);
  const { remoteAddress, remotePort } = socket;
  const address =
    place.kind === 'unix' ? place.path : `${urlHost(remoteAddress ?? '')}:${remotePort}`;
  return { socket, address };
}

/** @throws the error that precedes the event */
export function opened(socket: Socket, event: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (error: Error): void => {
      socket.destroy();
      reject(error);
    };
    const closed = (): void => end(Object.assign(new Error('closed'), { code: ENDED }));
    const stop = (): void => end(new Error('stopped'));
    socket.once('error', end);
    socket.once('close', closed);
    // An aborted signal emits no further event.
    if (signal.aborted) {
      stop();
      return;
    }
    signal.addEventListener('abort', stop, { once: true });
    socket.once(event, () => {
      signal.removeEventListener('abort', stop);
      socket.off('error', end);
      // Without a listener, a reset would end the process; 'close' follows.
      socket.on('error', () => undefined);
      socket.off('close', closed);
      resolve();
    });
  });
}
