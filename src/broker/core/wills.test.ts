import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import type { ProtocolVersion, Will } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import { brief, Scene } from './broker.testkit.ts';

const VERSIONS: readonly ProtocolVersion[] = [3, 4, 5];
const expiry = (value: number): readonly Property[] => [{ name: 'sessionExpiryInterval', value }];
const delayed = (value: number): readonly Property[] => [{ name: 'willDelayInterval', value }];
const will = (properties: readonly Property[] = [], more: Partial<Will> = {}): Will => ({
  topic: 'will',
  payload: encodeUtf8('gone'),
  qos: 0,
  retain: false,
  properties,
  ...more,
});

function watched(options = {}) {
  const scene = new Scene(options);
  const watcher = scene.connect('watcher');
  watcher.subscribe({ filter: 'will', qos: 2, retainAsPublished: true });
  return { scene, seen: () => watcher.takeMessages().map(brief), watcher };
}

describe('the will', () => {
  it.each(VERSIONS)(
    'is sent when the network fails, level %i [MQTT-3.1.2-7, 3.1.2-8; 3.1.1: MQTT-3.1.2-8]',
    (version) => {
      const { scene, seen } = watched();
      scene.connect('c', { version, will: will() }).cut();
      expect(seen()).toEqual(['will gone']);
    },
  );

  it.each(VERSIONS)(
    'is not sent after DISCONNECT, level %i [MQTT-3.1.2-10, 3.14.4-3; 3.1.1: MQTT-3.1.2-10, 3.14.4-3]',
    (version) => {
      const { scene, seen } = watched();
      const wire = scene.connect('c', { version, will: will() });
      wire.send({ type: 'disconnect' });
      expect(wire.isEnded).toBe(true);
      scene.pass(1000);
      expect(seen()).toEqual([]);
    },
  );

  it('is sent after DISCONNECT with 0x04, and with any other code but 0 [MQTT-3.14.4-3]', () => {
    for (const reasonCode of [0x04, 0x80, 0x81]) {
      const { scene, seen } = watched();
      scene.connect('c', { will: will() }).send({ type: 'disconnect', reasonCode });
      expect(seen()).toEqual(['will gone']);
    }
  });

  it('is sent after the keep alive has run out and after a malformed packet [3.1.2.5]', () => {
    const { scene, seen } = watched();
    scene.connect('silent', { keepAlive: 2, will: will() });
    scene.pass(3000);
    expect(seen()).toEqual(['will gone']);
    scene.connect('faulty', { will: will() }).sendBytes([0x00, 0x00]);
    expect(seen()).toEqual(['will gone']);
  });

  it('has its QoS, RETAIN and properties, without the delay [MQTT-3.1.2-9, 3.1.2-15, 3.1.3-10; 3.1.1: MQTT-3.1.2-17]', () => {
    const { scene, watcher } = watched();
    const properties = [
      { name: 'contentType', value: 'text/plain' },
      { name: 'userProperty', value: ['a', 'b'] },
    ] as const;
    scene
      .connect('c', { will: will([...delayed(0), ...properties], { qos: 2, retain: true }) })
      .cut();
    expect(watcher.takeMessages()).toMatchObject([{ qos: 2, retain: true, properties }]);
    const late = scene.connect('late');
    late.subscribe('will');
    expect(late.takeMessages()).toMatchObject([{ retain: true, properties }]);
  });

  it('waits for its delay [MQTT-3.1.3-9]', () => {
    const { scene, seen } = watched();
    scene.connect('c', { properties: expiry(100), will: will(delayed(10)) }).cut();
    scene.pass(9999);
    expect(seen()).toEqual([]);
    scene.pass(1);
    expect(seen()).toEqual(['will gone']);
  });

  it('is not sent if the client reconnects during the delay [MQTT-3.1.3-9]', () => {
    const { scene, seen } = watched();
    const options = { properties: expiry(100), will: will(delayed(10)) };
    scene.connect('c', options).cut();
    scene.pass(5000);
    const again = scene.connect('c', { ...options, cleanStart: false });
    scene.pass(60_000);
    expect(seen()).toEqual([]);
    again.send({ type: 'disconnect' });
    scene.pass(60_000);
    expect(seen()).toEqual([]);
  });

  it('is cut short when the session ends: by expiry, or by a clean start [MQTT-3.1.3-9]', () => {
    const { scene, seen } = watched();
    scene.connect('c', { properties: expiry(3), will: will(delayed(10)) }).cut();
    scene.pass(3000);
    expect(seen()).toEqual(['will gone']);
    scene.connect('c', { properties: expiry(100), will: will(delayed(10)) }).cut();
    scene.connect('c');
    expect(seen()).toEqual(['will gone']);
    scene.pass(60_000);
    expect(seen()).toEqual([]);
  });

  it('of a client without a persistent session is sent at once, whatever its delay [3.1.3.2.2]', () => {
    const { scene, seen } = watched();
    scene.connect('c', { will: will(delayed(10)) }).cut();
    expect(seen()).toEqual(['will gone']);
  });

  it('is authorised like any other message', () => {
    const { scene, seen } = watched({
      hooks: {
        authorisePublish: (client: { id: string }) =>
          client.id === 'good' ? 'ok' : { reasonCode: 0x87 },
      },
    });
    scene.connect('bad', { will: will() }).cut();
    expect(seen()).toEqual([]);
    scene.connect('good', { will: will() }).cut();
    expect(seen()).toEqual(['will gone']);
  });

  it('expires counting from its sending, not from CONNECT', () => {
    const { scene, watcher } = watched();
    const properties = [{ name: 'messageExpiryInterval', value: 5 }] as const;
    const wire = scene.connect('c', { will: will(properties) });
    scene.pass(100_000);
    wire.cut();
    expect(watcher.takeMessages()).toMatchObject([{ properties }]);
  });
});
