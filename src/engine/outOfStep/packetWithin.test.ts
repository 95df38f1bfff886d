/** Tests packets inside the payloads of other packets. */
import { describe, expect, it } from 'vitest';
import { joined } from '../../base/bytes.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { subscribe } from '../problems/talk.testkit.ts';
import { publishBytes } from '../topics/messages.testkit.ts';
import { packetWithin } from './packetWithin.ts';

const OUTER = 'shed/heat/STATE';
const TEXT = '{"t":21.5,"on';

const after = (text: string, ...parts: readonly Uint8Array[]) =>
  joined([encodeUtf8(text), ...parts]);
const foundIn = (payload: Uint8Array, version: ProtocolVersion = 4) =>
  packetWithin(payload, OUTER, version);

const SUBSCRIBE = encode(subscribe(7, ['shed/#'], 1), 4);

describe('a packet begins', () => {
  it('after text, with its end missing', () => {
    const inner = publishBytes('shed/heat/SENSOR', 'x'.repeat(300));
    expect(foundIn(after(TEXT, inner.subarray(0, 90)))).toEqual({
      byte: TEXT.length,
      type: 'publish',
      topic: 'shed/heat/SENSOR',
      size: inner.length,
      there: 90,
    });
  });

  it.each([
    ['at the end', after(TEXT, publishBytes('shed/a', 'open'))],
    [
      'between two parts of the text',
      after(TEXT, publishBytes('shed/a', 'open'), encodeUtf8('":1}')),
    ],
    ['with QoS 1', after(TEXT, publishBytes('shed/a', 'open', { qos: 1, packetId: 7 }))],
    ['after text in UTF-8', after('Tür auf: ', publishBytes('shed/a', 'open'))],
    ['with a topic of another level', after(TEXT, publishBytes('garden/door', 'open'))],
    [
      'with a remaining length of two bytes',
      after(TEXT, publishBytes('a/long/topic', 'x'.repeat(200))),
    ],
  ])('%s', (_where, payload) => {
    const header = payload.length > 200 ? 3 : 2;
    expect(foundIn(payload)).toMatchObject({ byte: payload.indexOf(0) - header });
  });

  it('as the whole payload', () => {
    const inner = publishBytes('shed/heat/SENSOR', '21.5');
    expect(foundIn(inner)).toMatchObject({ byte: 0, size: inner.length, there: inner.length });
  });

  it('and is no PUBLISH', () => {
    expect(foundIn(after(TEXT, SUBSCRIBE))).toMatchObject({ byte: TEXT.length, type: 'subscribe' });
  });

  it('on a connection with another version', () => {
    expect(foundIn(after(TEXT, publishBytes('shed/a', '{"t":1}')), 5)).toMatchObject({
      byte: TEXT.length,
      topic: 'shed/a',
    });
  });
});

describe('no packet is claimed', () => {
  it.each([
    ['in text', encodeUtf8(TEXT)],
    ['in a text with its terminator', after('temp=20', Uint8Array.of(0))],
    [
      'in a text and a name after its length',
      after('temp=20', Uint8Array.of(0, 6), encodeUtf8('kitchen 21.5')),
    ],
    [
      'after bytes that are no text',
      after(TEXT, Uint8Array.of(1), publishBytes('shed/heat/SENSOR', 'x')),
    ],
    ['with a topic that is too short to be certain', after(TEXT, publishBytes('t', 'x'))],
    ['with a control character in its topic', after(TEXT, publishBytes('shed/\u0001/SENSOR', 'x'))],
    ['in bytes', Uint8Array.of(0x30, 0x31, 0, 2, 0x30, 0x31, 0xff)],
    ['that is an acknowledgement', after(TEXT, Uint8Array.of(0x40, 2, 0, 7))],
  ])('%s', (_where, payload) => {
    expect(foundIn(payload)).toBeUndefined();
  });
});
