import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cpuTime } from '../../../base/cpuTime.testkit.ts';
import { packetBytes, readEvents } from '../captureFile.testkit.ts';
import { framesOf, type Sent } from '../frames/frames.testkit.ts';
import { bytesAsCapture } from './bytesAsCapture.ts';

const FORMS = join(import.meta.dirname, '../../../../e2e/cases/pub-16-hex-forms.txt');
const CONNECT = '101100044d5154540402003c0005736f696c37';

function read(text: string): unknown {
  const found = bytesAsCapture(text);
  return (
    found && [
      found.version,
      ...found.packets.map(({ bytes, sender, isCut }) =>
        [
          sender === 'client' ? '>' : '<',
          Buffer.from(bytes).toString('hex'),
          ...(isCut ? ['cut'] : []),
        ].join(' '),
      ),
    ]
  );
}

const SENT: readonly Sent[] = [
  { direction: 'out', bytes: Buffer.from(CONNECT, 'hex') },
  { direction: 'in', bytes: Uint8Array.of(0x20, 2, 0, 0) },
];
const DATA_FRAMES = framesOf(SENT, { segment: 12 }).filter(({ length }) => length > 54);
const ETHERNET_HEADER = 14;

/** A hex dump of Wireshark or tcpdump, with a line of the packet list above it. */
function dumpOf(frame: Uint8Array): string {
  const rows = Array.from({ length: Math.ceil(frame.length / 16) }, (_, row) => {
    const bytes = Buffer.from(frame.subarray(row * 16, row * 16 + 16));
    return `\t0x${(row * 16).toString(16).padStart(4, '0')}:  ${bytes.toString('hex').replace(/.{4}/g, '$& ')}`;
  });
  return ['12:00:01.5 IP 10.0.0.1.50000 > 10.0.0.2.1883: tcp 12', ...rows].join('\n');
}

describe('whole frames as text', () => {
  it.each([
    ['Ethernet', (frame: Uint8Array) => frame],
    ['IP', (frame: Uint8Array) => frame.subarray(ETHERNET_HEADER)],
  ])('are read as a capture: %s', (_name, part) => {
    const found = bytesAsCapture(DATA_FRAMES.map((frame) => dumpOf(part(frame))).join('\n'));
    expect(found?.isLikely).toBe(true);
    expect(packetBytes(readEvents(found?.file ?? new Uint8Array(0)))).toEqual([
      CONNECT,
      '20020000',
    ]);
  });
});

describe('bytes that are TLS records', () => {
  const noteOf = (text: string): unknown => {
    const found = bytesAsCapture(text);
    expect(found?.packets).toEqual([]);
    expect(found?.isLikely).toBe(true);
    const events = readEvents(found?.file ?? new Uint8Array(0));
    expect(events.some(({ kind }) => kind === 'packet')).toBe(false);
    const note = events.find(({ kind }) => kind === 'note');
    return note?.kind === 'note' && note.fact.key === 'of-stream' && note.fact.args.note.args;
  };

  it('are encrypted: data records', () => {
    const file = join(import.meta.dirname, '../../../../e2e/cases/p4-20-tls-records.hex');
    const args = { content: 'data', sizes: [26, 25], more: false };
    expect(noteOf(readFileSync(file, 'utf8'))).toEqual(args);
  });

  it('are encrypted: a hello, also if it is cut', () => {
    const args = { content: 'handshake', sizes: [512], more: false };
    expect(noteOf('16 03 01 02 00 01 00 01 fc 03 03')).toEqual(args);
  });

  it('are not confused with packets', () => {
    expect(read('10 03 00 01 61')).not.toBeUndefined();
    expect(bytesAsCapture('17 03 03 00 00')?.packets).toHaveLength(1);
  });
});

describe('bytes as packets', () => {
  const parts = readFileSync(FORMS, 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n'))] as const);

  it.each(parts.filter(([name]) => !/^signed|directions$/.test(name)))(
    'are read from: %s',
    (_name, text) => {
      expect(read(text)).toEqual([4, `> ${CONNECT}`]);
      expect(bytesAsCapture(text)?.isLikely).toBe(true);
    },
  );

  it('have the directions of the log', () => {
    const log = parts.find(([name]) => name.endsWith('directions'))?.[1] ?? '';
    expect(read(log)).toEqual([4, `> ${CONNECT}`, '< 20020005']);
    // The log of a broker.
    expect(read('RX: c0 00 30 03 00 01 61\nTX: d0 00')).toEqual([
      4,
      '> c000',
      '> 3003000161',
      '< d000',
    ]);
  });

  it('have the direction of packets that only one side sends', () => {
    expect(read('82 06 00 01 00 01 61 00')).toEqual([4, '> 8206000100016100']);
    expect(read('20 02 00 00 30 03 00 01 61')).toEqual([4, '< 20020000', '< 3003000161']);
    expect(read('c000d000')).toEqual([4, '> c000', '< d000']);
  });

  it('have the version in which they are valid', () => {
    expect(read('20 03 00 00 00')).toEqual([5, '< 2003000000']);
    expect(read('30 07 00 01 61 00 7b 7d 20')).toEqual([5, '> 30070001' + '61007b7d20']);
    expect(read('30 06 00 01 61 7b 7d 20')).toEqual([4, '> 300600016' + '17b7d20']);
  });

  it('may end within a packet, or begin in one line and end in the next', () => {
    expect(read('TX: 30 05 00 01\nRX: d0 00\nTX: 61 62 63')).toEqual([
      4,
      '< d000',
      '> 30050001616263',
    ]);
    expect(read('30 05 00 01')).toEqual([4, '> 30050001 cut']);
  });

  it('are read in linear time', () => {
    const text = '300400016178'.repeat(20_000);
    const began = cpuTime();
    expect(bytesAsCapture(text)?.packets).toHaveLength(20_000);
    expect(cpuTime() - began).toBeLessThan(5000);
  });

  it.each(['broker.example.com', 'mosquitto', 'mqtts://a.example', '00 00 00', 'bWFueSB3b3Jkcw=='])(
    'are not recognised in %j',
    (text) => {
      expect(bytesAsCapture(text)?.isLikely ?? false).toBe(false);
    },
  );
});
