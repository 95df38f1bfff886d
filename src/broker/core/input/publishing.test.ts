import { describe, expect, it } from 'vitest';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { propertyValue } from '../../../mqtt/tables/properties.ts';
import { brief, Scene, type Wire } from '../broker.testkit.ts';

const VERSIONS: readonly ProtocolVersion[] = [3, 4, 5];

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

  it('at QoS 1 with DUP is a separate message [MQTT-4.3.2-5]', () => {
    const { publisher, subscriber } = pair();
    publisher.publish('a', '1', { qos: 1, packetId: 7 });
    publisher.publish('a', '1', { qos: 1, packetId: 7, dup: true });
    const messages = subscriber.takeMessages();
    expect(messages).toHaveLength(2);
    // DUP belongs to one hop only [MQTT-3.3.1-3].
    expect(messages.map(({ dup }) => dup)).toEqual([false, false]);
  });
});

describe('a message in transit', () => {
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
