import { describe, expect, it } from 'vitest';
import type { ProtocolVersion, QoS } from '../../../mqtt/tables/packet.ts';
import { propertyValue } from '../../../mqtt/tables/properties.ts';
import { brief, Scene, type Wire } from '../broker.testkit.ts';

const VERSIONS: readonly ProtocolVersion[] = [3, 4, 5];
const LEVELS: readonly QoS[] = [0, 1, 2];

/** A publisher, and a subscriber to `#` at QoS 2. */
function pair(version: ProtocolVersion = 5, scene = new Scene()) {
  const publisher = scene.connect('publisher', { version });
  const subscriber = scene.connect('subscriber', { version });
  subscriber.subscribe('#');
  return { scene, publisher, subscriber };
}

const typesOf = (wire: Wire) => wire.take().map(({ type }) => type);

describe('PUBLISH to the broker', () => {
  it.each(VERSIONS)(
    'at QoS 0 gets no answer, level %i [MQTT-4.3.1-1; 3.1.1: MQTT-4.3.1-1]',
    (version) => {
      const { publisher, subscriber } = pair(version);
      publisher.publish('a', '1');
      expect(publisher.take()).toEqual([]);
      expect(subscriber.takeMessages().map(brief)).toEqual(['a 1']);
    },
  );

  it.each(VERSIONS)(
    'at QoS 1 gets a PUBACK with its identifier, level %i [MQTT-4.3.2-4; 3.1.1: MQTT-4.3.2-2]',
    (version) => {
      const { publisher } = pair(version);
      publisher.publish('a', '1', { qos: 1, packetId: 7 });
      expect(publisher.take()).toEqual([{ type: 'puback', packetId: 7 }]);
    },
  );

  it.each(VERSIONS)(
    'at QoS 2 gets PUBREC, then PUBCOMP, level %i [MQTT-4.3.3-8, 4.3.3-11; 3.1.1: MQTT-4.3.3-2]',
    (version) => {
      const { publisher, subscriber } = pair(version);
      publisher.publish('a', '1', { qos: 2, packetId: 7 });
      expect(publisher.take()).toEqual([{ type: 'pubrec', packetId: 7 }]);
      publisher.send({ type: 'pubrel', packetId: 7 });
      expect(publisher.take()).toEqual([{ type: 'pubcomp', packetId: 7 }]);
      expect(subscriber.takeMessages().map(brief)).toEqual(['a 1']);
    },
  );

  it.each(VERSIONS)(
    'at QoS 2 is forwarded once, however often it arrives, level %i [MQTT-4.3.3-10, 4.3.3-12; 3.1.1: MQTT-4.3.3-2]',
    (version) => {
      const { publisher, subscriber } = pair(version);
      publisher.publish('a', '1', { qos: 2, packetId: 7 });
      publisher.publish('a', '1', { qos: 2, packetId: 7, dup: true });
      publisher.send({ type: 'pubrel', packetId: 7 }, { type: 'pubrel', packetId: 7 });
      expect(typesOf(publisher)).toEqual(['pubrec', 'pubrec', 'pubcomp', 'pubcomp']);
      expect(subscriber.takeMessages()).toHaveLength(1);
      publisher.publish('a', '2', { qos: 2, packetId: 7 });
      expect(subscriber.takeMessages().map(brief)).toEqual(['a 2']);
    },
  );

  it('at QoS 1 with DUP is a separate message [MQTT-4.3.2-5]', () => {
    const { publisher, subscriber } = pair();
    publisher.publish('a', '1', { qos: 1, packetId: 7 });
    publisher.publish('a', '1', { qos: 1, packetId: 7, dup: true });
    const messages = subscriber.takeMessages();
    expect(messages).toHaveLength(2);
    // DUP belongs to one hop only [MQTT-3.3.1-3].
    expect(messages.map(({ dup }) => dup)).toEqual([false, false]);
  });

  it('without subscribers is answered with 0x10 in MQTT 5 [3.4.2.1]', () => {
    const publisher = new Scene().connect('publisher');
    publisher.publish('a', '1', { qos: 1, packetId: 1 }).publish('a', '1', { qos: 2, packetId: 2 });
    expect(publisher.take()).toMatchObject([
      { type: 'puback', reasonCode: 0x10 },
      { type: 'pubrec', reasonCode: 0x10 },
    ]);
    publisher.send({ type: 'pubrel', packetId: 2 });
    expect(publisher.take()).toEqual([{ type: 'pubcomp', packetId: 2 }]);
  });

  it('PUBREL of an unknown identifier gets PUBCOMP with 0x92 [4.3.3]', () => {
    const { publisher } = pair();
    publisher.send({ type: 'pubrel', packetId: 99 });
    expect(publisher.take()).toMatchObject([
      { type: 'pubcomp', packetId: 99, reasonCode: 0x92, properties: [{ name: 'reasonString' }] },
    ]);
  });

  it('omits reason strings if the client wants none [MQTT-3.1.2-29]', () => {
    const properties = [{ name: 'requestProblemInformation', value: 0 }] as const;
    const wire = new Scene().connect('c', { properties });
    wire.send({ type: 'pubrel', packetId: 99 });
    expect(wire.take()).toMatchObject([{ type: 'pubcomp', reasonCode: 0x92, properties: [] }]);
  });
});

