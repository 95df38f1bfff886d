/** Raw WebSocket bytes, for input that no library would send. */

/** Upgrade request for the address `ws`. */
export function upgradeRequest(ws: string): string {
  const { host, pathname } = new URL(ws);
  const lines = [
    `GET ${pathname} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    'Sec-WebSocket-Protocol: mqtt',
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** Header of a binary message of `length` bytes, with a zero mask. */
export function largeFrameHead(length: number): Buffer {
  const head = Buffer.alloc(14);
  head.set([0x82, 0xff]);
  head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}
