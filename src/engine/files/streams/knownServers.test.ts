/** Finds the sides of connections that began before the capture and whose ports mislead. */
import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import { connectOf, readEvents, reportsOf } from '../captureFile.testkit.ts';
import { framesOf, pcapOf, type Sent } from '../frames/frames.testkit.ts';

const LOW_CLIENT = { clientPort: 8276, serverPort: 21_883, midStream: true } as const;

const message = (packetId: number): Sent => ({
  direction: 'in',
  bytes: encode(
    {
      type: 'publish',
      qos: 1,
      dup: false,
      retain: false,
      topic: 'plant/heat',
      packetId,
      payload: encodeUtf8('21.5'),
      properties: [],
    },
    5,
  ),
});
const PUBACK: Sent = { direction: 'out', bytes: Uint8Array.of(0x40, 2, 0, 1) };
/** "Disconnect with Will Message" is a client's reason code, "Server shutting down" a server's. */
const OF_CLIENT: Sent = { direction: 'out', bytes: Uint8Array.of(0xe0, 1, 4) };
const OF_SERVER: Sent = { direction: 'in', bytes: Uint8Array.of(0xe0, 1, 0x8b) };

const directions = (...frames: readonly Uint8Array[]) =>
  reportsOf(readEvents(pcapOf(frames))).map(({ dir, client = '' }) => `${dir} ${client}`);

test.each([
  ['client', OF_CLIENT],
  ['server', OF_SERVER],
] as const)('a reason code that only the %s may send shows the sides', (_, last) => {
  expect(directions(...framesOf([message(1), PUBACK, last], LOW_CLIENT))).toEqual([
    'in 10.0.0.1:8276',
    'out 10.0.0.1:8276',
    `${last.direction} 10.0.0.1:8276`,
  ]);
});

test('a later connection to the same server shows the sides of one that is still open', () => {
  const doubtful = framesOf([message(1), PUBACK], { ...LOW_CLIENT, unclosed: true });
  const connect: Sent = { direction: 'out', bytes: connectOf(5) };
  const known = framesOf([connect], { clientPort: 9000, serverPort: 21_883 });
  expect(directions(...doubtful, ...known)).toEqual([
    'in 10.0.0.1:8276',
    'out 10.0.0.1:8276',
    'out 10.0.0.1:9000',
  ]);
});

test('the address of several connections is the server', () => {
  const ends = { serverPort: 21_883, midStream: true, unclosed: true } as const;
  const frames = [8276, 8277].map((clientPort) =>
    framesOf([message(1), PUBACK], { ...ends, clientPort }),
  );
  expect(directions(...frames.flat())).toEqual([
    'in 10.0.0.1:8276',
    'out 10.0.0.1:8276',
    'in 10.0.0.1:8277',
    'out 10.0.0.1:8277',
  ]);
});
