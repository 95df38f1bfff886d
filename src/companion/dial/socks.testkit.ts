/** Server end of a SOCKS 5 connection (RFC 1928, 1929), for names only. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** @param passed called with each destination name */
export async function serveSocks(
  socket: Socket,
  credentials: readonly [string, string] | undefined,
  passed: (name: string) => void,
): Promise<void> {
  const next = async (): Promise<Buffer> => {
    const read: unknown[] = await once(socket, 'data');
    const [bytes] = read;
    return Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0);
  };
  const greeting = await next();
  const method = credentials === undefined ? 0 : 2;
  if (!greeting.subarray(2).includes(method)) {
    socket.end(Buffer.of(5, 0xff));
    return;
  }
  socket.write(Buffer.of(5, method));
  if (credentials !== undefined) {
    const shown = await next();
    const isRight = shown
      .subarray(1)
      .equals(
        Buffer.concat(credentials.flatMap((one) => [Buffer.of(one.length), Buffer.from(one)])),
      );
    socket.write(Buffer.of(1, isRight ? 0 : 1));
    if (!isRight) return;
  }
  const asked = await next();
  const isName = asked[3] === 3;
  const length = isName ? (asked[4] ?? 0) : 4;
  const at = isName ? 5 : 4;
  const bytes = asked.subarray(at, at + length);
  const host = isName ? bytes.toString() : bytes.join('.');
  const onward = connect(asked.readUInt16BE(at + length), host);
  onward.on('error', () => socket.end(Buffer.of(5, 5, 0, 1, 0, 0, 0, 0, 0, 0)));
  onward.on('connect', () => {
    passed(host);
    socket.write(Buffer.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0));
    socket.pipe(onward).pipe(socket);
  });
}
