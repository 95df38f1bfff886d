import { createCipheriv } from 'node:crypto';
import fc from 'fast-check';
import protobufjs from 'protobufjs';
import { expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { makeChain } from '../chains/chain.ts';
import { loadFormat, readingOf } from '../formats/formats.ts';
import { within } from '../formats/reading.ts';
import { isMissing, type PayloadFormat } from '../tree/format.ts';
import { channelKey } from './meshtasticStep.ts';
import { MESHTASTIC_PROTO } from './schema.ts';

const { root } = protobufjs.parse(MESHTASTIC_PROTO, { keepCase: true });
const bytesOf = (message: string, value: object): Uint8Array =>
  root.lookupType(message).encode(value).finish();

/** Encrypts like a node, with Node's own cipher. */
function encrypted(key: Uint8Array, id: number, from: number, data: Uint8Array): Uint8Array {
  const nonce = Buffer.alloc(16);
  nonce.writeUInt32LE(id, 0);
  nonce.writeUInt32LE(from, 8);
  const cipher = createCipheriv(`aes-${key.length * 8}-ctr`, key, nonce);
  return Buffer.concat([cipher.update(data), cipher.final()]);
}

const ID = 0x1a2b3c4d;
const FROM = 0x7efeee00;
const envelope = (packet: object): Uint8Array =>
  bytesOf('ServiceEnvelope', {
    packet: { from: FROM, to: 0xffff_ffff, id: ID, ...packet },
    channel_id: 'LongFast',
    gateway_id: '!7efeee00',
  });
const sealed = (key: string, data: object): Uint8Array => {
  const bytes = bytesOf('Data', data);
  return envelope({ encrypted: encrypted(channelKey(key) ?? Buffer.alloc(0), ID, FROM, bytes) });
};

async function formatOf(chain: string): Promise<PayloadFormat> {
  const made = makeChain(chain, []);
  const [format] = made.ok ? made.formats : [];
  if (format === undefined) throw new Error(chain);
  await loadFormat(format);
  return format;
}

async function openedBy(chain: string, payload: Uint8Array) {
  const inner = within(payload, await formatOf(chain), 1 << 16);
  if (inner === undefined || 'missing' in inner) throw new Error('It is loaded.');
  const { format, bytes, error } = inner;
  const reading = format && readingOf(format);
  const laid = reading === undefined || isMissing(reading) ? undefined : reading.layOut?.(bytes);
  return {
    name: format?.name,
    text: laid?.text ?? Buffer.from(bytes).toString(),
    error: error?.key,
  };
}

test('an envelope shows the names of its fields', async () => {
  const reading = readingOf(await formatOf('meshtastic'));
  const text = isMissing(reading) ? '' : reading.layOut?.(sealed('AQ==', { portnum: 1 }))?.text;
  expect(text).toContain('"channel_id": "LongFast"');
  expect(text).toContain('"from": 2130636288');
  expect(text).toContain('"encrypted"');
});

test.each([
  'AQ==',
  'Ag==',
  'MTIzNDU2Nzg5MDEyMzQ1Ng==',
  'MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=',
])('opens content encrypted with %s, by its port', async (key) => {
  const chain = `meshtastic(${key})`;
  const hello = sealed(key, { portnum: 1, payload: Buffer.from('Hello') });
  expect(await openedBy(chain, hello)).toMatchObject({ text: 'Hello', error: undefined });
  const user = bytesOf('User', { id: '!7efeee00', long_name: 'Base 0', hw_model: 10 });
  const opened = await openedBy(chain, sealed(key, { portnum: 4, payload: user }));
  expect(opened.name).toBe('Meshtastic User');
  expect(opened.text).toContain('"long_name": "Base 0"');
  const other = await openedBy(chain, sealed(key, { portnum: 71, payload: user }));
  expect(other.text).toContain('"portnum": "NEIGHBORINFO_APP"');
});

test('an envelope contains the content of an unencrypted packet by its port', async () => {
  const reading = readingOf(await formatOf('meshtastic'));
  const textOf = (portnum: number, payload: Uint8Array) =>
    isMissing(reading) ? '' : reading.layOut?.(envelope({ decoded: { portnum, payload } }))?.text;
  expect(textOf(1, Buffer.from('Plain'))).toContain('"payload": "Plain"');
  const metrics = bytesOf('Telemetry', { device_metrics: { battery_level: 81 } });
  expect(textOf(67, metrics)).toContain('"battery_level": 81');
  const report = bytesOf('MapReport', { long_name: 'Base 1', latitude_i: -335_000_000 });
  expect(textOf(73, report)).toContain('"latitude_i": -335000000');
  expect(textOf(71, Buffer.of(1))).toContain('"payload": h\'01\'');
});

test('reads unencrypted packets, and decrypts nothing with a wrong key', async () => {
  const data = { portnum: 1, payload: Buffer.from('Plain') };
  expect(await openedBy('meshtastic(AQ==)', envelope({ decoded: data }))).toMatchObject({
    text: 'Plain',
  });
  const inner = await openedBy('meshtastic(Ag==)', sealed('AQ==', data));
  expect(inner.name).toBe('Meshtastic Data');
  expect(await openedBy('meshtastic(AQ==)', Buffer.from('no'))).toMatchObject({ error: 'head' });
  const large = envelope({ encrypted: Buffer.alloc(5000) });
  expect(await openedBy('meshtastic(AQ==)', large)).toMatchObject({ error: 'large' });
});

test('keys are Base64 of at most 32 bytes', () => {
  expect(channelKey('AQ==')?.at(-1)).toBe(0x01);
  expect(channelKey('Ag==')?.at(-1)).toBe(0x02);
  expect(channelKey('AA==')).toEqual(new Uint8Array(0));
  expect(channelKey('?')).toBeUndefined();
  expect(channelKey(Buffer.alloc(33).toString('base64'))).toBeUndefined();
  expect(makeChain('meshtastic(?)', [])).toMatchObject({ ok: false });
});

test('accepts any bytes', async () => {
  const format = await formatOf('meshtastic(AQ==)');
  const plain = readingOf(await formatOf('meshtastic'));
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.boolean(), (bytes, isPacket) => {
      const payload = isPacket ? envelope({ encrypted: bytes }) : bytes;
      expect(within(payload, format, 1 << 16)).toBeDefined();
      const decoded = envelope({ decoded: { portnum: bytes[0], payload: bytes } });
      expect(!isMissing(plain) && plain.decode?.(decoded)).toBeDefined();
    }),
    { numRuns: tries(500, 50) },
  );
});
