import { expect, test } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import { CONVENTIONS } from '../../../conventions/conventions.ts';
import type { PacketDetail } from '../../../engine/window/window.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import { dissect } from '../../../mqtt/dissect/dissect.ts';
import type { Dissection } from '../../../mqtt/dissect/dissection.ts';
import type { Packet, ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { packetTypeNumber } from '../../../mqtt/tables/packetNames.ts';
import type { OutlineNode } from './outline.ts';
import { readable } from './readable.ts';

/** Detail as a capture reports it with maskable secrets. */
function detailOf(
  row: PacketDetail['row'],
  bytes: Uint8Array,
  dissection: Dissection,
  more: Pick<PacketDetail, 'payload'> & { readonly version: ProtocolVersion },
): PacketDetail {
  const { fields, problems } = dissection;
  const secrets = row.unframed
    ? [{ offset: 0, length: bytes.length }]
    : CONVENTIONS.secrets.ranges(bytes, dissection, row.topic);
  return { row, bytes, fields, problems, secrets, ...more };
}

const PACKET_ROW = {
  number: 1,
  time: 0,
  delta: undefined,
  direction: 'out',
  stream: 1,
  flags: 0,
  packetId: undefined,
  topic: undefined,
  hasProblem: false,
} as const;

function shown(packet: Packet, reveal = false) {
  const bytes = encode(packet, 5);
  const dissection = dissect(bytes, { version: 5, sender: 'client' });
  const row = { ...PACKET_ROW, packetType: packetTypeNumber(packet.type), size: bytes.length };
  const length = packet.type === 'publish' ? packet.payload.length : 0;
  const payload = length === 0 ? undefined : { offset: bytes.length - length, length };
  const detail = detailOf(row, bytes, dissection, { payload, version: 5 });
  const made = readable(detail, reveal);
  const values = (nodes: readonly OutlineNode[]): string[] =>
    nodes.flatMap((node) => [node.value, ...values(node.children)]);
  const text =
    values(made.nodes).join(' ') + [...made.bytes].map((b) => String.fromCharCode(b)).join('');
  return { ...made, text, length: detail.bytes.length };
}

const connect: Packet = {
  type: 'connect',
  protocolName: 'MQTT',
  protocolLevel: 5,
  cleanStart: true,
  keepAlive: 60,
  clientId: 'pump',
  userName: 'ann?token=t0k&x=1',
  password: encodeUtf8('s3cret'),
  properties: [
    { name: 'userProperty', value: ['authorization', 'Bearer b3arer'] },
    { name: 'authenticationMethod', value: 'PLAIN' },
    { name: 'authenticationData', value: encodeUtf8('d4ta') },
  ],
};
const SECRETS = ['t0k', 's3cret', 'b3arer', 'd4ta'];

test('passwords, AUTH data and tokens are masked in fields and bytes, with lengths kept', () => {
  const { text, bytes, length, hasSecrets } = shown(connect);
  for (const secret of SECRETS) expect(text).not.toContain(secret);
  expect(text).toContain('ann?token=***&x=1');
  expect(bytes.length).toBe(length);
  expect(hasSecrets).toBe(true);
});

test('a device secret delivered by the platform is masked, too', () => {
  const topic = '/ext/register';
  const payload = encodeUtf8('{"deviceName":"d","deviceSecret":"sEcr3t"}');
  const packet: Packet = {
    type: 'publish',
    dup: false,
    qos: 0,
    retain: false,
    topic,
    properties: [],
    payload,
  };
  expect(shown(packet).text).not.toContain('sEcr3t');
  expect(decodeUtf8(shown(packet).bytes.subarray(-payload.length))).toBe(
    '{"deviceName":"d","deviceSecret":"******"}',
  );
});

test('secrets are shown after the user reveals them', () => {
  const { text, secrets, hasSecrets } = shown(connect, true);
  for (const secret of SECRETS) expect(text).toContain(secret);
  expect(secrets).toEqual([]);
  expect(hasSecrets).toBe(true);
});

test('a packet without secrets is unchanged', () => {
  expect(shown({ type: 'pingreq' })).toMatchObject({ hasSecrets: false, secrets: [], length: 2 });
});

function unread(changes: Partial<PacketDetail['row']>, text: string, reveal = false) {
  const more = { direction: 'in', ...changes } as const;
  const bytes = encodeUtf8(text);
  const dissection = dissect(bytes, { version: 4, sender: 'client' });
  const packetType = (bytes[0] ?? 0) >> 4;
  const row = { ...PACKET_ROW, packetType, size: bytes.length, hasProblem: true, ...more };
  return readable(detailOf(row, bytes, dissection, { payload: undefined, version: 4 }), reveal);
}

test.each([
  [{ unframed: true }, 'a secret word'],
  [{ unframed: true, masked: true }, '*************'],
  [{ http: 'request' }, 'GET /secret H'],
] as const)('bytes that are surely no packet have no fields: %j', (row, text) => {
  const made = unread(row, text);
  expect(made.nodes).toEqual([]);
  expect(decodeUtf8(made.bytes)).not.toContain('secret');
});

test('on request, bytes of no packet have the fields that they would have as a packet; HTTP has none', () => {
  expect(unread({ unframed: true }, 'a secret word', true).nodes).not.toEqual([]);
  expect(unread({ http: 'request' }, 'GET /secret H', true).nodes).toEqual([]);
});

test('decodes no values from the masked bytes of an unreadable packet', () => {
  const bytes = encode(connect, 5).subarray(0, 20);
  const dissection = dissect(bytes, { version: 5, sender: 'client' });
  const row = { ...PACKET_ROW, packetType: 1, size: bytes.length };
  const detail = detailOf(row, bytes, dissection, { payload: undefined, version: 5 });
  // The name and version of its protocol are not masked.
  const labels = readable(detail, false).nodes.map(({ label }) => label);
  expect(labels).toEqual(['Fixed Header', 'Protocol Name', 'Protocol Version']);
});
