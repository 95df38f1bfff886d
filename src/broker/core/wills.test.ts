import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import type { Will } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import { brief, Scene } from './broker.testkit.ts';

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
  it('waits for its delay [MQTT-3.1.3-9]', () => {
    const { scene, seen } = watched();
    scene.connect('c', { properties: expiry(100), will: will(delayed(10)) }).cut();
    scene.pass(9999);
    expect(seen()).toEqual([]);
    scene.pass(1);
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
