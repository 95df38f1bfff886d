import { expect, it } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { readEvents, reportsOf } from '../captureFile.testkit.ts';
import { framesOf, pcapOf, type Sent } from '../frames/frames.testkit.ts';

/** PUBLISH whose bytes might be the rest of a CONNECT: the identifier is the length of a text. */
const publish = (
  packetId: number,
  text: string,
  version: ProtocolVersion = 4,
  topic = 'plant/soil7/data',
): Sent => ({
  direction: 'out',
  bytes: encode(
    {
      type: 'publish',
      topic,
      dup: false,
      retain: false,
      payload: encodeUtf8(text),
      properties: [],
      ...(packetId > 0 ? { qos: 1, packetId } : { qos: 0 }),
    },
    version,
  ),
});
const puback = (packetId: number): Sent => ({
  direction: 'in',
  bytes: Uint8Array.of(0x40, 2, 0, packetId),
});
const CONNACK: Sent = { direction: 'in', bytes: Uint8Array.of(0x20, 2, 0, 0) };

function shown(sent: readonly Sent[]): readonly boolean[] {
  const events = readEvents(pcapOf(framesOf(sent, { midStream: true })));
  return reportsOf(events).map(({ masked }) => masked !== true);
}

const JSON_TEXT = '{"moisture": 41.2, "t": 19.5}';

it.each([1, 3, 7, 12, 27, 31, 48, 97, 123])(
  'shows a message with identifier %i that is acknowledged',
  (id) => {
    expect(shown([publish(id, JSON_TEXT), puback(id)])).toEqual([true, true]);
  },
);

it('shows different messages on one topic', () => {
  expect(shown([publish(0, '00000000000000000'), publish(0, '00000000000000001')])).toEqual([
    true,
    true,
  ]);
});

it('shows an acknowledged message after the answer to the one before the capture', () => {
  const sent = [publish(11, JSON_TEXT), puback(10), publish(12, JSON_TEXT), puback(11), puback(12)];
  expect(shown(sent)).toEqual([true, true, true, true, true]);
  const unanswered = [publish(11, JSON_TEXT), puback(10), publish(12, '{"moisture": 41.3}')];
  expect(shown(unanswered)).toEqual([true, true, true]);
});

it('shows messages on a topic without levels whose identifiers go on', () => {
  const on = (packetId: number, text: string): Sent => publish(packetId, text, 4, 'soil');
  const later = on(13, '{"moisture": 41.4, "t": 19.5, "n": 2}');
  expect(shown([on(11, JSON_TEXT), later, puback(13)])).toEqual([true, true, true]);
  expect(shown([on(11, JSON_TEXT), on(60, JSON_TEXT), puback(60)])).toEqual([false, true, true]);
  // A text of as many characters as the identifier, as a password after a user name.
  expect(shown([on(29, JSON_TEXT), on(30, JSON_TEXT), puback(30)])).toEqual([false, true, true]);
});

it('hides an acknowledged message after which its side sends no packet', () => {
  const sent = (...bytes: number[]): Sent => ({ direction: 'out', bytes: Uint8Array.from(bytes) });
  const acknowledged = [publish(13, JSON_TEXT), puback(13)];
  // QoS 3.
  expect(shown([...acknowledged, sent(0x37, 0x2f, 0x64)])).toEqual([false, true, false]);
  // The request for SUBACK is within the bytes that begin like a PUBLISH.
  const suback: Sent = { direction: 'in', bytes: Uint8Array.of(0x90, 3, 0, 13, 1) };
  const [first] = shown([...acknowledged, sent(0x30, 0x60, 0, 5, 0x70), suback]);
  expect(first).toBe(false);
  expect(shown([...acknowledged, sent(0x30, 0x60, 0, 5, 0x70)])[0]).toBe(true);
});

it('hides unconfirmed messages', () => {
  expect(shown([publish(7, JSON_TEXT)])).toEqual([false]);
  expect(shown([publish(7, JSON_TEXT), puback(8)])).toEqual([false, true]);
  // An answer to a packet that the capture lacks, and perhaps another one.
  for (const id of [8, 60]) {
    expect(shown([publish(7, JSON_TEXT), puback(id), puback(7)])).toEqual([false, true, true]);
  }
  expect(shown([publish(7, JSON_TEXT), publish(7, JSON_TEXT)])).toEqual([false, false]);
});

it('hides whole fields after the topic of a will that another message on the topic follows', () => {
  const fields = `gone\0\u0005soil7\0\u0007pa55w0r`;
  const willed = publish(4, fields);
  expect(shown([willed, publish(0, 'online')])).toEqual([false, true]);
  expect(shown([willed, puback(4), publish(0, 'online')])).toEqual([true, true, true]);
  // A PUBACK follows the CONNECT, whose rest seems to be a message that includes both.
  const longer = publish(4, `${fields}@\u0002\0\u0001`);
  expect(shown([longer, publish(0, 'online')])).toEqual([false, true]);
});

it('hides authentication data after a method that ends with a digit', () => {
  const rest = encodeUtf8(`1\u0016\0\u0014${'secret5'.repeat(3).slice(1)}`);
  expect(shown([{ direction: 'out', bytes: rest }])).toEqual([false]);
  expect(shown([{ direction: 'out', bytes: rest.subarray(0, 19) }])).toEqual([false]);
});

it('hides the rest of a CONNECT before a CONNACK', () => {
  expect(shown([publish(7, JSON_TEXT), CONNACK, publish(7, JSON_TEXT), puback(7)])).toEqual([
    false,
    true,
    true,
    true,
  ]);
});

it('hides the rest of a CONNECT that frames out of order show after its CONNACK', () => {
  const sent = [CONNACK, publish(7, JSON_TEXT), puback(7), publish(8, JSON_TEXT), puback(8)];
  expect(shown(sent)).toEqual([true, false, true, true, true]);
});

const PINGREQ: Sent = { direction: 'out', bytes: Uint8Array.of(0xc0, 0) };
const PINGRESP: Sent = { direction: 'in', bytes: Uint8Array.of(0xd0, 0) };

it('shows every message of the server if the sides are known', () => {
  const delivered: Sent = { ...publish(7, JSON_TEXT), direction: 'in' };
  expect(shown([PINGREQ, PINGRESP, delivered])).toEqual([true, true, true]);
  expect(shown([delivered, PINGREQ, PINGRESP])).toEqual([true, true, true]);
});

it('waits for the acknowledgement of a message that follows a plain packet', () => {
  const sent = [PINGREQ, PINGRESP, publish(7, JSON_TEXT), puback(7)];
  expect(shown(sent)).toEqual([true, true, true, true]);
});

it('shows an acknowledged message although the rest of a short packet was skipped', () => {
  const rest: Sent = { direction: 'in', bytes: Uint8Array.of(2, 0, 6) };
  expect(shown([rest, PINGREQ, publish(7, JSON_TEXT), puback(7)])).toEqual([true, true, true]);
});
