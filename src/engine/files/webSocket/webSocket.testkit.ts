/** Builds the TCP bytes of MQTT over WebSocket. */
import type { Sent } from '../frames/frames.testkit.ts';

const text = (...lines: readonly string[]) =>
  new TextEncoder().encode(`${lines.join('\r\n')}\r\n\r\n`);

export interface UpgradeOptions {
  readonly protocol?: string;
  readonly extensions?: string;
}

export function upgrade({ protocol = 'mqtt', extensions }: UpgradeOptions = {}): Sent[] {
  const more = [
    ...(protocol === '' ? [] : [`Sec-WebSocket-Protocol: ${protocol}`]),
    ...(extensions === undefined ? [] : [`Sec-WebSocket-Extensions: ${extensions}`]),
  ];
  return [
    {
      direction: 'out',
      bytes: text(
        'GET /mqtt?token=geheim HTTP/1.1',
        'Host: broker.example',
        'Connection: keep-alive, Upgrade',
        'Upgrade: WebSocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
        ...more,
      ),
    },
    {
      direction: 'in',
      bytes: text(
        'HTTP/1.1 101 Switching Protocols',
        'Upgrade: websocket',
        'Connection: Upgrade',
        'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
        ...more,
      ),
    },
  ];
}

export interface FrameOptions {
  readonly opcode?: number;
  readonly isLast?: boolean;
  readonly isCompressed?: boolean;
}

/** Builds a frame; frames of clients are masked. */
export function frameOf(
  direction: Sent['direction'],
  content: Uint8Array,
  { opcode = 2, isLast = true, isCompressed = false }: FrameOptions = {},
): Uint8Array {
  const mask = direction === 'out' ? [0x37, 0xfa, 0x21, 0x3d] : [];
  const masked = content.map((byte, at) => byte ^ (mask[at % 4] ?? 0));
  const first = (isLast ? 0x80 : 0) | (isCompressed ? 0x40 : 0) | opcode;
  const bit = mask.length > 0 ? 0x80 : 0;
  const size = content.length;
  const length = size < 126 ? [bit | size] : [bit | 126, size >> 8, size & 0xff];
  return Uint8Array.of(first, ...length, ...mask, ...masked);
}
