/** Tests PDUs exported by Wireshark (link type 252): files of tshark and constructed PDUs. */
import { describe, expect, it } from 'vitest';
import { ByteWriter } from '../bytes/byteWriter.ts';
import {
  connectOf,
  factsOf,
  joined,
  notesOf,
  packetBytes,
  readEvents,
} from '../captureFile.testkit.ts';
import type { CaptureEvent } from '../events/captureEvents.ts';
import { pcapOf } from '../frames/frames.testkit.ts';
import { capture, ourReading, tsharkReading } from '../tsharkReading.testkit.ts';

const openedOf = (events: readonly CaptureEvent[]) =>
  events.filter((event) => event.kind === 'opened');

const CLIENT = { ipv4: [10, 0, 0, 1], port: 50_000 } as const;
const SERVER = { ipv4: [10, 0, 0, 2], port: 1883 } as const;
type End = { readonly ipv4: readonly number[]; readonly port: number };

/** A PDU as a frame. */
function pduOf(
  payload: Uint8Array,
  from: End = CLIENT,
  to: End = SERVER,
  { dissector = 'mqtt', portType = 2 } = {},
): Uint8Array {
  const writer = new ByteWriter();
  const tag = (number: number, value: readonly number[]) => {
    const padding = (4 - (value.length % 4)) % 4;
    writer
      .u16(number)
      .u16(value.length + padding)
      .raw(Uint8Array.from(value))
      .zeros(padding);
  };
  const u32 = (value: number) => [
    value >>> 24,
    (value >> 16) & 255,
    (value >> 8) & 255,
    value & 255,
  ];
  tag(12, [...new TextEncoder().encode(dissector)]);
  tag(20, from.ipv4);
  tag(21, to.ipv4);
  tag(24, u32(portType));
  tag(25, u32(from.port));
  tag(26, u32(to.port));
  tag(30, u32(7));
  return writer.u32(0).raw(payload).bytes();
}
const fromClient = (...bytes: readonly Uint8Array[]) => pduOf(joined(bytes));
const fromServer = (...bytes: readonly Uint8Array[]) => pduOf(joined(bytes), SERVER, CLIENT);
const readPdus = (frames: readonly Uint8Array[], snapLength = 262_144) =>
  readEvents(pcapOf(frames, { linkType: 252, snapLength }));

const CONNECT = connectOf(4);
const CONNACK = Uint8Array.of(0x20, 2, 0, 0);
const PING = Uint8Array.of(0xc0, 0);
const PUBLISH = Uint8Array.of(0x30, 9, 0, 1, 97, ...new TextEncoder().encode('secret'));
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('exported PDUs of tshark', () => {
  it('of layer 4 read the same as their original capture in tshark', () => {
    const theirs = tsharkReading('exported-tcp.json');
    const events = readEvents(capture('exported-tcp.pcap'));
    expect(ourReading(events, theirs)).toEqual(theirs);
    expect(notesOf(events)).toEqual([]);
    expect(openedOf(events)).toEqual([
      expect.objectContaining({
        carrier: 'tcp',
        client: { address: '127.0.0.1', port: 57_244 },
        server: { address: '127.0.0.1', port: 41_421 },
      }),
    ]);
  });

  it('of decrypted TLS read the same, too: repeated exports are read once', () => {
    const theirs = tsharkReading('key-update.json');
    const events = readEvents(capture('exported-tls.pcap'));
    expect(ourReading(events, theirs)).toEqual(theirs);
    expect(notesOf(events)).toEqual(['pdus-without-tcp']);
  });
});

