import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { runs, tries } from '../../../base/runs.testkit.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import { ByteWriter } from '../bytes/byteWriter.ts';
import { connectOf, factsOf, notesOf, packetBytes, readEvents } from '../captureFile.testkit.ts';
import type { CaptureEvent } from '../events/captureEvents.ts';
import { type ConnectionOptions, framesOf, pcapOf, type Sent } from '../frames/frames.testkit.ts';
import { frameOf, upgrade } from '../webSocket/webSocket.testkit.ts';
import { isKeyLog, KeyLog } from './keyLog.ts';
import { type TlsOptions, type TlsTalk, tlsTalk } from './tls.testkit.ts';

const publish = (length: number) =>
  encode(
    {
      type: 'publish',
      dup: false,
      qos: 0,
      retain: false,
      topic: 'a/b',
      properties: [],
      payload: Uint8Array.from({ length }, (_, at) => at % 251),
    },
    4,
  );
const CONNACK = Uint8Array.of(0x20, 2, 0, 0);
const plain: readonly Sent[] = [
  { direction: 'out', bytes: connectOf(4) },
  { direction: 'in', bytes: CONNACK },
  { direction: 'out', bytes: publish(10) },
  { direction: 'in', bytes: publish(40_000) },
  { direction: 'out', bytes: publish(300) },
];
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const expected = plain.map(({ bytes }) => hex(bytes));

function read(
  { sent, keyLog }: Pick<TlsTalk, 'sent' | 'keyLog'>,
  options: ConnectionOptions = {},
): CaptureEvent[] {
  return readEvents(pcapOf(framesOf(sent, { serverPort: 8883, ...options })), [], keyLog);
}

const SUITES: readonly (readonly [string, TlsOptions])[] = [
  ...['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'].map(
    (ciphers) => [`TLS 1.3 ${ciphers}`, { version: 'TLSv1.3', ciphers }] as const,
  ),
  ...[
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
  ].map((ciphers) => [`TLS 1.2 ${ciphers}`, { version: 'TLSv1.2', ciphers }] as const),
];

describe('TLS with a key log', () => {
  it.each(SUITES)('%s: packets are decrypted, cut anywhere', async (_name, options) => {
    const talk = await tlsTalk(plain, options);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), (segment) => {
        const events = read(talk, { segment: segment + 60 });
        expect(packetBytes(events)).toEqual(expected);
        expect(notesOf(events)).toEqual([]);
        expect(events).toContainEqual(expect.objectContaining({ kind: 'opened', carrier: 'tcp' }));
      }),
      { numRuns: runs(4) },
    );
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('%s: a resumed session', async (version) => {
    const tickets = Buffer.alloc(48, 7);
    const first = await tlsTalk(plain, { version, tickets });
    const again = await tlsTalk(plain, { version, tickets, session: first.session });
    expect(again.sent.length).toBeLessThanOrEqual(first.sent.length);
    expect(packetBytes(read(again))).toEqual(expected);
  });

  it('WebSocket over TLS, on a web port', async () => {
    const framed = plain.map(({ direction, bytes }) => ({
      direction,
      bytes: frameOf(direction, bytes),
    }));
    const events = read(await tlsTalk([...upgrade(), ...framed]), { serverPort: 443 });
    expect(packetBytes(events)).toEqual(expected);
    expect(events).toContainEqual(expect.objectContaining({ carrier: 'websocket' }));
  });

  it('other web traffic over TLS is skipped', async () => {
    const get = new TextEncoder().encode('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    const events = read(await tlsTalk([{ direction: 'out', bytes: get }]), { serverPort: 443 });
    expect(events.slice(1)).toMatchObject([{ kind: 'note', note: 'empty' }]);
  });

  it('reads a connection without SYN but with its handshake', async () => {
    expect(packetBytes(read(await tlsTalk(plain), { midStream: true }))).toEqual(expected);
  });
});

