/** Tests frames with 100,000 nested layers between the frames of a connection: only these frames are lost. */
import { describe, expect, test } from 'vitest';
import {
  connectOf,
  factsOf,
  joined,
  notesOf,
  packetBytes,
  readEvents,
} from '../captureFile.testkit.ts';
import { EXPORTED_PDU } from '../streams/exportedPdu.ts';
import { MOST_LAYERS } from './frameLayers.ts';
import { framesOf, pcapOf } from './frames.testkit.ts';
import { LINKS } from './links.testkit.ts';

const DEPTH = 100_000;
const HARDWARE = new Uint8Array(12);
const GOOD = framesOf([
  { direction: 'out', bytes: connectOf(4) },
  { direction: 'in', bytes: Uint8Array.of(0x20, 2, 0, 0) },
]);
const [first = new Uint8Array()] = GOOD;
/** An IPv4 packet that carries TCP. */
const INNERMOST = first.subarray(14);
const TYPE_IPV4 = Uint8Array.of(8, 0);

/** Headers of nested layers. `next`: value that announces another header of the same kind. */
interface Layer {
  /** EtherType of the outermost layer. */
  readonly type: readonly number[];
  readonly headers: (depth: number) => Uint8Array;
}

const repeated = (header: readonly number[], depth: number): Uint8Array => {
  const all = new Uint8Array(header.length * depth);
  for (let at = 0; at < depth; at += 1) all.set(header, at * header.length);
  return all;
};

const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);
const ipv4 = (protocol: number): number[] => [
  0x45,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  64,
  protocol,
  ...zeros(10),
];
/** IP in IP. */
const IPV4 = ipv4(4);
const ipv6 = (next: number): number[] => [0x60, 0, 0, 0, 0, 0, next, 64, ...zeros(32)];
const vlan = (type: number): number[] => [0, 5, type >> 8, type & 255];
/** Each tag has the type of its content; the last one is IPv4. */
const tags = (type: number) => (depth: number) =>
  joined([repeated(vlan(type), depth - 1), Uint8Array.from(vlan(0x0800))]);
/** Eight bytes of an extension header, with the type of the next one. */
const extension = (kind: number) => (depth: number) =>
  joined([Uint8Array.from(ipv6(kind)), repeated([kind, kind === 51 ? 0 : 0, ...zeros(6)], depth)]);