describe('exported PDUs', () => {
  it('are one stream for each pair of addresses and ports', () => {
    const other = { ...CLIENT, port: 50_001 };
    const events = readPdus([
      fromClient(CONNECT),
      pduOf(CONNECT, other),
      fromServer(CONNACK),
      pduOf(CONNACK, SERVER, other),
      fromClient(PUBLISH, PING),
    ]);
    const places = events.flatMap((event) =>
      event.kind === 'packet' ? [[event.stream, event.direction, hex(event.bytes)]] : [],
    );
    expect(places).toEqual([
      [1, 'out', hex(CONNECT)],
      [2, 'out', hex(CONNECT)],
      [1, 'in', hex(CONNACK)],
      [2, 'in', hex(CONNACK)],
      [1, 'out', hex(PUBLISH)],
      [1, 'out', hex(PING)],
    ]);
  });

  it('start a new stream with a CONNECT between the same ports', () => {
    const talk = [fromClient(CONNECT), fromServer(CONNACK), fromClient(PING)];
    const events = readPdus([...talk, ...talk, ...talk]);
    expect(openedOf(events)).toHaveLength(3);
    expect(packetBytes(events)).toHaveLength(9);
  });

  it('note that gaps are not detected, and lead to no claim', () => {
    const events = readPdus([fromClient(CONNECT), fromServer(CONNACK)]);
    const [first] = events.filter((event) => event.kind === 'packet');
    expect(first).toMatchObject({ afterGap: true });
    expect(notesOf(events)).toEqual(['pdus-without-tcp']);
  });

  it('are reassembled if a packet spans several', () => {
    const half = PUBLISH.subarray(0, 5);
    const rest = PUBLISH.subarray(5);
    const start = [fromClient(CONNECT), fromServer(CONNACK)];
    const expected = [CONNECT, CONNACK, PUBLISH, PING].map(hex);
    const repeated = readPdus([...start, fromClient(half), fromClient(PUBLISH), fromClient(PING)]);
    expect(packetBytes(repeated)).toEqual(expected);
    const cut = readPdus([...start, fromClient(half), fromClient(rest), fromClient(PING)]);
    expect(packetBytes(cut)).toEqual(expected);
  });

  it('that are truncated in the file are reported as such', () => {
    const long = Uint8Array.of(0x30, 0xc8, 1, 0, 1, 97, ...Array<number>(197).fill(120));
    const events = readPdus([fromClient(CONNECT), fromServer(CONNACK), fromClient(long)], 160);
    const partial = events.filter((event) => event.kind === 'packet' && event.partial === true);
    expect(partial).toMatchObject([{ problem: { rule: 'captureGap' } }]);
    const missing = factsOf(events).find(({ key }) => key === 'bytes-missing');
    expect(missing).toMatchObject({ args: { sender: 'client' } });
  });

  it('without addresses, with broken tags, or of other protocols are skipped and reported', () => {
    const nameless = Uint8Array.of(0, 12, 0, 4, 109, 113, 116, 116, 0, 0, 0, 0, ...PING);
    const broken = Uint8Array.of(0, 12, 0, 200, 109, 113);
    const ofUdp = pduOf(PING, CLIENT, SERVER, { portType: 3 });
    const events = readPdus([nameless, nameless, broken, ofUdp]);
    expect(packetBytes(events)).toEqual([]);
    expect(factsOf(events)).toEqual([
      { key: 'pdus-without-addresses', args: { count: 2 } },
      { key: 'pdus-cut-off', args: { count: 1 } },
    ]);
  });

  it('with IPv6 have their addresses', () => {
    const writer = new ByteWriter();
    const address = (last: number) => [0x20, 1, 13, 0xb8, ...Array<number>(11).fill(0), last];
    writer
      .u16(22)
      .u16(16)
      .raw(Uint8Array.from(address(1)));
    writer
      .u16(23)
      .u16(16)
      .raw(Uint8Array.from(address(2)));
    writer.u16(24).u16(4).u32(2).u16(25).u16(4).u32(50_000).u16(26).u16(4).u32(1883);
    const events = readPdus([writer.u32(0).raw(CONNECT).bytes()]);
    expect(openedOf(events)).toEqual([
      expect.objectContaining({
        client: { address: '2001:db8::1', port: 50_000 },
        server: { address: '2001:db8::2', port: 1883 },
      }),
    ]);
  });
});