describe('a message in transit', () => {
  it('is delivered at the lower QoS of both [MQTT-3.8.4-7, 3.8.4-8; 3.1.1: MQTT-3.8.4-6]', () => {
    for (const granted of LEVELS) {
      for (const qos of LEVELS) {
        const scene = new Scene();
        const subscriber = scene.connect('s');
        expect(subscriber.subscribe({ filter: 'a', qos: granted })).toEqual([granted]);
        scene.connect('p').publish('a', '1', { qos });
        expect(subscriber.takeMessages()[0]?.qos).toBe(Math.min(granted, qos));
      }
    }
  });

  it('keeps its payload and properties, user properties in order with repeats [MQTT-3.3.2-4, 3.3.2-15 to 3.3.2-18, 3.3.2-20]', () => {
    const { publisher, subscriber } = pair();
    const properties = [
      { name: 'userProperty', value: ['k', '1'] },
      { name: 'contentType', value: 'text/plain' },
      { name: 'userProperty', value: ['dup', 'a'] },
      { name: 'correlationData', value: Uint8Array.of(0, 255) },
      { name: 'userProperty', value: ['dup', 'a'] },
      { name: 'responseTopic', value: 'r' },
      { name: 'payloadFormatIndicator', value: 1 },
      { name: 'userProperty', value: ['', ''] },
    ] as const;
    for (const qos of LEVELS) {
      publisher.publish('a', 'x', { qos, packetId: 1 + qos, properties });
      expect(subscriber.takeMessages()).toMatchObject([{ properties, topic: 'a' }]);
    }
  });

  it('is delivered between versions', () => {
    const scene = new Scene();
    const wires = VERSIONS.map((version) => {
      const wire = scene.connect(`c${version}`, { version });
      wire.subscribe('#');
      return wire;
    });
    const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
    scene.connect('p').publish('日本', bytes, {
      qos: 1,
      properties: [{ name: 'contentType', value: 'x' }],
    });
    for (const wire of wires) {
      expect(wire.takeMessages()).toMatchObject([{ topic: '日本', payload: bytes, qos: 1 }]);
    }
  });

  it('expires in the queue, and its interval is reduced [MQTT-3.3.2-5, 3.3.2-6]', () => {
    const scene = new Scene();
    const session = [{ name: 'sessionExpiryInterval', value: 1000 }] as const;
    const subscriber = scene.connect('s', { properties: session });
    subscriber.subscribe('#');
    subscriber.cut();
    const publisher = scene.connect('p');
    const expiring = (value: number) => [{ name: 'messageExpiryInterval', value }] as const;
    publisher.publish('short', '', { qos: 1, properties: expiring(5) });
    publisher.publish('long', '', { qos: 1, properties: expiring(50) });
    publisher.publish('endless', '', { qos: 1 });
    scene.pass(10_500);
    const again = scene.connect('s', { cleanStart: false, properties: session });
    const messages = again.takeMessages();
    expect(messages.map(({ topic }) => topic)).toEqual(['long', 'endless']);
    expect(messages[0]?.properties).toEqual(expiring(40));
  });

  it('keeps its order at each QoS [MQTT-4.6.0-5, 4.6.0-6]', () => {
    const { publisher, subscriber } = pair();
    for (let n = 0; n < 50; n += 1) {
      publisher.publish('a', `${n}`, { qos: 1, packetId: n + 1 });
    }
    const payloads = subscriber.takeMessages().map(brief);
    expect(payloads).toEqual(Array.from({ length: 50 }, (_, n) => `a ${n}`));
  });
});

