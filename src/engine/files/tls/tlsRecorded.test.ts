/**
 * Tests TLS 1.3 captured by dumpcap on loopback between `openssl s_client` 3.0.19 and Mosquitto 2.0.11: the
 * client updates its keys twice (command `K`), and a message is longer than a record. The reference is tshark
 * 4.0.17 with the same key log. Also tests TLS that contains compressed WebSocket.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { encode } from '../../../mqtt/codec/encode.ts';
import { connectOf, factsOf, notesOf, packetBytes, readEvents } from '../captureFile.testkit.ts';
import { packed } from '../deflate.testkit.ts';
import { framesOf, pcapOf, type Sent } from '../frames/frames.testkit.ts';
import { capture, ourReading, textOf, tsharkReading } from '../tsharkReading.testkit.ts';
import { frameOf, upgrade } from '../webSocket/webSocket.testkit.ts';
import { tlsTalk } from './tls.testkit.ts';

describe('a recorded connection of TLS with key updates', () => {
  it('reads the same as tshark', () => {
    const theirs = tsharkReading('key-update.json');
    const events = readEvents(capture('key-update.pcap'), [], textOf('key-update.keys'));
    expect(ourReading(events, theirs)).toEqual(theirs);
    expect(notesOf(events)).toEqual([]);
  });

  it('needs no later secrets than the first', () => {
    const theirs = tsharkReading('key-update.json');
    const keys = textOf('key-update.keys').replaceAll(/^\w+_SECRET_N .*\n/gm, '');
    const events = readEvents(capture('key-update.pcap'), [], keys);
    expect(keys).toContain('CLIENT_TRAFFIC_SECRET_0');
    expect(ourReading(events, theirs)).toEqual(theirs);
  });
});

it('names version and suite of interop-tls-ccm8, as small devices use it', () => {
  const of = (extension: string) =>
    readFileSync(new URL(`../../../../e2e/cases/interop-tls-ccm8.${extension}`, import.meta.url));
  const events = readEvents(new Uint8Array(of('pcap')), [], of('keys').toString());
  expect(packetBytes(events)).toEqual([]);
  expect(factsOf(events)).toEqual([
    { key: 'tls-unsupported', args: { tls: 'TLS 1.2, TLS_RSA_WITH_AES_128_CCM_8' } },
  ]);
});

describe('TLS with WebSocket', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    '%s: reads compressed messages that depend on earlier ones',
    async (version) => {
      const publish = (text: string) =>
        encode(
          {
            type: 'publish',
            dup: false,
            qos: 0,
            retain: false,
            topic: 'lab/compressed',
            properties: [],
            payload: new TextEncoder().encode(text.repeat(50)),
          },
          4,
        );
      const packets = {
        out: [connectOf(4), publish('said by the client '), publish('said by the client again ')],
        in: [Uint8Array.of(0x20, 2, 0, 0), publish('said by the server ')],
      };
      const framed = (direction: Sent['direction']): Sent[] =>
        packed(packets[direction]).map((content) => ({
          direction,
          bytes: frameOf(direction, content, { isCompressed: true }),
        }));
      const [connect, ...said] = framed('out');
      if (connect === undefined) throw new Error('nothing was packed');
      const greeting = upgrade({ extensions: 'permessage-deflate' });
      const { sent, keyLog } = await tlsTalk([...greeting, connect, ...framed('in'), ...said], {
        version,
      });
      const events = readEvents(pcapOf(framesOf(sent, { serverPort: 443 })), [], keyLog);
      const [first, ...later] = packets.out;
      const expected = [first, ...packets.in, ...later].map((bytes = new Uint8Array(0)) =>
        Buffer.from(bytes).toString('hex'),
      );
      expect(packetBytes(events)).toEqual(expected);
      expect(notesOf(events)).toEqual([]);
      expect(events).toContainEqual(expect.objectContaining({ carrier: 'websocket' }));
    },
  );
});
