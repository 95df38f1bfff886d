/** Link layers and tunnels around the IP packet of an Ethernet frame, by name. */

export interface Link {
  readonly linkType: number;
  readonly wrap: (frame: Uint8Array) => Uint8Array;
}

const ETHERNET_HEADER = 14;

/** @param frame an Ethernet frame; only its part from `from` on is used */
const withHeader = (header: readonly number[], frame: Uint8Array, from = ETHERNET_HEADER) =>
  Uint8Array.of(...header, ...frame.subarray(from));

const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);
const u16 = (value: number): number[] => [value >> 8, value & 0xff];
/** The EtherType, as bytes. */
const typeOf = (frame: Uint8Array): number[] => [...frame.subarray(12, ETHERNET_HEADER)];
const isIpv4 = (frame: Uint8Array): boolean => frame[12] === 8;
const pppOf = (frame: Uint8Array): number[] => [0, isIpv4(frame) ? 0x21 : 0x57];
const SNAP = [0xaa, 0xaa, 3, 0, 0, 0];
const ADDRESSES = Array.from({ length: 12 }, (_, at) => at + 2);

/** An Ethernet frame with another type and other content. */
const ethernet = (type: number, content: readonly number[]): Uint8Array =>
  Uint8Array.of(...ADDRESSES, ...u16(type), ...content);

/** An Ethernet frame with an IPv4 packet of this protocol. */
const ipv4 = (protocol: number, content: readonly number[]): Uint8Array =>
  ethernet(0x0800, [
    0x45,
    0,
    ...u16(20 + content.length),
    0,
    0,
    0,
    0,
    64,
    protocol,
    0,
    0,
    192,
    0,
    2,
    1,
    192,
    0,
    2,
    2,
    ...content,
  ]);

const gre = (flags: number, type: number, options: readonly number[], content: Uint8Array) =>
  ipv4(47, [...u16(flags), ...u16(type), ...options, ...content]);

const udp = (port: number, content: readonly number[]): number[] => [
  ...u16(40_000),
  ...u16(port),
  ...u16(8 + content.length),
  0,
  0,
  ...content,
];

/** IPv4 of group 30, then a packet header and a prefix of three bytes. */
const NFLOG = [2, 0, 0, 30, 8, 0, 1, 0, 8, 0, 1, 0, 7, 0, 10, 0, 0x61, 0x62, 0, 0];
/** The same without a prefix. */
const NFLOG_SWAPPED = [2, 0, 0, 30, 0, 8, 0, 1, 8, 0, 1, 0];