describe('topic aliases of the client [3.3.2.3.4]', () => {
  const alias = (value: number) => ({ properties: [{ name: 'topicAlias', value }] as const });

  it('replace their topic, can be redefined, and are not forwarded [MQTT-3.3.2-12]', () => {
    const { publisher, subscriber } = pair();
    publisher.publish('first', '1', alias(1)).publish('', '2', alias(1));
    publisher.publish('second', '3', alias(1)).publish('', '4', alias(1));
    const messages = subscriber.takeMessages();
    expect(messages.map(brief)).toEqual(['first 1', 'first 2', 'second 3', 'second 4']);
    expect(messages.every(({ properties }) => properties.length === 0)).toBe(true);
  });

  it('apply to one connection only [MQTT-3.3.2-7]', () => {
    const scene = new Scene();
    scene.connect('c').publish('a', '1', alias(1));
    const again = scene.connect('c', { cleanStart: false });
    again.publish('', '2', alias(1));
    expect(again.take()).toMatchObject([{ type: 'disconnect', reasonCode: 0x82 }]);
  });

  it('above the maximum are answered with 0x94 [MQTT-3.3.2-9, 3.2.2-17, 3.2.2-18]', () => {
    const scene = new Scene({ limits: { topicAliasMaximum: 3 } });
    const wire = scene.connect('c');
    wire.publish('a', '1', alias(3)).publish('a', '1', alias(4));
    expect(wire.take()).toMatchObject([{ type: 'disconnect', reasonCode: 0x94 }]);
    expect(wire.isEnded).toBe(true);
  });

  it('of 0 are answered with 0x94 [MQTT-3.3.2-8]', () => {
    const wire = new Scene().connect('c');
    wire.publish('a', '1', alias(0));
    expect(wire.take()).toMatchObject([{ type: 'disconnect', reasonCode: 0x94 }]);
  });
});

describe('a client that receives its own messages', () => {
  it.each([
    [1, 'puback'],
    [2, 'pubrec'],
  ] as const)(
    'gets its message of QoS %i after %s: it may disconnect once it has it',
    (qos, answer) => {
      const scene = new Scene();
      const wire = scene.connect('c');
      wire.subscribe('a');
      wire.publish('a', '1', { qos, packetId: 1 });
      expect(wire.take().map(({ type }) => type)).toEqual([answer, 'publish']);
    },
  );

  it('has its turn in a shared subscription', () => {
    const scene = new Scene();
    const wires = ['c', 'd'].map((id) => scene.connect(id));
    for (const wire of wires) wire.subscribe('$share/g/a');
    for (const packetId of [1, 2]) wires[0]?.publish('a', '1', { qos: 1, packetId });
    const got = wires.map((wire) => wire.take().filter(({ type }) => type === 'publish').length);
    expect(got).toEqual([1, 1]);
  });
});