/** Add an entry for each new layer. */
const LAYERS: Readonly<Record<string, Layer>> = {
  VLAN: { type: [0x81, 0], headers: tags(0x8100) },
  QinQ: { type: [0x88, 0xa8], headers: tags(0x88a8) },
  'QinQ of old': { type: [0x91, 0], headers: tags(0x9100) },
  'VLAN and PPPoE with IP in IP': {
    type: [0x81, 0],
    headers: (depth) =>
      joined([
        repeated(vlan(0x8100), Math.min(depth, 200)),
        Uint8Array.from([...vlan(0x8864), 0x11, 0, 0, 1, 0, 0, 0, 0x21]),
        repeated(IPV4, depth),
      ]),
  },
  'IPv4 in IPv4': { type: [8, 0], headers: (depth) => repeated(IPV4, depth) },
  'IPv6 in IPv6': { type: [0x86, 0xdd], headers: (depth) => repeated(ipv6(41), depth) },
  'IPv4 in IPv6 and back': {
    type: [8, 0],
    headers: (depth) => repeated([...IPV4, ...ipv6(4)], depth / 2),
  },
  MPLS: {
    type: [0x88, 0x47],
    headers: (depth) => joined([repeated([0, 1, 0, 64], depth), Uint8Array.of(0, 1, 1, 64)]),
  },
  'Ethernet in MPLS': {
    type: [0x88, 0x47],
    headers: (depth) =>
      joined([
        repeated([0, 1, 1, 64, 0, 0, 0, 0, ...zeros(12), 0x88, 0x47], depth),
        Uint8Array.of(0, 1, 1, 64),
      ]),
  },
  'GRE in GRE': {
    type: [8, 0],
    headers: (depth) => repeated([...ipv4(47), 0, 0, 8, 0], depth),
  },
  'Ethernet in GRE': {
    type: [8, 0],
    headers: (depth) => repeated([...ipv4(47), 0, 0, 0x65, 0x58, ...zeros(12), 8, 0], depth),
  },
  'PPP in GRE': {
    type: [8, 0],
    headers: (depth) => repeated([...ipv4(47), 0, 0, 0x88, 0x0b, 0xff, 3, 0, 0x21], depth),
  },
  'VXLAN in VXLAN': {
    type: [8, 0],
    headers: (depth) =>
      repeated(
        [...ipv4(17), 0, 1, 0x12, 0xb5, ...zeros(4), 8, ...zeros(7), ...zeros(12), 8, 0],
        depth,
      ),
  },
  'SNAP in VLAN tags': {
    type: [0x81, 0],
    headers: (depth) =>
      joined([
        repeated([0, 5, 0, 100, 0xaa, 0xaa, 3, 0, 0, 0, 0x81, 0], depth),
        Uint8Array.from(vlan(0x0800)),
      ]),
  },
  'IPv6 options': { type: [0x86, 0xdd], headers: extension(0) },
  'IPv6 destination options': { type: [0x86, 0xdd], headers: extension(60) },
  'IPv6 routing': { type: [0x86, 0xdd], headers: extension(43) },
  'IPv6 authentication': { type: [0x86, 0xdd], headers: extension(51) },
  'IPv6 fragment headers': { type: [0x86, 0xdd], headers: extension(44) },
};

const nested = ({ type, headers }: Layer, depth: number): Uint8Array =>
  joined([HARDWARE, Uint8Array.from(type), headers(depth), INNERMOST]);

const fileWith = (bad: Uint8Array): Uint8Array => {
  const [syn = bad, ...rest] = GOOD;
  return pcapOf([syn, bad, ...rest], { snapLength: 1 << 24 });
};

describe.each(Object.entries(LAYERS))('%s', (_name, layer) => {
  test('nested 100,000 times: the frame is counted as unread, all others are shown', () => {
    const events = readEvents(fileWith(nested(layer, DEPTH)));
    expect(packetBytes(events)).toHaveLength(2);
    expect(factsOf(events)).toEqual([
      { key: 'frames-too-deep', args: { count: 1, most: MOST_LAYERS } },
    ]);
  });
});

test('reads as much nesting as real networks have', () => {
  const events = readEvents(
    pcapOf(
      GOOD.map((frame) =>
        joined([
          HARDWARE,
          Uint8Array.of(0x88, 0xa8, ...vlan(0x8100), ...vlan(0x0800), ...IPV4, ...ipv6(4)),
          frame.subarray(14),
        ]),
      ),
    ),
  );
  expect(packetBytes(events)).toHaveLength(2);
  expect(notesOf(events)).toEqual([]);
});

test.each(Object.entries(LINKS))('%s: IP in IP is nested there as well', (_name, link) => {
  const frame = link.wrap(joined([HARDWARE, TYPE_IPV4, repeated(IPV4, 1000), INNERMOST]));
  const [fact] = factsOf(readEvents(pcapOf([frame], { linkType: link.linkType })));
  expect(fact).toEqual({ key: 'frames-too-deep', args: { count: 1, most: MOST_LAYERS } });
});

test('exported PDUs with 20,000 tags, and names as long as a tag may be, are read', () => {
  const tag = Uint8Array.of(0, 12, 0xff, 0xff, ...new Uint8Array(0xffff).fill(0x61));
  const frame = joined([tag, repeated([0, 99, 0, 0], 20_000), Uint8Array.of(0, 0, 0, 0)]);
  const events = readEvents(pcapOf([frame], { linkType: EXPORTED_PDU, snapLength: 1 << 24 }));
  expect(notesOf(events)).toContain('pdus-without-addresses');
});
