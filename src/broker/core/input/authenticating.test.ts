import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import type { Packet } from '../../../mqtt/tables/packet.ts';
import type { Property } from '../../../mqtt/tables/properties.ts';
import { connectPacket, Scene } from '../broker.testkit.ts';
import type { AuthenticationStart, Hooks } from '../contract/hooks.ts';

const method = (value = 'RIDDLE'): Property => ({ name: 'authenticationMethod', value });
const data = (text: string): Property => ({
  name: 'authenticationData',
  value: encodeUtf8(text),
});
const auth = (reasonCode: number, ...properties: readonly Property[]): Packet => ({
  type: 'auth',
  reasonCode,
  properties,
});

/** Asks a riddle each time: `42` is right, `again?` asks once more. */
function riddles(seen: AuthenticationStart[] = []): Hooks {
  return {
    authenticate: () => ({ reasonCode: 0x87 }),
    beginAuthentication: (start) => {
      seen.push(start);
      if (start.method !== 'RIDDLE') return undefined;
      return (given) => {
        const text = given && decodeUtf8(given);
        if (text === '42') return { kind: 'done', data: encodeUtf8('right') };
        if (text === undefined || text === 'again?') {
          return { kind: 'continue', data: encodeUtf8('6 x 7') };
        }
        return { reasonCode: 0x87, reasonString: 'Wrong' };
      };
    },
  };
}

/** A client that has sent CONNECT with that method, and the packets it received. */
function begun(hooks = riddles(), ...properties: readonly Property[]) {
  const scene = new Scene({ hooks });
  const wire = scene.open();
  wire.send(connectPacket('c', { properties: [method(), ...properties] }));
  return { scene, wire };
}

function acceptClient() {
  const { scene, wire } = begun(riddles(), data('42'));
  expect(wire.take()).toMatchObject([{ type: 'connack', reasonCode: 0 }]);
  return { scene, wire };
}

describe('the exchange of AUTH before CONNACK', () => {
  it('continues with 0x18 and ends with a CONNACK that names the method [MQTT-3.2.0-1, 4.12.0-2, 4.12.0-3, 4.12.0-5]', () => {
    const { wire } = begun();
    const asked = auth(0x18, method(), data('6 x 7'));
    expect(wire.take()).toEqual([asked]);
    wire.send(auth(0x18, method(), data('again?')));
    expect(wire.take()).toEqual([asked]);
    wire.send(auth(0x18, method(), data('42')));
    const [connack, ...rest] = wire.take();
    expect(rest).toEqual([]);
    expect(connack).toMatchObject({ type: 'connack', reasonCode: 0 });
    expect(connack?.type === 'connack' && connack.properties).toEqual(
      expect.arrayContaining([method(), data('right')]),
    );
    expect(wire.subscribe('a')).toEqual([2]);
  });

  it('may be sent in the same write as CONNECT [MQTT-3.1.4-6]', () => {
    const scene = new Scene({ hooks: riddles() });
    const wire = scene.open();
    const connect = connectPacket('c', { properties: [method()] });
    wire.sendTogether(connect, auth(0x18, method(), data('42')), { type: 'pingreq' });
    expect(wire.take().map(({ type }) => type)).toEqual(['auth', 'connack', 'pingresp']);
  });

  it('passes the client to its hook, and skips the hook for passwords', () => {
    const seen: AuthenticationStart[] = [];
    const scene = new Scene({ hooks: riddles(seen) });
    const wire = scene.open();
    wire.send(connectPacket('c', { userName: 'ann', properties: [method(), data('42')] }));
    expect(wire.take()).toMatchObject([{ reasonCode: 0 }]);
    expect(seen).toMatchObject([
      { method: 'RIDDLE', clientId: 'c', userName: 'ann', isAgain: false },
    ]);
  });

  it('is rejected with a CONNACK and the end of the connection [MQTT-4.12.0-4, 4.13.2-1, 3.2.2-7]', () => {
    const { wire } = begun();
    wire.take();
    wire.send(auth(0x18, method(), data('41')));
    expect(wire.take()).toMatchObject([
      { type: 'connack', reasonCode: 0x87, properties: [{ name: 'reasonString' }] },
    ]);
    expect(wire.isEnded).toBe(true);
  });

  it('by a method that is not offered is answered with 0x8C [MQTT-4.12.0-1]', () => {
    for (const hooks of [riddles(), {}]) {
      const wire = new Scene({ hooks }).open();
      wire.send(connectPacket('c', { properties: [method('OTHER')] }));
      expect(wire.take()).toMatchObject([{ type: 'connack', reasonCode: 0x8c }]);
      expect(wire.isEnded).toBe(true);
    }
  });

  it.each([
    ['another packet', { type: 'pingreq' }],
    ['another method', auth(0x18, method('OTHER'), data('42'))],
    ['no method', auth(0x18, data('42'))],
    ['reason code 0x19', auth(0x19, method(), data('42'))],
  ] as const)('is ended by %s before completion: 0x82 [MQTT-3.1.2-30]', (_name, packet) => {
    const { wire } = begun();
    wire.take();
    wire.send(packet);
    expect(wire.take()).toMatchObject([{ type: 'connack', reasonCode: 0x82 }]);
    expect(wire.isEnded).toBe(true);
  });

  it('can be cancelled with DISCONNECT, and must end within the time for CONNECT', () => {
    const { scene, wire } = begun();
    wire.take();
    wire.send({ type: 'disconnect' });
    expect(wire.isEnded).toBe(true);
    expect(wire.take()).toEqual([]);
    const slow = scene.open();
    slow.send(connectPacket('d', { properties: [method()] }));
    scene.pass(10_000);
    expect(slow.isEnded).toBe(true);
    expect(scene.broker.statistics).toMatchObject({ connections: 0, sessions: 0 });
  });

  it('a hook that throws rejects, and the broker survives', () => {
    const failed: string[] = [];
    const { scene, wire } = begun({
      beginAuthentication: () => () => {
        throw new Error('broken hook');
      },
      failed: (where) => failed.push(where),
    });
    expect(wire.take()).toMatchObject([{ type: 'connack', reasonCode: 0x80 }]);
    expect(failed).toEqual(['beginAuthentication']);
    expect(scene.connect('other').isEnded).toBe(false);
  });

  it('does not happen without a method in CONNECT: no AUTH, no method in CONNACK [MQTT-4.12.0-6]', () => {
    const scene = new Scene({ hooks: { ...riddles(), authenticate: () => 'ok' } });
    const { connack } = scene.connect('c');
    expect(connack?.properties.map(({ name }) => name)).not.toContain('authenticationMethod');
  });
});