describe('topic aliases of the broker [3.3.2.3.4]', () => {
  const taking = (value: number) => ({
    properties: [{ name: 'topicAliasMaximum', value }] as const,
  });
  const seen = (wire: Wire) =>
    wire
      .takeMessages()
      .map(({ topic, properties }) => [topic, propertyValue(properties, 'topicAlias')]);

  it('are set by the first message of a topic, and used afterwards', () => {
    const scene = new Scene();
    const wire = scene.connect('c', taking(2));
    wire.subscribe('#');
    const publisher = scene.connect('p');
    for (const topic of ['a', 'b', 'a', 'c', 'b', 'c']) publisher.publish(topic, '', { qos: 1 });
    expect(seen(wire)).toEqual([
      ['a', 1],
      ['b', 2],
      ['', 1],
      ['c', undefined],
      ['', 2],
      ['c', undefined],
    ]);
  });

  it('are limited by the client, even if it may set none itself', () => {
    const wire = new Scene({ limits: { topicAliasMaximum: 0 } }).connect('c', taking(1));
    wire.subscribe('a');
    wire.publish('a', '').publish('a', '');
    expect(seen(wire)).toEqual([
      ['a', 1],
      ['', 1],
    ]);
  });

  it('are limited, whatever a client accepts', () => {
    const scene = new Scene();
    const wire = scene.connect('c', taking(65_535));
    wire.subscribe('#');
    const publisher = scene.connect('p');
    for (let topic = 1; topic <= 33; topic += 1) publisher.publish(topic.toString(), '');
    expect(seen(wire).slice(-2)).toEqual([
      ['32', 32],
      ['33', undefined],
    ]);
  });

  it('are not used unless the client accepts them [MQTT-3.1.2-26, 3.1.2-27, 3.3.2-11]', () => {
    const scene = new Scene();
    const wires = [scene.connect('none'), scene.connect('zero', taking(0))];
    for (const wire of wires) wire.subscribe('#');
    scene.connect('p').publish('a', '').publish('a', '');
    const plain = ['a', undefined];
    expect(wires.map(seen)).toEqual([
      [plain, plain],
      [plain, plain],
    ]);
  });

  it('apply to one connection: a redelivery has its topic again', () => {
    const scene = new Scene();
    const properties = [
      { name: 'topicAliasMaximum', value: 1 },
      { name: 'sessionExpiryInterval', value: 10 },
    ] as const;
    const wire = scene.connect('c', { properties });
    wire.subscribe('#');
    const publisher = scene.connect('p');
    for (const packetId of [1, 2]) publisher.publish('a', '', { qos: 1, packetId });
    wire.cut();
    const again = scene.connect('c', { properties, cleanStart: false });
    expect(seen(again)).toEqual([
      ['a', 1],
      ['', 1],
    ]);
  });

  it('a message that is too large does not set one', () => {
    const scene = new Scene();
    const properties = [
      { name: 'topicAliasMaximum', value: 1 },
      { name: 'maximumPacketSize', value: 100 },
    ] as const;
    const wire = scene.connect('c', { properties });
    wire.subscribe('#');
    scene.connect('p').publish('large', 'x'.repeat(200)).publish('small', '');
    expect(seen(wire)).toEqual([['small', 1]]);
  });
});

describe('authorising PUBLISH', () => {
  const guarded = () => {
    const topics: string[] = [];
    const scene = new Scene({
      hooks: {
        authorisePublish: (client, topic) => {
          topics.push(`${client.id} ${topic}`);
          if (topic === 'boom') throw new Error('broken hook');
          return topic === 'open' ? 'ok' : { reasonCode: 0x87, reasonString: 'Not for you.' };
        },
        failed: () => undefined,
      },
    });
    return { ...pair(5, scene), topics };
  };

  it('a rejected message is answered with 0x87 and dropped, and the connection stays open', () => {
    const { publisher, subscriber } = guarded();
    publisher.publish('shut', '1');
    publisher.publish('shut', '2', { qos: 1, packetId: 1 });
    publisher.publish('shut', '3', { qos: 2, packetId: 2 });
    const reason = [{ name: 'reasonString', value: 'Not for you.' }];
    expect(publisher.take()).toEqual([
      { type: 'puback', packetId: 1, reasonCode: 0x87, properties: reason },
      { type: 'pubrec', packetId: 2, reasonCode: 0x87, properties: reason },
    ]);
    publisher.publish('open', '4', { qos: 2, packetId: 2 });
    expect(publisher.take()).toEqual([{ type: 'pubrec', packetId: 2 }]);
    expect(subscriber.takeMessages().map(brief)).toEqual(['open 4']);
  });

  it('a rejected message of 3.1.1 is acknowledged and dropped [3.1.1: MQTT-3.3.5-2]', () => {
    const { scene, subscriber } = guarded();
    const old = scene.connect('old', { version: 4 });
    old.publish('shut', '1', { qos: 1, packetId: 1 }).publish('shut', '2', { qos: 2, packetId: 2 });
    old.send({ type: 'pubrel', packetId: 2 });
    expect(typesOf(old)).toEqual(['puback', 'pubrec', 'pubcomp']);
    expect(subscriber.take()).toEqual([]);
  });

  it('gets the topic of an alias', () => {
    const { publisher, topics } = guarded();
    const properties = [{ name: 'topicAlias', value: 1 }] as const;
    publisher.publish('open', '', { properties }).publish('', '', { properties });
    expect(topics).toEqual(['publisher open', 'publisher open']);
  });

  it('a hook that throws rejects', () => {
    const { publisher } = guarded();
    publisher.publish('boom', '', { qos: 1 });
    expect(publisher.take()).toMatchObject([{ type: 'puback', reasonCode: 0x80 }]);
    expect(publisher.isEnded).toBe(false);
  });
});

