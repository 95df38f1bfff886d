import { describe, expect, it } from 'vitest';
import { brief, Scene } from '../broker.testkit.ts';

/** A broker that retains these topics, each with its own name as payload. */
function sceneWith(...topics: readonly string[]) {
  const scene = new Scene();
  const publisher = scene.connect('publisher');
  for (const topic of topics) publisher.publish(topic, topic, { retain: true });
  return { scene, publisher };
}

describe('a retained message', () => {
  it('is found by wildcards, except `$` topics by a leading one [MQTT-4.7.2-1; 3.1.1: MQTT-4.7.2-1]', () => {
    const topics = ['a', 'a/b', 'a/b/c', '/a', 'a//b', '$SYS/x', '__proto__'];
    const { scene } = sceneWith(...topics);
    const found = (filter: string) => {
      const wire = scene.connect('c');
      wire.subscribe(filter);
      return wire.takeMessages().map(({ topic }) => topic);
    };
    expect(found('#').toSorted()).toEqual(
      topics.filter((topic) => !topic.startsWith('$')).toSorted(),
    );
    expect(found('a/#').toSorted()).toEqual(['a', 'a/b', 'a/b/c', 'a//b'].toSorted());
    expect(found('+/+').toSorted()).toEqual(['/a', 'a/b']);
    expect(found('a/+/b')).toEqual(['a//b']);
    expect(found('+')).toEqual(['a', '__proto__']);
    expect(found('$SYS/#')).toEqual(['$SYS/x']);
    expect(found('+/x')).toEqual([]);
  });

  it('is sent after the SUBACK, at the lower QoS, with properties and identifier', () => {
    const scene = new Scene();
    const properties = [{ name: 'contentType', value: 'text/plain' }] as const;
    scene.connect('p').publish('a', '1', { retain: true, qos: 2, properties });
    const wire = scene.connect('c');
    const identifier = { name: 'subscriptionIdentifier', value: 5 } as const;
    wire.send({
      type: 'subscribe',
      packetId: 1,
      properties: [identifier],
      subscriptions: [
        { filter: 'a', qos: 1, noLocal: false, retainAsPublished: false, retainHandling: 0 },
      ],
    });
    expect(wire.take()).toMatchObject([
      { type: 'suback', reasonCodes: [1] },
      { type: 'publish', qos: 1, retain: true, properties: [...properties, identifier] },
    ]);
  });

  it('expires, and its interval is reduced [3.3.2.3.3]', () => {
    const scene = new Scene();
    const expiring = (value: number) => [{ name: 'messageExpiryInterval', value }] as const;
    scene.connect('p').publish('a', '1', { retain: true, properties: expiring(10) });
    scene.pass(4000);
    const wire = scene.connect('c');
    wire.subscribe('a');
    expect(wire.takeMessages()).toMatchObject([{ properties: expiring(6) }]);
    scene.pass(6000);
    expect(scene.broker.statistics.retained).toBe(0);
    expect(scene.broker.wakeAt).toBeUndefined();
  });

  it('without memory for it is rejected with 0x97', () => {
    const scene = new Scene({ limits: { retainedBytes: 2000 } });
    const wire = scene.connect('c');
    const retain = (topic: string, size: number) => {
      wire.publish(topic, 'x'.repeat(size), { retain: true, qos: 1 });
      const [answer] = wire.take();
      return answer?.type === 'puback' ? (answer.reasonCode ?? 0) : undefined;
    };
    expect(retain('a', 900)).toBe(0x10);
    expect(retain('b', 900)).toBe(0x97);
    // Replacing does not need twice the memory, and clearing frees memory.
    expect(retain('a', 1000)).toBe(0x10);
    expect(retain('a', 0)).toBe(0x10);
    expect(retain('b', 900)).toBe(0x10);
  });

  it('does not keep the buffer in which it arrived', () => {
    const scene = new Scene();
    const wire = scene.connect('p', { version: 4 });
    const bytes = Uint8Array.of(0x31, 4, 0, 1, 0x61, 0x31);
    scene.broker.receive(wire.id, bytes, scene.now);
    bytes.fill(0);
    const late = scene.connect('late');
    late.subscribe('a');
    expect(late.takeMessages().map(brief)).toEqual(['a 1']);
  });
});
