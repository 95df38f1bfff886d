/** MQTT over TCP and TLS with the interface of a WebSocket: each read is a frame. */
import net from 'node:net';
import tls from 'node:tls';
import { plainBytes } from '../net/plainBytes.ts';
import { type RecordSocket, type SocketEvents, type Trust, tlsOptions } from './recordSocket.ts';

const PLAIN_PORT = 1883;
const TLS_PORT = 8883;
/** Code of a WebSocket that closed without a close frame (RFC 6455, 7.1.5). */
const ABNORMAL = 1006;

export function openTcp(
  url: string,
  _protocols: readonly string[],
  trust: Trust,
  events: SocketEvents,
): RecordSocket {
  const { protocol, hostname, port } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const socket =
    protocol === 'mqtts:'
      ? openTls(host, port, trust)
      : net.connect(portOf(port, PLAIN_PORT), host);
  socket.setNoDelay(true);
  socket.on(protocol === 'mqtts:' ? 'secureConnect' : 'connect', () => {
    events.connected(socket);
    events.opened();
  });
  socket.on('data', (bytes: Buffer) => {
    events.received(plainBytes(bytes));
  });
  socket.on('error', events.failed);
  socket.on('close', () => {
    events.closed(ABNORMAL, '');
  });
  return {
    protocol: '',
    get bufferedAmount() {
      return socket.writableLength;
    },
    send: (bytes) => {
      socket.write(bytes);
    },
    close: () => {
      socket.end();
      // Further input is discarded, and a server that keeps sending must not keep the connection open.
      socket.removeAllListeners('data').resume();
    },
    pause: () => {
      socket.pause();
    },
    resume: () => {
      socket.resume();
    },
    destroy: () => {
      socket.destroy();
    },
  };
}

function openTls(host: string, port: string, trust: Trust): tls.TLSSocket {
  return tls.connect({
    host,
    port: portOf(port, TLS_PORT),
    ...(net.isIP(host) === 0 && { servername: host }),
    ...tlsOptions(trust),
  });
}

const portOf = (port: string, usual: number) => (port === '' ? usual : Number(port));
