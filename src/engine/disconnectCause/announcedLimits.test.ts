/** A packet above an announced limit explains why its receiver ended the connection without a DISCONNECT. */
import { describe, expect, test } from 'vitest';
import type { ConnackPacket, Packet, PublishPacket } from '../../mqtt/tables/packet.ts';
import { causeAfter, connack, connect, publish, type Said } from './causes.testkit.ts';

type Announced = ConnackPacket['properties'];
const announcing = (...properties: Announced): readonly Said[] => [
  [0, 'client', connect()],
  [5, 'server', connack({ properties })],
];
const unacknowledged = (topic?: string): PublishPacket => {
  const { packetId: _packetId, ...plain } = publish('x', topic);
  return { ...plain, qos: 0 };
};
const aliased = (topic: string, value: number): PublishPacket => ({
  ...unacknowledged(topic),
  properties: [{ name: 'topicAlias', value }],
});

describe('a broker that closes without DISCONNECT after a packet above its announced limits', () => {
  const subscribe = (filter: string, identifier?: number): Packet => ({
    type: 'subscribe',
    packetId: 9,
    properties:
      identifier === undefined ? [] : [{ name: 'subscriptionIdentifier', value: identifier }],
    subscriptions: [
      { filter, qos: 0, noLocal: false, retainAsPublished: false, retainHandling: 0 },
    ],
  });
  const none = (
    name:
      | 'retainAvailable'
      | 'wildcardSubscriptionAvailable'
      | 'sharedSubscriptionAvailable'
      | 'subscriptionIdentifiersAvailable',
  ): Announced => [{ name, value: 0 }];
  const retained: Packet = { ...publish('x'), retain: true };
  const cases: readonly (readonly [string, Announced, Packet, object, Packet])[] = [
    [
      '[MQTT-3.3.2-9] topic alias',
      [{ name: 'topicAliasMaximum', value: 4 }],
      aliased('a', 5),
      { limit: 'topic-alias', type: 'publish', sent: 5, maximum: 4 },
      aliased('a', 4),
    ],
    [
      '[MQTT-3.3.2-9] topic alias, without support',
      [],
      aliased('a', 1),
      { limit: 'topic-alias', sent: 1, maximum: 0 },
      publish('x'),
    ],
    [
      '[3.3.2.3.4] topic alias that was never set',
      [{ name: 'topicAliasMaximum', value: 4 }],
      aliased('', 3),
      { limit: 'alias-not-set', sent: 3, maximum: 4 },
      aliased('a', 3),
    ],
    [
      '[MQTT-3.2.2-11] QoS',
      [{ name: 'maximumQoS', value: 0 }],
      publish('x'),
      { limit: 'maximum-qos', sent: 1, maximum: 0 },
      unacknowledged(),
    ],
    [
      '[MQTT-3.2.2-14] RETAIN',
      none('retainAvailable'),
      retained,
      { limit: 'retain' },
      publish('x'),
    ],
    [
      '[3.2.2.3.11] wildcards',
      none('wildcardSubscriptionAvailable'),
      subscribe('$share/a/b/#'),
      { limit: 'wildcard', type: 'subscribe' },
      subscribe('$share/a/b'),
    ],
    [
      '[3.2.2.3.13] shared subscriptions',
      none('sharedSubscriptionAvailable'),
      subscribe('$share/a/b'),
      { limit: 'shared' },
      subscribe('b/#'),
    ],
    [
      '[3.2.2.3.12] subscription identifiers',
      none('subscriptionIdentifiersAvailable'),
      subscribe('a', 7),
      { limit: 'identifier', sent: 7 },
      subscribe('a'),
    ],
  ];
  test.each(cases)('%s', (_name, announced, beyond, args, within) => {
    const greeting = announcing(...announced);
    const ping: Said = [30, 'client', { type: 'pingreq' }];
    const said: readonly Said[] = [...greeting, [20, 'client', beyond], ping];
    expect(causeAfter(said, 40)).toMatchObject({
      key: 'beyond-limit',
      args: { by: 'server', sender: 'client', ...args },
    });
    expect(causeAfter([...greeting, [20, 'client', within], ping], 40).key).not.toBe(
      'beyond-limit',
    );
    // The receiver tolerated the packet, or the other side ended the connection.
    expect(causeAfter(said, 20_000).key).not.toBe('beyond-limit');
    expect(causeAfter(said, 40, { by: 'client' }).key).not.toBe('beyond-limit');
  });

  test('[MQTT-3.3.1-4] treats QoS 3 as malformed, not as above a maximum', () => {
    const greeting = announcing({ name: 'maximumQoS', value: 1 });
    const forbidden: Said = [20, 'client', Uint8Array.of(0x36, 6, 0, 1, 0x61, 0, 1, 0)];
    expect(causeAfter([...greeting, forbidden], 30)).toMatchObject({
      key: 'malformed',
      args: { statement: 'MQTT-3.3.1-4' },
    });
  });

  test('accepts an alias that was set earlier', () => {
    const greeting = announcing({ name: 'topicAliasMaximum', value: 4 });
    const set: Said = [15, 'client', aliased('a', 3)];
    expect(causeAfter([...greeting, set, [20, 'client', aliased('', 3)]], 30).key).toBe(
      'after-packet',
    );
  });

  test('[MQTT-3.3.4-7] counts messages above the receive maximum while they are unanswered', () => {
    const greeting = announcing({ name: 'receiveMaximum', value: 2 });
    const sent = [1, 2, 3].map((packetId): Said => {
      return [10 + packetId, 'client', { ...publish('x'), qos: 2, packetId }];
    });
    const many = {
      key: 'beyond-limit',
      args: { limit: 'receive-maximum', sent: 3, maximum: 2, type: 'publish' },
    };
    expect(causeAfter([...greeting, ...sent], 40)).toMatchObject(many);
    expect(causeAfter([...greeting, ...sent.slice(0, 2)], 40).key).toBe('after-qos2');
    // PUBREC is only the first answer, but a refusal is final.
    const pubrec = (reasonCode: number): Said => [
      20,
      'server',
      { type: 'pubrec', packetId: 1, reasonCode },
    ];
    expect(causeAfter([...greeting, ...sent, pubrec(0)], 40)).toMatchObject(many);
    expect(causeAfter([...greeting, ...sent, pubrec(0x97)], 40).key).toBe('closed');
    const answered: Said = [20, 'server', { type: 'pubcomp', packetId: 2 }];
    expect(causeAfter([...greeting, ...sent, answered], 40).key).toBe('closed');
    // A repeat of the same packet is not counted again.
    const again: Said = [20, 'client', { ...publish('x'), qos: 2, packetId: 1, dup: true }];
    expect(causeAfter([...greeting, ...sent.slice(0, 2), again], 40).key).toBe('after-qos2');
  });

  test('[MQTT-3.3.4-9, MQTT-3.3.2-11] applies the limits of a client, too', () => {
    const greeting = (properties: Announced): readonly Said[] => [
      [0, 'client', connect({ properties })],
      [5, 'server', connack()],
    ];
    const by = { by: 'client' } as const;
    const one = greeting([{ name: 'receiveMaximum', value: 1 }]);
    const sent = [1, 2].map((packetId): Said => [20, 'server', { ...publish('x'), packetId }]);
    expect(causeAfter([...one, ...sent], 30, by)).toMatchObject({
      key: 'beyond-limit',
      args: { by: 'client', sender: 'server', limit: 'receive-maximum', sent: 2, maximum: 1 },
    });
    const refusal: Said = [25, 'server', { type: 'puback', packetId: 2, reasonCode: 0x97 }];
    expect(causeAfter([...one, ...sent, refusal], 30, by).key).toBe('beyond-limit');
    const puback: Said = [25, 'client', { type: 'puback', packetId: 1 }];
    expect(causeAfter([...one, ...sent, puback], 30, by).key).toBe('closed');
    expect(causeAfter([...greeting([]), [20, 'server', aliased('a', 1)]], 30, by)).toMatchObject({
      args: { limit: 'topic-alias', sender: 'server', sent: 1, maximum: 0 },
    });
    // Only a broker can limit RETAIN and QoS.
    const retaining: Said = [20, 'server', { ...publish('x'), retain: true }];
    expect(causeAfter([...greeting([]), retaining], 30, by).key).toBe('closed');
  });
});
