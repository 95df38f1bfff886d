import { describe, expect, it } from 'vitest';
import { type Sign, WebSocketInput } from './webSocketInput.ts';

const CONTINUATION = 0;
const BINARY = 2;
const CLOSE = 8;
const PING = 9;
const PONG = 10;

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

function sizeField(length: number): Buffer {
  if (length < 126) return Buffer.from([0x80 | length]);
  const isShort = length < 0x1_0000;
  const field = Buffer.alloc(isShort ? 3 : 9);
  field[0] = isShort ? 0xfe : 0xff;
  if (isShort) field.writeUInt16BE(length, 1);
  else field.writeBigUInt64BE(BigInt(length), 1);
  return field;
}

/** A frame as a client sends it. */
function frame(opcode: number, payload: Uint8Array, isLast = true): Buffer {
  const mask = Buffer.from([0x12, 0x34, 0x56, payload.length & 0xff]);
  const body = Buffer.from(payload).map((byte, at) => byte ^ (mask[at % 4] ?? 0));
  const first = (isLast ? 0x80 : 0) | opcode;
  return Buffer.concat([Buffer.from([first]), sizeField(payload.length), mask, body]);
}

/** Pushes everything in chunks of these sizes, repeating the last size. */
function read(stream: Buffer, sizes: readonly number[]): { bytes: Buffer; signs: Sign[] } {
  const input = new WebSocketInput();
  const pieces: Uint8Array[] = [];
  const signs: Sign[] = [];
  for (let at = 0, count = 0; at < stream.length; count += 1) {
    const end = at + (sizes[count] ?? sizes.at(-1) ?? stream.length);
    const came = input.push(Buffer.from(stream.subarray(at, end)));
    pieces.push(came.bytes);
    signs.push(...came.signs);
    at = end;
  }
  return { bytes: Buffer.concat(pieces), signs };
}

const close = (code: number): Partial<Sign> => ({ kind: 'close', code });

describe('WebSocket input', () => {
  const sizes = [0, 1, 125, 126, 127, 65_535, 65_536, 70_000];
  const payloads = sizes.map((size) => Buffer.alloc(size).map((_, at) => at * 7 + size));
  const fragments = payloads.map((payload, at) =>
    frame(at === 0 ? BINARY : CONTINUATION, payload, at === payloads.length - 1),
  );
  const whole = payloads.map((payload) => frame(BINARY, payload));
  const ping = frame(PING, hex('68 69'));
  const stream = Buffer.concat([...fragments, ...whole].flatMap((one) => [one, ping]));

  it.each([[[stream.length]], [[1]], [[3]], [[1, 7, 6, 65_536]], [[13, 4096]]])(
    'is the bytes of the messages in chunks of %j, with control frames between fragments',
    (chunks) => {
      const { bytes, signs } = read(stream, chunks);
      expect(bytes.equals(Buffer.concat([...payloads, ...payloads]))).toBe(true);
      expect(signs).toHaveLength(2 * sizes.length);
      for (const sign of signs) expect(sign).toEqual({ kind: 'ping', data: hex('68 69') });
    },
  );

  it('is forwarded before a frame or message is complete', () => {
    const begun = frame(BINARY, Buffer.alloc(1000, 0x61), false).subarray(0, 20);
    expect(read(begun, [20]).bytes.toString()).toBe('a'.repeat(12));
  });

  it('keeps at most twice its bytes in memory', () => {
    const chunk = Buffer.concat(
      Array.from({ length: 5000 }, (_, at) =>
        frame(at === 0 ? BINARY : CONTINUATION, Buffer.from('x'), false),
      ),
    );
    const own = Buffer.from(new Uint8Array(chunk).buffer);
    const { bytes } = new WebSocketInput().push(own);
    expect(bytes).toHaveLength(5000);
    expect(bytes.buffer.byteLength).toBeLessThanOrEqual(10_000);
  });

  it.each([
    ['no code', '8880 00000000', undefined],
    ['a code', '8882 00000000 03e8', 1000],
    ['a code of its own and a reason', '8884 00000000 0fa0 6f6b', 4000],
    ['half a code', '8881 00000000 03', 1002],
    ['a code that must not be sent', '8882 00000000 03ed', 1002],
  ])('ends with a close frame: %s', (_, frames, code) => {
    const { bytes, signs } = read(Buffer.concat([hex(frames), frame(BINARY, hex('c000'))]), [3]);
    expect(signs).toEqual([{ kind: 'close', ...(code !== undefined && { code }) }]);
    expect(bytes).toHaveLength(0);
  });

  const open = frame(BINARY, hex('c0'), false);
  it.each([
    ['a frame of text', hex('8181 00000000 78'), 1003],
    ['reserved bits', hex('c281 00000000 78'), 1002],
    ['no mask', hex('8201 78'), 1002],
    ['a reserved opcode', hex('8381 00000000 78'), 1002],
    ['a continuation of nothing', frame(CONTINUATION, hex('78')), 1002],
    ['a message within another', Buffer.concat([open, frame(BINARY, hex('78'))]), 1002],
    ['control in fragments', frame(PING, hex('78'), false), 1002],
    ['long control', frame(PONG, Buffer.alloc(126)), 1002],
    ['a long closing frame', frame(CLOSE, Buffer.alloc(126)), 1002],
    ['a length of 64 bits', hex('82ff 0020000000000000 00000000'), 1009],
  ])('is invalid: %s, and later bytes are ignored', (_, frames, code) => {
    for (const size of [1, 1000]) {
      const { bytes, signs } = read(Buffer.concat([frames, frame(BINARY, hex('c000'))]), [size]);
      expect(signs).toEqual([expect.objectContaining(close(code))]);
      expect(bytes.includes(hex('c000'))).toBe(false);
    }
  });
});