export const LINKS: Readonly<Record<string, Link>> = {
  Ethernet: { linkType: 1, wrap: (frame) => frame },
  'Ethernet, padded': { linkType: 1, wrap: (frame) => Uint8Array.of(...frame, ...zeros(6)) },
  'a VLAN tag': {
    linkType: 1,
    wrap: (frame) => Uint8Array.of(...frame.subarray(0, 12), 0x81, 0, 0, 5, ...frame.subarray(12)),
  },
  'two VLAN tags': {
    linkType: 1,
    wrap: (frame) =>
      Uint8Array.of(
        ...frame.subarray(0, 12),
        0x88,
        0xa8,
        0,
        9,
        0x81,
        0,
        0,
        5,
        ...frame.subarray(12),
      ),
  },
  'Ethernet with a length and SNAP': {
    linkType: 1,
    wrap: (frame) => ethernet(Math.min(frame.length - 6, 1500), [...SNAP, ...frame.subarray(12)]),
  },
  'Linux cooked': {
    linkType: 113,
    wrap: (frame) => withHeader([0, 0, 0, 1, 0, 6, ...zeros(8)], frame, 12),
  },
  'Linux cooked v2': {
    linkType: 276,
    wrap: (frame) => withHeader([...typeOf(frame), ...zeros(18)], frame),
  },
  'BSD loopback, little-endian': {
    linkType: 0,
    wrap: (frame) => withHeader([isIpv4(frame) ? 2 : 24, 0, 0, 0], frame),
  },
  'BSD loopback, big-endian': {
    linkType: 0,
    wrap: (frame) => withHeader([0, 0, 0, isIpv4(frame) ? 2 : 24], frame),
  },
  'OpenBSD loopback': {
    linkType: 108,
    wrap: (frame) => withHeader([0, 0, 0, isIpv4(frame) ? 2 : 24], frame),
  },
  'raw IP': { linkType: 101, wrap: (frame) => withHeader([], frame) },
  PPP: { linkType: 9, wrap: (frame) => withHeader([0xff, 3, ...pppOf(frame)], frame) },
  'PPP without address and control': {
    linkType: 9,
    wrap: (frame) => withHeader(pppOf(frame), frame),
  },
  'PPP, protocol of one byte': {
    linkType: 9,
    wrap: (frame) => withHeader([0xff, 3, ...pppOf(frame).slice(1)], frame),
  },
  'PPP with HDLC framing': {
    linkType: 50,
    wrap: (frame) => withHeader([0xff, 3, ...pppOf(frame)], frame),
  },
  'Cisco HDLC': { linkType: 104, wrap: (frame) => withHeader([0x0f, 0, ...typeOf(frame)], frame) },
  PPPoE: {
    linkType: 1,
    wrap: (frame) => {
      const content = [...pppOf(frame), ...frame.subarray(ETHERNET_HEADER)];
      return ethernet(0x8864, [0x11, 0, 0, 7, ...u16(content.length), ...content]);
    },
  },
  PPI: {
    linkType: 192,
    wrap: (frame) => Uint8Array.of(0, 0, 8, 0, 1, 0, 0, 0, ...frame),
  },
  PKTAP: {
    linkType: 258,
    wrap: (frame) => Uint8Array.of(108, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, ...zeros(96), ...frame),
  },
  'PKTAP as Apple writes it': {
    linkType: 149,
    wrap: (frame) => Uint8Array.of(108, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, ...zeros(96), ...frame),
  },
  nflog: {
    linkType: 239,
    wrap: (frame) => {
      const packet = frame.subarray(ETHERNET_HEADER);
      const size = packet.length + 4;
      return Uint8Array.of(...NFLOG, size & 0xff, size >> 8, 9, 0, ...packet);
    },
  },
  'nflog of another byte order': {
    linkType: 239,
    wrap: (frame) => {
      const packet = frame.subarray(ETHERNET_HEADER);
      return Uint8Array.of(...NFLOG_SWAPPED, ...u16(packet.length + 4), 0, 9, ...packet);
    },
  },
  pflog: {
    linkType: 117,
    wrap: (frame) => withHeader([61, 2, ...zeros(62)], frame),
  },
  enc: {
    linkType: 109,
    wrap: (frame) => withHeader([2, ...zeros(11)], frame),
  },
  'MPLS alone': {
    linkType: 219,
    wrap: (frame) => withHeader([0, 1, 1, 64], frame),
  },
  MPLS: {
    linkType: 1,
    wrap: (frame) =>
      ethernet(0x8847, [0, 1, 0, 64, 0, 2, 1, 64, ...frame.subarray(ETHERNET_HEADER)]),
  },
  'Ethernet in MPLS': {
    linkType: 1,
    wrap: (frame) => ethernet(0x8847, [0, 1, 1, 64, ...frame]),
  },
  'Ethernet in MPLS with a control word': {
    linkType: 1,
    wrap: (frame) => ethernet(0x8847, [0, 1, 1, 64, 0, 0, 0, 0, ...frame]),
  },
  GRE: {
    linkType: 1,
    wrap: (frame) => gre(0, isIpv4(frame) ? 0x0800 : 0x86dd, [], frame.subarray(ETHERNET_HEADER)),
  },
  'Ethernet in GRE with checksum, key and number': {
    linkType: 1,
    wrap: (frame) => gre(0xb000, 0x6558, zeros(12), frame),
  },
  PPTP: {
    linkType: 1,
    wrap: (frame) => {
      const content = withHeader([0xff, 3, ...pppOf(frame)], frame);
      return gre(0x3081, 0x880b, [...u16(content.length), 0, 1, ...zeros(8)], content);
    },
  },
  VXLAN: {
    linkType: 1,
    wrap: (frame) => ipv4(17, udp(4789, [8, 0, 0, 0, 0, 0, 42, 0, ...frame])),
  },
};