describe('a key log', () => {
  it('may be part of a pcapng file, in either byte order', async () => {
    const { sent, keyLog } = await tlsTalk(plain);
    const frames = framesOf(sent, { serverPort: 8883 });
    for (const littleEndian of [false, true]) {
      const events = readEvents(pcapngWithKeys(frames, keyLog, littleEndian));
      expect(packetBytes(events)).toEqual(expected);
    }
  });

  it('is found among other lines, split anywhere, and stores only its secrets', () => {
    const random = 'ab'.repeat(32);
    const text = `# x\r\n${'z'.repeat(5000)}\nCLIENT_RANDOM ${random} ${'0C'.repeat(48)}\r\nNONE\n`;
    const keys = new KeyLog();
    for (const byte of new TextEncoder().encode(text)) keys.push(Uint8Array.of(byte));
    expect(keys.secret('CLIENT_RANDOM', random)).toEqual(new Uint8Array(48).fill(12));
    expect(keys.secret('CLIENT_RANDOM', 'cd'.repeat(32))).toBeUndefined();
    expect(isKeyLog(new TextEncoder().encode(text.slice(5)))).toBe(false);
    expect(isKeyLog(new TextEncoder().encode(`# x\nCLIENT_RANDOM ${random}`))).toBe(true);
  });
});

/** Builds a pcapng file of Ethernet frames with a Decryption Secrets Block before them. */
function pcapngWithKeys(
  frames: readonly Uint8Array[],
  keyLog: string,
  littleEndian: boolean,
): Uint8Array {
  const writer = new ByteWriter();
  const block = (type: number, fill: (body: ByteWriter) => ByteWriter): void => {
    const body = fill(new ByteWriter()).bytes();
    const padding = (4 - (body.length % 4)) % 4;
    const length = 12 + body.length + padding;
    writer.u32(type, littleEndian).u32(length, littleEndian).raw(body).zeros(padding);
    writer.u32(length, littleEndian);
  };
  const bytes = new TextEncoder().encode(keyLog);
  block(0x0a0d0d0a, (body) =>
    body
      .u32(0x1a2b3c4d, littleEndian)
      .u16(1, littleEndian)
      .u16(0)
      .u32(0xffff_ffff)
      .u32(0xffff_ffff),
  );
  block(1, (body) => body.u16(1, littleEndian).u16(0).u32(0));
  block(10, (body) =>
    body.u32(0x544c534b, littleEndian).u32(bytes.length, littleEndian).raw(bytes),
  );
  for (const [at, frame] of frames.entries()) {
    block(6, (body) =>
      body
        .u32(0)
        .u32(0)
        .u32(at, littleEndian)
        .u32(frame.length, littleEndian)
        .u32(frame.length, littleEndian)
        .raw(frame),
    );
  }
  return writer.bytes();
}

