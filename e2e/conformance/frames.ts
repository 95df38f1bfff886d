/** MQTT in WebSocket frames (section 6), and invalid frames. */
import { expect } from '@playwright/test';
import { encode } from '../../src/mqtt/codec/encode.ts';
import { until } from '../kit/peers/processes.ts';
import { connecting, hex } from '../kit/peers/rawClient.ts';
import { frame, OPCODE, RawWebSocket } from '../kit/peers/rawWebSocket.ts';

const CONNECT = encode(connecting(4, { clientId: '' }), 4);
const PINGREQ = hex('c0 00');
/** In the server's frames. */
const CONNACK = '820420020000';
const PINGRESP = '8202d000';
const CLOSE = '88';
/** ms; less than the server's timeout for a client that does not close. */
const SOON = 3000;

const { binary, continuation } = OPCODE;

interface FrameCheck {
  readonly name: string;
  readonly run: (ws: string) => Promise<void>;
}

async function withSocket(
  ws: string,
  handshake: Parameters<typeof RawWebSocket.ask>[1],
  run: (socket: RawWebSocket) => Promise<void>,
): Promise<void> {
  const socket = await RawWebSocket.ask(ws, handshake);
  try {
    await until(() => socket.answer.includes('HTTP/1.1 '), 'the answer to the handshake');
    await run(socket);
  } finally {
    socket.destroy();
  }
}

/** The sent frames lead to these responses. */
const answered = (name: string, sent: readonly Uint8Array[], expected: string): FrameCheck => ({
  name,
  run: (ws) =>
    withSocket(ws, {}, async (socket) => {
      for (const bytes of sent) socket.write(bytes);
      await until(() => socket.frames.length >= expected.length, `${name}: frames`);
      expect(socket.frames).toBe(expected);
      expect(socket.isEnded).toBe(false);
    }),
});

/** The frames end the connection after a close frame, also if the client does not answer that. */
const ended = (name: string, bytes: Uint8Array, said = ''): FrameCheck => ({
  name,
  run: (ws) =>
    withSocket(ws, {}, async (socket) => {
      socket.write(Buffer.concat([frame(binary, CONNECT), bytes]));
      await until(() => socket.isEnded, `${name}: the end`, SOON);
      const rest = socket.frames.replace(CONNACK, '');
      expect(rest.startsWith(said + CLOSE), socket.frames).toBe(true);
    }),
});

const refusedUpgrade = (
  name: string,
  handshake: Parameters<typeof RawWebSocket.ask>[1],
  status: number,
): FrameCheck => ({
  name,
  run: (ws) =>
    withSocket(ws, handshake, async (socket) => {
      await until(() => socket.isEnded, `${name}: the end`);
      expect(socket.answer).toContain(`HTTP/1.1 ${status} `);
    }),
});

export const FRAMES: readonly FrameCheck[] = [
  answered('one packet a frame', [frame(binary, CONNECT)], CONNACK),
  answered(
    'a packet in fragments, with a ping between them [MQTT-6.0.0-2]',
    [
      frame(binary, CONNECT.subarray(0, 3), { isLast: false }),
      frame(continuation, CONNECT.subarray(3, 7), { isLast: false }),
      frame(OPCODE.ping, hex('68 69')),
      frame(continuation, CONNECT.subarray(7)),
    ],
    `8a026869${CONNACK}`,
  ),
  answered(
    'a packet over many frames, empty ones among them [MQTT-6.0.0-2]',
    [...CONNECT].flatMap((byte) => [frame(binary, Uint8Array.of(byte)), frame(binary, hex(''))]),
    CONNACK,
  ),
  answered(
    'several packets a frame, the last of them in part [MQTT-6.0.0-2]',
    [frame(binary, Buffer.concat([CONNECT, hex('c0')])), frame(binary, hex('00'))],
    `${CONNACK}${PINGRESP}`,
  ),
  {
    name: 'CONNECT in one piece with the handshake',
    run: (ws) =>
      withSocket(ws, { early: frame(binary, CONNECT) }, async (socket) => {
        await until(() => socket.frames.length > 0, 'CONNACK');
        expect(socket.frames).toBe(CONNACK);
        expect(socket.answer).toMatch(/^sec-websocket-protocol: mqtt$/im);
      }),
  },
  ended('text frames [MQTT-6.0.0-1]', frame(OPCODE.text, PINGREQ)),
  ended('text that would be text', frame(OPCODE.text, Buffer.from('hello'))),
  ended('unmasked frames', frame(binary, PINGREQ, { isMasked: false })),
  ended('a reserved opcode', frame(OPCODE.reserved, PINGREQ)),
  ended('reserved bits', frame(binary, PINGREQ, { reservedBits: 4 })),
  ended('a continuation of nothing', frame(continuation, PINGREQ)),
  ended('a close frame', frame(OPCODE.close, hex('03 e8'))),
  ended('DISCONNECT', frame(binary, hex('e0 00'))),
  ended('a malformed packet', frame(binary, hex('c1 00'))),
  refusedUpgrade('no subprotocol [MQTT-6.0.0-3]', { subprotocol: undefined }, 400),
  refusedUpgrade('another subprotocol [MQTT-6.0.0-3]', { subprotocol: 'chat' }, 400),
  refusedUpgrade('another path', { path: '/elsewhere' }, 404),
  refusedUpgrade('a foreign page', { origin: 'http://foreign.example' }, 403),
];
