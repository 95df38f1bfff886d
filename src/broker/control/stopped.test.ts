/** Tests of packets that wait at a breakpoint, over the control interface. */
import { base64 } from '@scure/base';
import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { connectPacket, publishPacket } from '../core/broker.testkit.ts';
import { ControlledScene } from './control.testkit.ts';

const PASSWORD = 'S3CRET-PLANTED';

function stoppingAll(): ControlledScene {
  const scene = new ControlledScene();
  const rules = { version: 1, rules: [{ id: 'stop', do: { action: 'hold', keepAlive: true } }] };
  scene.asked('rules', { kind: 'set-rules', rules });
  return scene;
}

/** The only waiting packet, in full. */
function shown(scene: ControlledScene) {
  const { packets } = scene.asked('waiting', { kind: 'list-waiting' });
  const [first] = packets;
  if (first === undefined) throw new Error('Nothing waits.');
  const whole = scene.asked('waiting-packet', { kind: 'show-waiting', packet: first.packet });
  return { listed: first, whole };
}

test.each([
  ['a password', encode(connectPacket('c', { userName: 'u', password: encodeUtf8(PASSWORD) }), 5)],
  [
    'a message of the platform',
    encode(publishPacket('/ext/register', `{"deviceSecret":"${PASSWORD}"}`), 5),
  ],
])('a packet with %s is not shown, not even its start', (_what, bytes) => {
  const scene = stoppingAll();
  const client = scene.open();
  if ((bytes[0] ?? 0) >> 4 !== 1) {
    client.send(connectPacket('c'));
    scene.ask({ kind: 'release', packet: 'all' });
    scene.ask({ kind: 'release', packet: 'all' });
  }
  client.sendBytes(bytes);
  const { listed, whole } = shown(scene);
  expect(whole.bytes).toBeUndefined();
  expect(listed.start).toBe('');
});

test('shows and changes a CONNECT without secrets', () => {
  const scene = stoppingAll();
  scene.open().send(connectPacket('c', { keepAlive: 60 }));
  const { whole } = shown(scene);
  expect(base64.decode(whole.bytes ?? '')).toEqual(
    encode(connectPacket('c', { keepAlive: 60 }), 5),
  );
  const changed = base64.encode(encode(connectPacket('d', { keepAlive: 60 }), 5));
  scene.ask({ kind: 'decide', packet: whole.packet, forward: [changed], back: [] });
  scene.ask({ kind: 'release', packet: 'all' });
  const { rows } = scene.asked('clients', { kind: 'clients', first: 0, count: 10 });
  expect(rows.map(({ client }) => client)).toEqual(['d']);
});

test('rejects bytes other than a single packet, with the reason', () => {
  const scene = stoppingAll();
  scene.open().send(connectPacket('c'));
  const { packet } = shown(scene).whole;
  const forward = [base64.encode(Uint8Array.of(0x30, 9, 0))];
  expect(scene.ask({ kind: 'decide', packet, forward, back: [] })).toMatchObject({
    kind: 'refused',
    fact: { key: 'not-one-packet' },
  });
  expect(scene.ask({ kind: 'decide', packet: 999, forward: [], back: [] })).toMatchObject({
    fact: { key: 'not-waiting' },
  });
});
