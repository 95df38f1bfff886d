/** A proxy for CONNECT over HTTP (RFC 9110, 9.3.6), for tests. */
import type { Server } from 'node:http';
import { connect, type Socket } from 'node:net';

/**
 * @param credentials `user:password`; undefined: none needed
 * @param led called with each destination
 */
export function leadOn(
  server: Server,
  credentials: string | undefined,
  led: (authority: string) => void,
): void {
  const wanted = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
  server.on('connect', ({ headers, url = '' }, socket: Socket) => {
    socket.on('error', () => undefined);
    if (wanted !== undefined && headers['proxy-authorization'] !== wanted) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const { hostname, port } = new URL(`http://${url}`);
    const onward = connect(Number(port), hostname);
    onward.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
    onward.on('connect', () => {
      led(url);
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
  });
}