describe('TLS that cannot be decrypted', () => {
  let talk: TlsTalk;
  beforeAll(async () => {
    talk = await tlsTalk(plain);
  });
  const told = (events: readonly CaptureEvent[]) => {
    expect(packetBytes(events)).toEqual([]);
    expect(events).toContainEqual(expect.objectContaining({ kind: 'opened', carrier: 'tls' }));
    return notesOf(events);
  };

  it('reports once that there is no key log', () => {
    const events = read({ ...talk, keyLog: '' });
    expect(told(events)).toEqual(['tls-no-key-log']);
    expect(factsOf(events)).toMatchObject([{ args: { tls: 'TLS 1.3, TLS_AES_256_GCM_SHA384' } }]);
  });

  it('reports a key log of other connections', async () => {
    const { keyLog } = await tlsTalk([]);
    expect(told(read({ ...talk, keyLog }))).toEqual(['tls-no-key']);
  });

  it('reports keys that do not match', () => {
    const keyLog = talk.keyLog.replace(
      /(SERVER_HANDSHAKE_TRAFFIC_SECRET \w+ )(\w\w)/,
      (_all, before: string, byte: string) => before + (byte === '00' ? '01' : '00'),
    );
    expect(told(read({ ...talk, keyLog }))).toEqual(['tls-wrong-key']);
  });

  it.each([
    [
      'TLSv1.1',
      'ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0',
      'TLS 1.1, TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA',
    ],
    ['TLSv1.2', 'ECDHE-ECDSA-AES256-SHA384', 'TLS 1.2, TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384'],
    ['TLSv1.2', 'ECDHE-ECDSA-ARIA128-GCM-SHA256', 'TLS 1.2, 0xc05c'],
    ['TLSv1.3', 'TLS_AES_128_CCM_SHA256', 'TLS 1.3, TLS_AES_128_CCM_SHA256'],
  ] as const)('names version and cipher suite: %s %s', async (version, ciphers, name) => {
    const events = read(await tlsTalk(plain, { version, ciphers }));
    expect(told(events)).toEqual(['tls-unsupported']);
    expect(factsOf(events)).toMatchObject([{ args: { tls: name } }]);
  });

  it('reports a missing handshake', () => {
    const late = framesOf(talk.sent, { serverPort: 8883, midStream: true }).slice(-6);
    expect(told(readEvents(pcapOf(late), [], talk.keyLog))).toEqual(['tls-no-handshake']);
  });

  it('reports an incomplete handshake', () => {
    const [hello] = talk.sent;
    expect(told(read({ ...talk, sent: hello ? [hello] : [] }))).toEqual(['tls-unfinished']);
  });

  it('reports why the handshake failed', () => {
    const [hello] = talk.sent;
    const alert = { direction: 'in', bytes: Uint8Array.of(21, 3, 3, 0, 2, 2, 48) } as const;
    const events = read({ ...talk, sent: hello ? [hello, alert] : [] });
    expect(told(events)).toEqual(['tls-alert']);
    expect(factsOf(events)).toMatchObject([{ args: { alert: 'unknown CA (48)' } }]);
  });
});

describe('TLS with gaps in the capture', () => {
  it.each(SUITES)(
    '%s: continues after it, and shows nothing that was not sent',
    async (_name, options) => {
      const many: Sent[] = Array.from({ length: 30 }, (_, at) => ({
        direction: at % 3 === 0 ? 'in' : 'out',
        bytes: publish(20 + at * 7),
      }));
      const sent = [...plain.slice(0, 2), ...many];
      const talk = await tlsTalk(sent, options);
      const frames = framesOf(talk.sent, { serverPort: 8883 });
      const known = new Set(sent.map(({ bytes }) => hex(bytes)));
      fc.assert(
        fc.property(
          fc.integer({ min: 12, max: frames.length - 20 }),
          fc.integer({ min: 1, max: 9 }),
          (at, count) => {
            const events = readEvents(pcapOf(frames.toSpliced(at, count)), [], talk.keyLog);
            const whole = packetBytes(
              events.filter((event) => event.kind === 'packet' && !event.partial),
            );
            for (const bytes of whole) expect(known).toContain(bytes);
            // The last packets follow the gap.
            expect(whole.slice(-2)).toEqual(sent.slice(-2).map(({ bytes }) => hex(bytes)));
          },
        ),
        { numRuns: runs(8) },
      );
    },
  );

  it('never yields wrong data for any modification', async () => {
    const talk = await tlsTalk(plain);
    const known = new Set(expected);
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), (which, where, change) => {
        const at = which % talk.sent.length;
        const sent = talk.sent.map(({ direction, bytes }, index) => {
          if (index !== at) return { direction, bytes };
          // The first header identifies TLS.
          const place = at === 0 ? 5 + (where % (bytes.length - 5)) : where % bytes.length;
          const changed = bytes.slice();
          changed[place] = (changed[place] ?? 0) ^ change;
          return { direction, bytes: changed };
        });
        const events = read({ ...talk, sent });
        const whole = events.filter((event) => event.kind === 'packet' && !event.partial);
        for (const bytes of packetBytes(whole)) expect(known).toContain(bytes);
      }),
      { numRuns: tries(60) },
    );
  });
});