describe('reauthentication', () => {
  it('runs in parallel to other packets and ends with AUTH 0x00 [MQTT-4.12.1-1, 3.15.2-1]', () => {
    const { wire } = acceptClient();
    wire.send(auth(0x19, method()));
    expect(wire.take()).toEqual([auth(0x18, method(), data('6 x 7'))]);
    wire.send({ type: 'pingreq' });
    expect(wire.take()).toEqual([{ type: 'pingresp' }]);
    wire.send(auth(0x18, method(), data('42')));
    expect(wire.take()).toEqual([auth(0x00, method(), data('right'))]);
    expect(wire.isEnded).toBe(false);
  });

  it('that fails ends the connection with its reason [MQTT-4.12.1-2]', () => {
    const { wire } = acceptClient();
    wire.send(auth(0x19, method(), data('41')));
    expect(wire.take()).toMatchObject([{ type: 'disconnect', reasonCode: 0x87 }]);
    expect(wire.isEnded).toBe(true);
  });

  it.each([
    ['by another method', [auth(0x19, method('OTHER'))]],
    ['that has not begun', [auth(0x18, method(), data('42'))]],
    ['twice at once', [auth(0x19, method()), auth(0x19, method())]],
    ['with success, which only the server sends', [auth(0x00, method())]],
  ] as const)('%s is a protocol error [MQTT-4.12.1-1, 4.13.1-1]', (_name, packets) => {
    const { wire } = acceptClient();
    wire.send(...packets);
    expect(wire.take().at(-1)).toMatchObject({ type: 'disconnect', reasonCode: 0x82 });
    expect(wire.isEnded).toBe(true);
  });

  it('is rejected without a method in CONNECT: 0x82 [MQTT-4.12.0-7]', () => {
    const scene = new Scene({ hooks: { ...riddles(), authenticate: () => 'ok' } });
    const wire = scene.connect('c');
    wire.send(auth(0x19, method(), data('42')));
    expect(wire.take()).toMatchObject([{ type: 'disconnect', reasonCode: 0x82 }]);
  });
});
