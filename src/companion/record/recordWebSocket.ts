/** MQTT over WebSocket, from Node. */
import type { Socket as NetSocket } from 'node:net';
import { WebSocket } from 'ws';
import { LARGEST_PACKET } from '../../mqtt/tables/packetSize.ts';
import { isOfSubprotocol, selectedIn, subprotocolError } from '../dial/webLine.ts';
import { plainBytes } from '../net/plainBytes.ts';
import { type RecordSocket, type SocketEvents, type Trust, tlsOptions } from './recordSocket.ts';

export function openWebSocket(
  url: string,
  protocols: readonly string[],
  trust: Trust,
  events: SocketEvents,
): RecordSocket {
  const socket = new WebSocket(url, [...protocols], {
    perMessageDeflate: false,
    // A frame may hold any packet.
    maxPayload: LARGEST_PACKET,
    ...tlsOptions(trust),
  });
  let connection: NetSocket | undefined;
  let isClosed = false;
  let selected: string | undefined;
  socket.on('upgrade', (response) => {
    connection = response.socket;
    selected = selectedIn(response);
  });
  socket.on('open', () => {
    if (connection) events.connected(connection);
    events.opened();
  });
  socket.on('message', (data, isBinary) => {
    if (isClosed) return;
    if (!Buffer.isBuffer(data)) return;
    const bytes = plainBytes(data);
    events.received(isBinary ? bytes : data.toString());
  });
  socket.on('error', (error) => {
    events.failed(isOfSubprotocol(error) ? subprotocolError(protocols, selected) : error);
  });
  socket.on('close', (code, reason) => {
    events.closed(code, reason.toString());
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
      isClosed = true;
      socket.resume();
      socket.close();
    },
    pause: () => {
      socket.pause();
    },
    resume: () => {
      socket.resume();
    },
    destroy: () => {
      socket.terminate();
    },
  };
}
