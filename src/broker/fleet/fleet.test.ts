import { describe, expect, it } from 'vitest';
import { decodeUtf8, findDiscouragedCharacter } from '../../base/utf8.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import { encodeCbor } from '../../payload/formats/cbor/cborWriter.ts';
import { DEMO_TOPIC } from '../core/companionInfo.ts';
import { fieldOf } from './model.ts';
import { Plant } from './plant.testkit.ts';

describe('the demo fleet', () => {
  it('signs in with the given credential, in MQTT 3.1, 3.1.1 and 5', () => {
    const plant = new Plant();
    plant.fleet.start(plant.scene.now);
    plant.run(5000);
    expect(plant.connects.length).toBeGreaterThanOrEqual(10);
    expect(new Set(plant.connects.map(({ protocolLevel }) => protocolLevel))).toEqual(
      new Set([3, 4, 5]),
    );
    for (const { userName, password, will } of plant.connects) {
      expect(userName).toBe('demo');
      expect(decodeUtf8(password ?? new Uint8Array())).toBe('secret');
      expect(will).toMatchObject({ retain: true, qos: 1 });
    }
    expect(plant.scene.broker.statistics.connections).toBe(plant.fleet.size);
  });

  it('publishes about 20 to 40 messages a second, of all QoS, as JSON, text and binary', () => {
    const plant = new Plant();
    const watcher = plant.scene.connect('watcher');
    watcher.subscribe('#');
    plant.fleet.start(plant.scene.now);
    plant.run(5000);
    watcher.take();
    plant.run(60_000);
    const messages = watcher.takeMessages();
    const rate = messages.length / 60;
    expect(rate).toBeGreaterThan(20);
    expect(rate).toBeLessThan(40);
    expect(new Set(messages.map(({ qos }) => qos))).toEqual(new Set([0, 1, 2]));
    const contentTypes = new Set(
      messages.map(({ properties }) => propertyValue(properties, 'contentType')),
    );
    expect(contentTypes).toContain('application/json');
    expect(contentTypes).toContain('application/cbor');
    expect(contentTypes).toContain('application/octet-stream');
    const topics = new Set(messages.map(({ topic }) => topic));
    expect(topics).toContain('sensors/hz-2/press-07/telemetry');
    expect(topics).toContain(DEMO_TOPIC);
    expect(topics).toContain('sensors/hz-2/agv/agv-12/pose');
    const telemetry = messages.find(({ topic }) => topic === 'sensors/hz-2/press-07/telemetry');
    expect(propertyValue(telemetry?.properties, 'messageExpiryInterval')).toBeDefined();
    const value: unknown = JSON.parse(decodeUtf8(telemetry?.payload ?? new Uint8Array()) ?? '');
    expect(fieldOf(value, 'ts')).toBeTypeOf('number');
    expect(fieldOf(fieldOf(value, 'params'), 'state')).toBeTypeOf('string');
  });

  it('retains states, and one device loses its connection so that its will is seen', () => {
    const plant = new Plant();
    const watcher = plant.scene.connect('watcher');
    watcher.subscribe('sensors/+/pump-03/status');
    plant.fleet.start(plant.scene.now);
    plant.run(120_000);
    const states = watcher.takeMessages().map(({ payload }) => decodeUtf8(payload));
    expect(states.slice(0, 3)).toEqual(['online', 'offline', 'online']);
    const late = plant.scene.connect('late');
    late.subscribe('sensors/+/+/status', 'config/sites/+');
    const retained = late.takeMessages();
    expect(retained.every(({ retain }) => retain)).toBe(true);
    expect(retained.length).toBeGreaterThanOrEqual(12);
  });

  it('retains two messages with a problem: Latin-1 announced as UTF-8, a line break in a topic', () => {
    const plant = new Plant();
    plant.fleet.start(plant.scene.now);
    plant.run(5000);
    const late = plant.scene.connect('late');
    late.subscribe('#');
    const retained = late.takeMessages();
    const notUtf8 = retained.filter(
      ({ payload, properties }) =>
        propertyValue(properties, 'payloadFormatIndicator') === 1 &&
        decodeUtf8(payload) === undefined,
    );
    const odd = retained.filter(({ topic }) => findDiscouragedCharacter(topic) >= 0);
    expect(notUtf8.map(({ topic }) => topic)).toEqual(['sensors/hz-2/oven-01/notice']);
    expect(odd.map(({ topic }) => topic)).toEqual(['sensors/hz-3/plc-11/firmware\r']);
  });

  it('does not use short topics: test suites subscribe to +/+ and count messages', () => {
    const plant = new Plant();
    const suite = plant.scene.connect('suite');
    suite.subscribe('+', '+/+', '/#', '+/C', 'TopicA/#');
    plant.fleet.start(plant.scene.now);
    plant.run(120_000);
    expect(suite.takeMessages()).toEqual([]);
  });

  it('sends commands to its devices, and they answer', () => {
    const plant = new Plant();
    const watcher = plant.scene.connect('watcher');
    watcher.subscribe('cmd/#', 'services/planning/replies');
    plant.fleet.start(plant.scene.now);
    plant.run(120_000);
    const messages = watcher.takeMessages();
    const count = (end: string) => messages.filter(({ topic }) => topic.endsWith(end)).length;
    expect(count('/set')).toBeGreaterThan(8);
    expect(count('/ack')).toBe(count('/set'));
    // 3.1.1 has no response topic.
    expect(count('replies')).toBeGreaterThan(0);
    expect(count('replies')).toBeLessThan(count('/ack'));
    const answers = messages.filter(({ topic }) => topic.endsWith('/ack'));
    for (const { payload } of answers) {
      const answer: unknown = JSON.parse(decodeUtf8(payload) ?? '');
      expect(fieldOf(answer, 'ok')).toBe(true);
    }
  });

  it('answers commands', () => {
    const plant = new Plant();
    const operator = plant.scene.connect('operator');
    operator.subscribe('cmd/+/ack', 'reply');
    plant.fleet.start(plant.scene.now);
    plant.run(5000);
    const command = (payload: string) => {
      const properties = [
        { name: 'responseTopic', value: 'reply' },
        { name: 'correlationData', value: Uint8Array.of(9) },
      ] as const;
      operator.publish('cmd/press-07/set', payload, { properties });
      plant.run(100);
      return operator.takeMessages();
    };
    const [ack, reply] = command('{"rpm":1200}');
    expect(JSON.parse(decodeUtf8(ack?.payload ?? new Uint8Array()) ?? '')).toMatchObject({
      ok: true,
      rpm: 1200,
    });
    expect(propertyValue(ack?.properties, 'correlationData')).toBeUndefined();
    expect(reply?.topic).toBe('reply');
    expect(propertyValue(reply?.properties, 'correlationData')).toEqual(Uint8Array.of(9));
    for (const wrong of ['not json', '{"rpm":"fast"}', '[]', 'null', '{"__proto__":1}']) {
      const [refusal] = command(wrong);
      const answer: unknown = JSON.parse(decodeUtf8(refusal?.payload ?? new Uint8Array()) ?? '');
      expect(fieldOf(answer, 'ok')).toBe(false);
      expect(fieldOf(answer, 'error')).toBeTypeOf('string');
    }
  });

  it('gives equal results for equal seeds', () => {
    const run = (seed: number) => {
      const plant = new Plant(seed);
      plant.fleet.start(plant.scene.now);
      plant.run(20_000);
      return plant.actions;
    };
    const first = run(3);
    expect(run(3)).toEqual(first);
    expect(run(4)).not.toEqual(first);
  });

  it('reconnects after the broker has disconnected it, and sends DISCONNECT when it is stopped', () => {
    const plant = new Plant();
    plant.fleet.start(plant.scene.now);
    plant.run(5000);
    plant.scene.broker.shutDown(plant.scene.now);
    plant.exchange();
    expect(plant.scene.broker.statistics.connections).toBe(0);
    plant.run(5000);
    expect(plant.scene.broker.statistics.connections).toBe(plant.fleet.size);
    plant.fleet.stop(plant.scene.now);
    plant.exchange();
    expect(plant.scene.broker.statistics.connections).toBe(0);
    const late = plant.scene.connect('late');
    late.subscribe('#');
    const states = late.takeMessages().filter(({ topic }) => topic.endsWith('/status'));
    expect(new Set(states.map(({ payload }) => decodeUtf8(payload)))).toEqual(new Set(['offline']));
  });
});

describe('CBOR', () => {
  // RFC 8949, appendix A.
  it.each([
    [0, '00'],
    [23, '17'],
    [24, '1818'],
    [1000, '1903e8'],
    [1_000_000, '1a000f4240'],
    [-1, '20'],
    [-1000, '3903e7'],
    [1.1, 'fb3ff199999999999a'],
    [false, 'f4'],
    [null, 'f6'],
    ['IETF', '6449455446'],
    [[1, [2, 3]], '8201820203'],
    [{ a: 1, b: [2, 3] }, 'a26161016162820203'],
    [Uint8Array.of(1, 2, 3, 4), '4401020304'],
  ])('writes %j', (value, hex) => {
    const bytes = [...encodeCbor(value)].map((byte) => byte.toString(16).padStart(2, '0'));
    expect(bytes.join('')).toBe(hex);
  });
});