describe('a limit of messages per second', () => {
  const limits = { messageRate: 10 };

  it('allows its number at once, and again after a second', () => {
    const scene = new Scene({ limits });
    const { publisher, subscriber } = pair(5, scene);
    for (let round = 0; round < 3; round += 1) {
      for (let at = 0; at < 10; at += 1) publisher.publish('a', String(at));
      scene.pass(1000);
    }
    expect(publisher.isEnded).toBe(false);
    expect(subscriber.takeMessages()).toHaveLength(30);
  });

  it.each(VERSIONS)('ends a faster client, with 0x96 in MQTT 5, level %i', (version) => {
    const { publisher, subscriber } = pair(version, new Scene({ limits }));
    for (let at = 0; at < 20; at += 1) publisher.publish('a', String(at));
    const reason = [expect.objectContaining({ type: 'disconnect', reasonCode: 0x96 })];
    expect(publisher.take()).toEqual(version === 5 ? reason : []);
    expect(publisher.isEnded).toBe(true);
    expect(subscriber.takeMessages()).toHaveLength(10);
  });
});

describe('features that the server has disabled', () => {
  it('a QoS above the maximum is answered with 0x9B [MQTT-3.2.2-9, 3.2.2-11]', () => {
    const wire = new Scene({ limits: { maximumQoS: 1 } }).connect('c');
    expect(wire.subscribe({ filter: 'a', qos: 2 })).toEqual([1]);
    wire.publish('a', '', { qos: 2 });
    expect(wire.take()).toMatchObject([{ type: 'disconnect', reasonCode: 0x9b }]);
  });

  it('retain is answered with 0x9A [MQTT-3.2.2-14]', () => {
    const wire = new Scene({ limits: { retainAvailable: false } }).connect('c');
    wire.publish('a', '', { retain: true });
    expect(wire.take()).toMatchObject([{ type: 'disconnect', reasonCode: 0x9a }]);
  });

  it('more QoS 2 messages in flight than allowed are answered with 0x93 [MQTT-3.3.4-7]', () => {
    const wire = new Scene({ limits: { receiveMaximum: 2 } }).connect('c');
    for (const packetId of [1, 2]) wire.publish('a', '', { qos: 2, packetId });
    wire.publish('a', '', { qos: 2, packetId: 1, dup: true });
    expect(typesOf(wire)).toEqual(['pubrec', 'pubrec', 'pubrec']);
    wire.publish('a', '', { qos: 2, packetId: 3 });
    expect(wire.take()).toMatchObject([{ type: 'disconnect', reasonCode: 0x93 }]);
  });

  it('so is QoS 1 with as many QoS 2 messages in flight [MQTT-3.3.4-7]', () => {
    const wire = new Scene({ limits: { receiveMaximum: 2 } }).connect('c');
    wire.publish('a', '', { qos: 2, packetId: 1 }).publish('a', '', { qos: 1, packetId: 2 });
    wire.publish('a', '', { qos: 1, packetId: 3 });
    expect(typesOf(wire)).toEqual(['pubrec', 'puback', 'puback']);
    wire.publish('a', '', { qos: 2, packetId: 2 }).publish('a', '');
    expect(typesOf(wire)).toEqual(['pubrec']);
    wire.publish('a', '', { qos: 1, packetId: 3 });
    expect(wire.take()).toMatchObject([{ type: 'disconnect', reasonCode: 0x93 }]);
  });

  it('clients of 3.1.1, which have no receive maximum, are not limited by it', () => {
    const wire = new Scene({ limits: { receiveMaximum: 2 } }).connect('c', { version: 4 });
    for (const packetId of [1, 2, 3]) wire.publish('a', '', { qos: 2, packetId });
    expect(typesOf(wire)).toEqual(['pubrec', 'pubrec', 'pubrec']);
  });
});
