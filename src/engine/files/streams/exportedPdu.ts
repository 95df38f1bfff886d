/**
 * Reads the output of Wireshark's "Export PDUs to File" (link type 252): tags with the origin of a protocol's
 * bytes, then the bytes.
 */
import { u16, u32 } from '../bytes/bytes.ts';
import { type EndKey, ipv4Key, ipv6Key } from '../tcp/endKey.ts';

export const EXPORTED_PDU = 252;

export interface ExportedPdu {
  readonly source: EndKey;
  readonly destination: EndKey;
  /** Name of the Wireshark dissector; undefined: chosen by port. */
  readonly dissector: string | undefined;
  /** Position in the TCP stream; only present in layer 4 exports. */
  readonly tcp: TcpPlace | undefined;
  readonly payload: Uint8Array;
  /** Bytes after the payload that the file does not contain. */
  readonly missing: number;
}

interface TcpPlace {
  /** Sequence number of the first byte. */
  readonly sequence: number;
  readonly acknowledgement: number | undefined;
  readonly fin: boolean;
}

/** `addresses`: the endpoints are unknown. */
export type UnreadPdu = 'addresses' | 'cut off';

const END = 0;
const DISSECTOR = 12;
const IPV4_SOURCE = 20;
const IPV4_DESTINATION = 21;
const IPV6_SOURCE = 22;
const IPV6_DESTINATION = 23;
const PORT_TYPE = 24;
const SOURCE_PORT = 25;
const DESTINATION_PORT = 26;
const TCP_DATA = 34;

/** Wireshark's number for TCP ports. */
const TCP_PORTS = 2;

/** undefined: the protocol is not carried by TCP. */
export function readExportedPdu(
  frame: Uint8Array,
  missing: number,
): ExportedPdu | UnreadPdu | undefined {
  const tags = new Map<number, number>();
  let at = 0;
  for (;;) {
    if (at + 4 > frame.length) return 'cut off';
    const tag = u16(frame, at);
    const value = at + 4;
    at = value + u16(frame, at + 2);
    if (tag === END) break;
    if (at > frame.length) return 'cut off';
    // The first tag of a kind counts.
    if (!tags.has(tag)) tags.set(tag, value);
  }
  const numberOf = (tag: number): number | undefined => {
    const place = tags.get(tag);
    return place === undefined ? undefined : u32(frame, place);
  };
  const portType = numberOf(PORT_TYPE);
  if (portType !== undefined && portType !== TCP_PORTS) return undefined;
  const keyOf = (ipv4: number, ipv6: number, port: number): EndKey | undefined => {
    const short = tags.get(ipv4);
    const long = tags.get(ipv6);
    const number = numberOf(port);
    if (number === undefined) return undefined;
    if (short !== undefined) return ipv4Key(frame, short, number & 0xffff);
    return long === undefined ? undefined : ipv6Key(frame, long, number & 0xffff);
  };
  const source = keyOf(IPV4_SOURCE, IPV6_SOURCE, SOURCE_PORT);
  const destination = keyOf(IPV4_DESTINATION, IPV6_DESTINATION, DESTINATION_PORT);
  if (source === undefined || destination === undefined || source === destination) {
    return 'addresses';
  }
  const payload = frame.subarray(Math.min(at, frame.length));
  const name = tags.get(DISSECTOR);
  const dissector = name === undefined ? undefined : textAt(frame, name);
  const place = tags.get(TCP_DATA);
  const tcp = place === undefined ? undefined : tcpPlace(frame, place, payload.length + missing);
  return { source, destination, dissector, tcp, payload, missing };
}

/** Padded with zeros to a multiple of four. */
function textAt(frame: Uint8Array, value: number): string {
  const text = String.fromCharCode(...frame.subarray(value, value + u16(frame, value - 2)));
  return text.replace(/\0.*$/s, '');
}

const TCP_DATA_LENGTH = 19;
const FIN = 0x01;
const ACK = 0x10;

/**
 * Layout: version (16 bits), then 32 bits each for the sequence number, the next sequence number and the
 * acknowledgement; the reassembly flag (8 bits), TCP flags and urgent pointer.
 */
function tcpPlace(frame: Uint8Array, at: number, length: number): TcpPlace | undefined {
  if (u16(frame, at - 2) < TCP_DATA_LENGTH || u16(frame, at) !== 1) return undefined;
  const isReassembled = (frame[at + 14] ?? 0) !== 0;
  const flags = u16(frame, at + 15);
  // For reassembled segments, Wireshark gives the numbers of the last one.
  const sequence = isReassembled ? (u32(frame, at + 6) - length) >>> 0 : u32(frame, at + 2);
  return {
    sequence,
    acknowledgement: (flags & ACK) === 0 ? undefined : u32(frame, at + 10),
    fin: (flags & FIN) !== 0,
  };
}
