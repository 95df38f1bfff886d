import { describe, expect, it } from 'vitest';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet, PublishPacket, Sender } from '../../mqtt/tables/packet.ts';
import { consequencesOf } from './consequences.ts';

const message = (options: Partial<PublishPacket> = {}): Packet => ({
  type: 'publish',
  topic: 'plant/a',
  payload: new Uint8Array([1]),
  qos: 0,
  dup: false,
  retain: false,
  properties: [],
  ...options,
});

const bytesOf = (packets: readonly Packet[]) => packets.map((packet) => encode(packet, 5));

function told(
  original: Packet,
  forward: readonly Packet[],
  back: readonly Packet[] = [],
  sender: Sender = 'client',
): readonly string[] {
  const [bytes = new Uint8Array()] = bytesOf([original]);
  return consequencesOf({
    original: bytes,
    sender,
    version: 5,
    forward: bytesOf(forward),
    back: bytesOf(back),
  }).map(({ key, args }) => [key, ...Object.values<unknown>({ ...args })].join(' '));
}

const QOS1 = message({ qos: 1, packetId: 7 });
const ack = (type: 'puback' | 'pubrec' | 'pubrel' | 'pubcomp', packetId = 7): Packet => ({
  type,
  packetId,
  reasonCode: 0,
  properties: [],
});
const alias = (value: number) => [{ name: 'topicAlias', value }] as const;

describe('both ends stay in step', () => {
  it.each([
    ['as it is', QOS1, [QOS1], []],
    [
      'topic, payload and retain',
      QOS1,
      [message({ qos: 1, packetId: 7, topic: 'b', retain: true })],
      [],
    ],
    ['QoS 0 dropped', message(), [], []],
    ['QoS 0 twice', message(), [message(), message()], []],
    ['answered in the other’s place', QOS1, [], [ack('puback')]],
    ['lowered and answered', QOS1, [message()], [ack('puback')]],
    ['a ping answered', { type: 'pingreq' } as const, [], [{ type: 'pingresp' } as const]],
  ])('%s', (_what, original, forward, back) => {
    expect(told(original, forward, back)).toEqual([]);
  });
});

describe('one end notices', () => {
  it.each<readonly [string, Packet, readonly Packet[], readonly string[]]>([
    ['dropped', QOS1, [], ['waits client puback 7']],
    ['lowered', QOS1, [message()], ['waits client puback 7']],
    ['raised', message(), [QOS1], ['unasked client puback 7']],
    [
      'another identifier',
      QOS1,
      [message({ qos: 1, packetId: 8 })],
      ['waits client puback 7', 'unasked client puback 8'],
    ],
    [
      'QoS 1 to 2',
      QOS1,
      [message({ qos: 2, packetId: 7 })],
      ['waits client puback 7', 'unasked client pubrec 7'],
    ],
    ['an acknowledgement dropped', ack('puback'), [], ['waits server puback 7']],
    [
      'an acknowledgement of another',
      ack('puback'),
      [ack('puback', 9)],
      ['waits server puback 7', 'unasked server puback 9'],
    ],
    ['PUBREL dropped', ack('pubrel'), [], ['waits client pubcomp 7', 'waits server pubrel 7']],
    ['PINGREQ dropped', { type: 'pingreq' }, [], ['waits client pingresp ']],
    ['an alias that is not set', message({ properties: alias(3) }), [], ['alias-unknown server 3']],
    [
      'an alias of another topic',
      message({ properties: alias(3) }),
      [message({ topic: 'b', properties: alias(3) })],
      ['alias-moved server 3 b'],
    ],
    [
      'a topic in an alias’s place, with the alias',
      message({ topic: '', properties: alias(3) }),
      [message({ topic: 'b', properties: alias(3) })],
      ['alias-moved server 3 b'],
    ],
    ['the last word dropped', { type: 'disconnect', reasonCode: 0, properties: [] }, [], ['will']],
  ])('%s', (_what, original, forward, expected) => {
    expect(told(original, forward)).toEqual(expected);
  });

  it('CONNACK with other limits', () => {
    const connack = (value: number): Packet => ({
      type: 'connack',
      sessionPresent: false,
      reasonCode: 0,
      properties: [{ name: 'receiveMaximum', value }],
    });
    expect(told(connack(10), [connack(20)], [], 'server')).toEqual(['limits']);
    expect(told(connack(10), [], [], 'server')).toEqual(['waits client connack ']);
  });

  it('fewer filters', () => {
    const subscribe = (...filters: string[]): Packet => ({
      type: 'subscribe',
      packetId: 1,
      properties: [],
      subscriptions: filters.map((filter) => ({
        filter,
        qos: 0,
        noLocal: false,
        retainAsPublished: false,
        retainHandling: 0,
      })),
    });
    expect(told(subscribe('a', 'b'), [subscribe('a')])).toEqual(['filters 2 1']);
  });

  it('the server’s last word dropped: no will is at stake', () => {
    const last: Packet = { type: 'disconnect', reasonCode: 0x8b, properties: [] };
    expect(told(last, [], [], 'server')).toEqual([]);
  });

  it('a packet that is unreadable itself', () => {
    const original = Uint8Array.of(0x32, 2, 0, 9);
    const decided = { original, sender: 'client', version: 5, forward: [], back: [] } as const;
    expect(consequencesOf(decided).map(({ key }) => key)).toEqual(['unread']);
  });

  it('unreadable bytes', () => {
    const original = encode(QOS1, 5);
    const broken = Uint8Array.of(0x30, 2, 0, 9);
    const decided = {
      original,
      sender: 'client',
      version: 5,
      forward: [broken],
      back: [],
    } as const;
    expect(consequencesOf(decided).map(({ key }) => key)).toEqual(['unreadable', 'waits']);
  });
});
