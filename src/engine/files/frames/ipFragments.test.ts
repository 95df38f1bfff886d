import { describe, expect, it, test } from 'vitest';
import { encode } from '../../../mqtt/codec/encode.ts';
import { u16 } from '../bytes/bytes.ts';
import { connectOf, factsOf, joined, packetBytes, readEvents } from '../captureFile.testkit.ts';
import { framesOf, type PcapOptions, pcapOf, type Sent } from './frames.testkit.ts';
import { type IpFragment, IpFragments } from './ipFragments.ts';

const message = (topic: string): Uint8Array =>
  encode(
    {
      type: 'publish',
      topic,
      payload: new Uint8Array(200).fill(0x61),
      qos: 0,
      retain: false,
      dup: false,
      properties: [],
    },
    4,
  );

const SENT: readonly Sent[] = [
  { direction: 'out', bytes: connectOf(4) },
  { direction: 'in', bytes: Uint8Array.of(0x20, 2, 0, 0) },
  { direction: 'out', bytes: message('a/long') },
  { direction: 'in', bytes: message('an/answer') },
];
const IPV4 = framesOf(SENT);
const IPV6 = framesOf(SENT, { clientAddress: 'fd00::1', serverAddress: 'fd00::2' });
const LONG = IPV4.findIndex(({ length }) => length > 200);

const short = (value: number): Uint8Array => Uint8Array.of(value >> 8, value & 0xff);

/** The fragments of a frame's IP packet, in frames. */
function fragmentsOf(frame: Uint8Array, id: number, size = 48): Uint8Array[] {
  const isIpv6 = u16(frame, 12) === 0x86dd;
  const start = 14 + (isIpv6 ? 40 : 20);
  const data = frame.subarray(start);
  return Array.from({ length: Math.ceil(data.length / size) }, (_, index) => {
    const at = index * size;
    const part = data.subarray(at, at + size);
    const more = at + size < data.length ? 1 : 0;
    const head = frame.slice(0, start);
    if (!isIpv6) {
      head.set(short(20 + part.length), 16);
      head.set(short(id), 18);
      head.set(short(at / 8 + more * 0x2000), 20);
      return joined([head, part]);
    }
    head.set(short(8 + part.length), 18);
    head[20] = 44;
    const extension = joined([Uint8Array.of(6, 0), short(at + more), short(0), short(id)]);
    return joined([head, extension, part]);
  });
}

const allFragments = (frames: readonly Uint8Array[]) =>
  frames.map((one, id) => fragmentsOf(one, id));

/** An Ethernet frame whose packet lies in another IPv4 packet. */
function tunnelled(frame: Uint8Array): Uint8Array {
  const outer = frame.slice(0, 34);
  outer.set(short(20 + frame.length - 14), 16);
  outer[23] = 4;
  return joined([outer, frame.subarray(14)]);
}

const keysOf = (file: Uint8Array) => factsOf(readEvents(file)).map(({ key }) => key);

describe.each([
  ['IPv4', IPV4],
  ['IPv6', IPV6],
])('fragments of %s', (_name, frames) => {
  const whole = packetBytes(readEvents(pcapOf(frames)));
  it.each([
    ['in order', allFragments(frames).flat()],
    ['in reverse order', allFragments(frames).flatMap((some) => some.toReversed())],
    ['twice', allFragments(frames).flatMap((some) => [...some, ...some])],
    ['each twice', allFragments(frames).flatMap((some) => some.flatMap((one) => [one, one]))],
    ['with a later packet between them', laterBetween(allFragments(frames))],
  ])('%s are one packet', (_order, fragments) => {
    const events = readEvents(pcapOf(fragments));
    expect(packetBytes(events)).toEqual(whole);
    expect(factsOf(events).filter(({ key }) => key.startsWith('fragments'))).toEqual([]);
  });

  it('are left out with a note if one is missing', () => {
    const first = fragmentsOf(frames[LONG] ?? new Uint8Array(), 99);
    const kept = frames.flatMap((one, at) => (at === LONG ? first.slice(1) : [one]));
    const events = readEvents(pcapOf(kept));
    expect(factsOf(events)).toContainEqual({ key: 'fragments', args: { count: first.length - 1 } });
    expect(packetBytes(events)).toEqual(whole.toSpliced(2, 1));
  });

  it('are left out with a note if they overlap', () => {
    const some = fragmentsOf(frames[LONG] ?? new Uint8Array(), 99);
    const other = fragmentsOf(frames[LONG] ?? new Uint8Array(), 99, 40)[1] ?? new Uint8Array();
    const kept = frames.flatMap((one, at) => (at === LONG ? [other, ...some] : [one]));
    const events = readEvents(pcapOf(kept));
    const count = some.length + 1;
    expect(factsOf(events)).toContainEqual({ key: 'fragments-contradictory', args: { count } });
    expect(packetBytes(events)).toEqual(whole.toSpliced(2, 1));
  });
});

