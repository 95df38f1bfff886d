/**
 * Writes `testdata/corpus.json`, datagrams of every kind with Wireshark's dissection: `node --import tsx
 * src/mqttsn/corpus.testkit.ts [TSHARK]`.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The well-known port of gateways, passed to Wireshark. */
const PORT = 1885;

const text = (value: string): number[] => [...Buffer.from(value)];

/** Prepends the length. */
function message(type: number, ...parts: readonly (number | readonly number[])[]): number[] {
  const body = [type, ...parts.flat()];
  const length = body.length + 1;
  return length < 256 ? [length, ...body] : [1, (length + 2) >> 8, (length + 2) & 255, ...body];
}

export const DATAGRAMS: Readonly<Record<string, readonly number[]>> = {
  ADVERTISE: message(0x00, 7, [0x03, 0x84]),
  SEARCHGW: message(0x01, 2),
  'GWINFO of a gateway': message(0x02, 7),
  'GWINFO of a client': message(0x02, 7, [10, 0, 0, 1]),
  CONNECT: message(0x04, 0x0c, 0x01, [0, 60], text('sensor-1')),
  CONNACK: message(0x05, 0),
  'CONNACK that refuses': message(0x05, 1),
  WILLTOPICREQ: message(0x06),
  WILLTOPIC: message(0x07, 0x30, text('gone/sensor-1')),
  WILLMSGREQ: message(0x08),
  WILLMSG: message(0x09, text('bye')),
  REGISTER: message(0x0a, [0, 5], [0, 1], text('t/ü')),
  REGACK: message(0x0b, [0, 5], [0, 1], 0),
  'PUBLISH at QoS 0': message(0x0c, 0x00, [0, 5], [0, 0], text('21.5')),
  'PUBLISH at QoS 2, again, retained': message(0x0c, 0xd0, [0, 5], [0, 9], text('x')),
  'PUBLISH at QoS -1, predefined': message(0x0c, 0x61, [0, 5], [0, 0], text('x')),
  'PUBLISH to a short topic': message(0x0c, 0x22, text('ab'), [0, 3], text('x')),
  'PUBLISH that is long': message(0x0c, 0x00, [0, 5], [0, 0], text('a'.repeat(300))),
  PUBACK: message(0x0d, [0, 5], [0, 9], 2),
  PUBCOMP: message(0x0e, [0, 9]),
  PUBREC: message(0x0f, [0, 9]),
  PUBREL: message(0x10, [0, 9]),
  'SUBSCRIBE to a name': message(0x12, 0x20, [0, 4], text('t/#')),
  'SUBSCRIBE to a predefined topic': message(0x12, 0x41, [0, 4], [0, 5]),
  SUBACK: message(0x13, 0x20, [0, 5], [0, 4], 0),
  'UNSUBSCRIBE from a name': message(0x14, 0x00, [0, 4], text('t/#')),
  UNSUBACK: message(0x15, [0, 4]),
  PINGREQ: message(0x16),
  'PINGREQ of one that wakes': message(0x16, text('sensor-1')),
  PINGRESP: message(0x17),
  DISCONNECT: message(0x18),
  'DISCONNECT to sleep': message(0x18, [0, 90]),
  WILLTOPICUPD: message(0x1a, 0x30, text('gone/other')),
  WILLTOPICRESP: message(0x1b, 0),
  WILLMSGUPD: message(0x1c, text('bye')),
  WILLMSGRESP: message(0x1d, 3),
};

export interface Recorded {
  readonly name: string;
  readonly hex: string;
  readonly fields: readonly {
    readonly name: string;
    readonly show: string;
    readonly offset: number;
    readonly length: number;
  }[];
}

/** Wraps each in a UDP packet, in a pcap file of raw IPv4 packets. */
function pcap(datagrams: readonly (readonly number[])[]): Buffer {
  const head = Buffer.alloc(24);
  head.writeUInt32LE(0xa1b2c3d4, 0);
  head.writeUInt16LE(2, 4);
  head.writeUInt16LE(4, 6);
  head.writeUInt32LE(65_535, 16);
  head.writeUInt32LE(101, 20);
  const records = datagrams.map((datagram) => {
    const size = 28 + datagram.length;
    const record = Buffer.alloc(16 + 28);
    record.writeUInt32LE(size, 8);
    record.writeUInt32LE(size, 12);
    record.set([0x45, 0, size >> 8, size & 255, 0, 0, 0, 0, 64, 17, 0, 0], 16);
    record.set([127, 0, 0, 1, 127, 0, 0, 1], 28);
    record.writeUInt16BE(40_000, 36);
    record.writeUInt16BE(PORT, 38);
    record.writeUInt16BE(8 + datagram.length, 40);
    return Buffer.concat([record, Buffer.from(datagram)]);
  });
  return Buffer.concat([head, ...records]);
}

/** Offset of the datagram in the packet. */
const HEADERS = 28;

function record(tshark: string): readonly Recorded[] {
  const folder = mkdtempSync(join(tmpdir(), 'mqttsn-'));
  const file = join(folder, 'corpus.pcap');
  writeFileSync(file, pcap(Object.values(DATAGRAMS)));
  const args = ['-r', file, '-d', `udp.port==${PORT},mqttsn`, '-T', 'pdml'];
  const pdml = execFileSync(tshark, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  rmSync(folder, { recursive: true });
  const packets = pdml.split('<packet>').slice(1);
  return Object.entries(DATAGRAMS).map(([name, bytes], at) => ({
    name,
    hex: Buffer.from(bytes).toString('hex'),
    fields: [...(packets[at] ?? '').matchAll(/<field name="(mqttsn\.[\w.]+)"([^>]*)>/g)].map(
      ([, field = '', rest = '']) => ({
        name: field,
        show: attribute(rest, 'show'),
        offset: Number(attribute(rest, 'pos')) - HEADERS,
        length: Number(attribute(rest, 'size')),
      }),
    ),
  }));
}

const attribute = (text: string, name: string): string =>
  new RegExp(` ${name}="([^"]*)"`).exec(text)?.[1] ?? '';

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const path = new URL('./testdata/corpus.json', import.meta.url);
  writeFileSync(path, `${JSON.stringify(record(process.argv[2] ?? 'tshark'), undefined, 2)}\n`);
}
