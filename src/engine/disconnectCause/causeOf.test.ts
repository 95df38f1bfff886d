/** Every end has a cause, chosen by the strongest evidence from both sides. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet, Sender } from '../../mqtt/tables/packet.ts';
import type { TransportEnd } from './causeOf.ts';
import { causeAfter, connack, connect, greeted, publish, type Said } from './causes.testkit.ts';
import { isOrderly } from './orderly.ts';

const old: readonly Said[] = [
  [0, 'client', connect({ protocolLevel: 4 })],
  [10, 'server', connack()],
];

test('explicit causes: a rejection, either side’s DISCONNECT, a second CONNECT', () => {
  const refused = connack({ reasonCode: 0x87, properties: [] });
  expect(
    causeAfter(
      [
        [0, 'client', connect()],
        [5, 'server', refused],
      ],
      6,
    ),
  ).toEqual({
    key: 'refused',
    args: { code: 0x87, version: '5', reason: '' },
  });
  const moved: Packet = {
    type: 'disconnect',
    reasonCode: 0x8b,
    properties: [{ name: 'reasonString', value: 'maintenance' }],
  };
  expect(causeAfter([...greeted, [20, 'server', moved]], 21)).toEqual({
    key: 'server-disconnect',
    args: { code: 0x8b, reason: 'maintenance' },
  });
  // Brokers close the connection at once, but the client ended it.
  const bye = causeAfter([...greeted, [20, 'client', { type: 'disconnect' }]], 21);
  expect(bye).toMatchObject({ key: 'client-disconnect', args: { code: 0 } });
  expect(isOrderly(bye)).toBe(true);
  expect(causeAfter([...greeted, [20, 'client', connect()]], 21).key).toBe('second-connect');
});

test('a client that disconnects right after a rejected subscription or message: the rejection is the cause', () => {
  const suback: Packet = { type: 'suback', packetId: 1, reasonCodes: [1, 0x87], properties: [] };
  const bye: Said = [700, 'client', { type: 'disconnect' }];
  expect(causeAfter([...greeted, [20, 'server', suback], bye], 701, { by: 'client' })).toEqual({
    key: 'denied',
    args: { answer: 'suback', code: 0x87, version: '5', isOrderly: true, after: 0.7 },
  });
  const puback: Packet = { type: 'puback', packetId: 2, reasonCode: 0x97, properties: [] };
  expect(causeAfter([...greeted, [20, 'server', puback]], 60, { by: 'client' })).toMatchObject({
    key: 'denied',
    args: { answer: 'puback', code: 0x97, isOrderly: false },
  });
  // If the client leaves later, or after an answer that refuses nothing, it simply left.
  const late: Said = [9000, 'client', { type: 'disconnect' }];
  expect(causeAfter([...greeted, [20, 'server', suback], late], 9001, { by: 'client' }).key).toBe(
    'client-disconnect',
  );
  const granted: Packet = { ...suback, reasonCodes: [1] };
  expect(causeAfter([...greeted, [20, 'server', granted], bye], 701, { by: 'client' }).key).toBe(
    'client-disconnect',
  );
});

test('reports a code that the standard does not define unchanged', () => {
  const refusal = Uint8Array.of(0x20, 3, 0, 0x55, 0);
  const connected: Said = [0, 'client', connect()];
  expect(causeAfter([connected, [5, 'server', refusal]], 6)).toEqual({
    key: 'refused',
    args: { code: 0x55, version: '5', reason: '' },
  });
  expect(causeAfter([...greeted, [20, 'server', Uint8Array.of(0xe0, 1, 0x42)]], 21)).toEqual({
    key: 'server-disconnect',
    args: { code: 0x42, reason: '' },
  });
});

test('[MQTT-3.1.2-22; 3.1.1: MQTT-3.1.2-24] silence longer than the keep alive, including one set by the broker', () => {
  expect(causeAfter(greeted, 91_000)).toEqual({
    key: 'keep-alive',
    args: { keepAlive: 60, silent: 91, version: '5' },
  });
  expect(causeAfter(greeted, 50_000).key).toBe('closed');
  const set = connack({ properties: [{ name: 'serverKeepAlive', value: 10 }] });
  expect(
    causeAfter(
      [
        [0, 'client', connect()],
        [5, 'server', set],
      ],
      16_000,
    ),
  ).toMatchObject({
    args: { keepAlive: 10 },
  });
  // A client does not leave because of its own keep alive.
  expect(causeAfter(greeted, 91_000, { by: 'client' }).key).toBe('closed');
});

test('[MQTT-3.1.2-22] a large packet that takes longer than the keep alive while its bytes keep arriving', () => {
  const large = encode(publish('x'.repeat(3000)), 5);
  const slowly = (until: number): readonly Said[] =>
    Array.from({ length: until / 1000 }, (_, at): Said => {
      return [(at + 1) * 1000, 'client', large.subarray(at * 10, at * 10 + 10)];
    });
  const slow = {
    key: 'slow-packet',
    args: { type: 'publish', size: large.length, keepAlive: 60, after: 91, version: '5' },
  };
  expect(causeAfter([...greeted, ...slowly(90_000)], 91_000)).toEqual(slow);
  // A broker that names the reason may have waited for any time.
  const bye: Packet = { type: 'disconnect', reasonCode: 0x8d };
  const told: readonly Said[] = [...greeted, ...slowly(200_000), [200_500, 'server', bye]];
  expect(causeAfter(told, 201_000)).toMatchObject({ key: 'slow-packet', args: { after: 201 } });
  // Too early, or so late that a broker that counts whole packets would have closed the connection before.
  expect(causeAfter([...greeted, ...slowly(80_000)], 81_000).key).toBe('cut-off');
  expect(causeAfter([...greeted, ...slowly(200_000)], 201_000).key).toBe('cut-off');
  // No more bytes arrived, or the client left, or the packet was complete.
  expect(causeAfter([...greeted, ...slowly(5000)], 91_000).key).toBe('keep-alive');
  expect(causeAfter([...greeted, ...slowly(90_000)], 91_000, { by: 'client' }).key).toBe('cut-off');
  const whole: Said = [90_000, 'client', large];
  expect(causeAfter([...greeted, whole], 91_500).key).not.toBe('slow-packet');
  const none = connect({ keepAlive: 0 });
  const unlimited: readonly Said[] = [
    [0, 'client', none],
    [10, 'server', connack()],
  ];
  expect(causeAfter([...unlimited, ...slowly(90_000)], 91_000).key).toBe('cut-off');
});

test('[MQTT-3.1.2-8] reports when the will is published: at once, after its delay, or when its session ends', () => {
  type Asked = { readonly delay?: number; readonly expiry?: number };
  const greetedBy = ({ delay, expiry }: Asked, granted?: number): readonly Said[] => {
    const will = {
      topic: 'gone',
      payload: Uint8Array.of(1),
      qos: 0,
      retain: false,
      properties: delay === undefined ? [] : [{ name: 'willDelayInterval', value: delay } as const],
    } as const;
    const lasts = (value: number | undefined) =>
      value === undefined ? [] : [{ name: 'sessionExpiryInterval', value } as const];
    return [
      [0, 'client', connect({ will, properties: lasts(expiry) })],
      [10, 'server', connack({ properties: lasts(granted) })],
    ];
  };
  const willAfter = (said: readonly Said[]) => {
    const cause = causeAfter(said, 500, { by: 'client' });
    if (cause.key !== 'closed' && cause.key !== 'client-disconnect') throw new Error(cause.key);
    return cause.args.willAfter;
  };
  expect(willAfter(greeted)).toBeUndefined();
  expect(willAfter(greetedBy({}))).toBe(0);
  // The session ends with the connection.
  expect(willAfter(greetedBy({ delay: 60 }))).toBe(0);
  expect(willAfter(greetedBy({ delay: 60, expiry: 3600 }))).toBe(60);
  expect(willAfter(greetedBy({ delay: 60, expiry: 3600 }, 20))).toBe(20);
  const leave = (reasonCode: number, expiry?: number): Said => {
    const properties =
      expiry === undefined ? [] : [{ name: 'sessionExpiryInterval', value: expiry } as const];
    return [20, 'client', { type: 'disconnect', reasonCode, properties }];
  };
  expect(willAfter([...greeted, leave(4)])).toBeUndefined();
  expect(willAfter([...greetedBy({ delay: 60, expiry: 3600 }), leave(4, 5)])).toBe(5);
  expect(willAfter([...greetedBy({}), leave(0)])).toBeUndefined();
});

test("[MQTT-3.2.2-15, MQTT-3.1.2-24] a packet above its receiver's maximum size", () => {
  const small = connack({ properties: [{ name: 'maximumPacketSize', value: 100 }] });
  const said: readonly Said[] = [
    [0, 'client', connect()],
    [5, 'server', small],
    [9, 'client', publish('x'.repeat(200))],
  ];
  expect(causeAfter(said, 10)).toMatchObject({
    key: 'too-large',
    args: { sender: 'client', type: 'publish', maximum: 100, by: 'server' },
  });
});

test('[MQTT-3.2.2-15] a packet whose header shows that it is too large', () => {
  const small = connack({ properties: [{ name: 'maximumPacketSize', value: 100 }] });
  const begun = encode(publish('x'.repeat(200)), 5).subarray(0, 20);
  const said: readonly Said[] = [
    [0, 'client', connect()],
    [5, 'server', small],
    [9, 'client', begun],
  ];
  const size = encode(publish('x'.repeat(200)), 5).length;
  expect(causeAfter(said, 10)).toEqual({
    key: 'too-large',
    args: { sender: 'client', type: 'publish', size, maximum: 100, by: 'server' },
  });
  // A small packet is only cut off, and so is a packet of the side that ended the connection.
  expect(causeAfter([...greeted, [9, 'client', begun]], 10).key).toBe('cut-off');
  expect(causeAfter(said, 10, { by: 'client' }).key).toBe('cut-off');
});

test('[MQTT-3.1.4-3] the same client identifier elsewhere', () => {
  const rival = { address: '10.0.0.2:1', time: 900 };
  expect(causeAfter(old, 1000, { rival }, 4)).toEqual({
    key: 'taken-over',
    args: { version: '4', address: '10.0.0.2:1' },
  });
});

test('missing packets: PINGRESP, PUBACK, CONNACK', () => {
  const ping: Packet = { type: 'pingreq' };
  expect(causeAfter([...greeted, [100, 'client', ping]], 10_100, { by: 'client' })).toEqual({
    key: 'no-pingresp',
    args: { after: 10 },
  });
  // The broker has stopped in the middle of a packet.
  const begun: Said = [90, 'server', encode(publish('x'), 5).subarray(0, 9)];
  expect(causeAfter([...greeted, begun, [100, 'client', ping]], 10_100, { by: 'client' }).key).toBe(
    'no-pingresp',
  );
  expect(causeAfter([...greeted, [100, 'client', publish('x')]], 5100, { by: 'client' })).toEqual({
    key: 'no-answer',
    args: { type: 'publish', packetId: 7, after: 5 },
  });
  const puback: Packet = { type: 'puback', packetId: 7 };
  const answered: readonly Said[] = [
    ...greeted,
    [100, 'client', publish('x')],
    [110, 'server', puback],
  ];
  expect(causeAfter(answered, 5100, { by: 'client' }).key).toBe('closed');
  expect(causeAfter([[0, 'client', connect()]], 3000)).toEqual({
    key: 'no-connack',
    args: { by: 'server', after: 3, isReset: false },
  });
});

test('[3.1.1: MQTT-3.3.5-2] a broker that closes right after a PUBLISH, or later', () => {
  const said: readonly Said[] = [...old, [100, 'client', publish('x')]];
  expect(causeAfter(said, 130, {}, 4)).toEqual({
    key: 'after-packet',
    args: { type: 'publish', topic: 'plant/oven', version: '4' },
  });
  expect(causeAfter(said, 20_000, {}, 4).key).toBe('closed');
  const twice: readonly Said[] = [...old, [100, 'client', { ...publish('x'), qos: 2 }]];
  expect(causeAfter(twice, 130, {}, 4)).toEqual({
    key: 'after-qos2',
    args: { topic: 'plant/oven', version: '4' },
  });
});

test('[MQTT-3.1.0-1] no MQTT at all: TLS, HTTP, another packet, nothing', () => {
  const ascii = (text: string) => new TextEncoder().encode(text);
  const first = (bytes: Uint8Array) => causeAfter([[0, 'client', bytes]], 5).args;
  expect(first(Uint8Array.of(0x16, 3, 1, 2, 0))).toMatchObject({ what: 'tls' });
  expect(first(ascii('GET / HTTP/1.1\r\n'))).toMatchObject({ what: 'http' });
  expect(first(Uint8Array.of(0xc0, 0))).toMatchObject({ what: 'packet' });
  expect(causeAfter([], 5000, { by: 'client' })).toEqual({
    key: 'said-nothing',
    args: { by: 'client', after: 5 },
  });
});

test('a port that answers with TLS, HTTP or another greeting instead of MQTT', () => {
  const ascii = (text: string) => new TextEncoder().encode(text);
  const answered = (bytes: Uint8Array, by: Sender = 'server') =>
    causeAfter(
      [
        [0, 'client', connect()],
        [5, 'server', bytes],
      ],
      6,
      { by },
    );
  expect(answered(Uint8Array.of(0x15, 3, 1, 0, 2, 2, 70))).toEqual({
    key: 'no-broker',
    args: { by: 'server', what: 'tls', line: '' },
  });
  expect(answered(ascii('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n'), 'client')).toEqual({
    key: 'no-broker',
    args: { by: 'client', what: 'http', line: 'HTTP/1.1 400 Bad Request' },
  });
  const long = `220 ${'mail.plant.example '.repeat(9)}`;
  expect(answered(ascii(`${long}\r\n`)).args).toMatchObject({
    what: 'text',
    line: long.slice(0, 64).trim(),
  });
  // The largest properties with a one-byte length.
  const serverReference = 'r'.repeat(0x7e - 2 - 1 - 3);
  const moved = connack({
    reasonCode: 0x9d,
    properties: [{ name: 'serverReference', value: serverReference }],
  });
  expect(answered(encode(moved, 5)).key).toBe('refused');
});

test('a TLS alert decides the cause, regardless of earlier packets', () => {
  const last = { how: 'failed', alert: 'certificate_required' } as const;
  expect(causeAfter([[0, 'client', connect()]], 60, last)).toEqual({
    key: 'line-failed',
    args: { failure: { key: 'tls-alert', args: { alert: 'certificate_required' } } },
  });
  expect(causeAfter(greeted, 60, { ...last, by: 'client' })).toEqual({
    key: 'tls-failed',
    args: { why: 'alert', detail: 'certificate_required' },
  });
});

test('malformed bytes, a cut packet and a reset', () => {
  const bad = Uint8Array.of(0x36, 2, 0, 0);
  expect(causeAfter([...greeted, [50, 'client', bad]], 60)).toMatchObject({
    key: 'malformed',
    args: { sender: 'client', type: 'publish', by: 'server' },
  });
  // More packets arrived before the other side ended the connection. A packet that was tolerated for
  // long is not the reason.
  const more = (time: number): Said => [time, 'client', { type: 'pingreq' }];
  expect(causeAfter([...greeted, [50, 'client', bad], more(55)], 60).key).toBe('malformed');
  expect(causeAfter([...greeted, [50, 'client', bad], more(3000)], 3010).key).toBe('closed');
  const half = encode(publish('long enough'), 5).subarray(0, 9);
  expect(
    causeAfter([...greeted, [50, 'client', half]], 60, { by: 'client', how: 'reset' }),
  ).toEqual({
    key: 'cut-off',
    args: { by: 'client', sender: 'client', type: 'publish', isReset: true },
  });
  expect(causeAfter(greeted, 2010, { how: 'reset' })).toMatchObject({
    key: 'reset',
    args: { by: 'server', last: 'connack', after: 2 },
  });
});

test('finds exactly one cause for any bytes in any chunks', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(fc.constantFrom<Sender>('client', 'server'), fc.uint8Array({ maxLength: 30 })),
      ),
      fc.constantFrom<TransportEnd['how']>('closed', 'reset', 'silent', 'websocket', 'failed'),
      fc.constantFrom<Sender>('client', 'server'),
      (said, how, by) => {
        const pieces = said.map(([sender, bytes], at): Said => [at, sender, bytes]);
        expect(causeAfter(pieces, 1000, { how, by })).toBeDefined();
      },
    ),
  );
});