/** The first fragment of each packet comes before the last ones of the packet before it. */
function laterBetween(packets: readonly Uint8Array[][]): Uint8Array[] {
  return packets.flatMap((some, at) => {
    const next = packets[at + 1]?.slice(0, 1) ?? [];
    return [...(at === 0 ? some.slice(0, 1) : []), ...next, ...some.slice(1)];
  });
}

test('fragments of a packet in fragments of another are reassembled', () => {
  const inner = allFragments(IPV4).flat().map(tunnelled);
  const both = inner.flatMap((frame, id) => fragmentsOf(frame, 1000 + id, 24));
  expect(packetBytes(readEvents(pcapOf(both)))).toEqual(packetBytes(readEvents(pcapOf(IPV4))));
});

test('a frame that completes 1,000 packets in each other leaves the other packets intact', () => {
  const level = (id: number, at: number, content: Uint8Array): Uint8Array => {
    const head = Uint8Array.of(0x45, 0, ...short(20 + content.length), ...short(id), ...short(at));
    return joined([head, Uint8Array.of(64, 4, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2), content]);
  };
  const link = Uint8Array.of(...new Uint8Array(12), 8, 0);
  const begun: Uint8Array[] = [];
  let packet: Uint8Array = IPV4[LONG]?.slice(14) ?? new Uint8Array();
  for (let id = 0; id < 1000; id += 1) {
    begun.push(joined([link, level(id, 0x2000, packet.subarray(0, 8))]));
    packet = level(id, 1, packet.subarray(8));
  }
  const frames = IPV4.toSpliced(LONG, 1, ...begun, joined([link, packet]));
  const events = readEvents(pcapOf(frames));
  expect(packetBytes(events)).toEqual(packetBytes(readEvents(pcapOf(IPV4))));
});

test.each<[string, PcapOptions]>([
  ['after a minute', { times: IPV4.map((_, at) => (at < LONG + 1 ? at : 61_000 + at)) }],
  ['if the capture cuts them', { snapLength: 80 }],
])('fragments are given up %s', (_name, options) => {
  const some = fragmentsOf(IPV4[LONG] ?? new Uint8Array(), 99, 200);
  const frames = [...IPV4.slice(0, LONG), ...some, ...IPV4.slice(LONG + 1)];
  expect(keysOf(pcapOf(frames, options))).toContain('fragments');
});

const fragment = (id: number, at: number, more: Partial<IpFragment> = {}): IpFragment => ({
  packet: `${id}`,
  header: new Uint8Array(20),
  at,
  data: new Uint8Array(8),
  isLast: false,
  isCut: false,
  isOfInterest: true,
  ...more,
});

it('holds a limited number of bytes, and forgets the oldest packets', () => {
  const fragments = new IpFragments();
  const data = new Uint8Array(60_000);
  for (let id = 0; id < 1000; id += 1) fragments.take(fragment(id, 0, { data }), id);
  expect(fragments.leftOut).toBeGreaterThan(700);
  const last = fragment(999, 60_000, { isLast: true });
  expect(fragments.take(last, 1000)?.length).toBe(20 + 60_000 + 8);
  expect(fragments.take({ ...last, packet: '0' }, 1001)).toBeUndefined();
});

it('takes a packet of the longest size in the shortest fragments in linear time', () => {
  const fragments = new IpFragments();
  const count = 0xffff >> 3;
  let whole: Uint8Array | undefined;
  for (let at = 0; at < count; at += 1) {
    whole = fragments.take(fragment(1, at * 8, { isLast: at === count - 1 }), at);
  }
  expect(whole?.length).toBe(20 + count * 8);
});
