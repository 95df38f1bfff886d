import { expect, test } from 'vitest';
import { connectPacket } from '../broker.testkit.ts';
import { DEFAULT_LIMITS } from '../options.ts';
import { ControlledScene } from './control.testkit.ts';
import { CONTROL_VERSION } from './control.ts';

test('who says hello is welcomed with what the host says of itself', () => {
  const scene = new ControlledScene();
  expect(scene.line.answers).toEqual([
    {
      kind: 'welcome',
      version: CONTROL_VERSION,
      broker: { program: 'mqttscope', programVersion: '9.9.9', host: 'tab', origin: 1_000_000 },
    },
  ]);
});

test('a client is shown with its connection and its traffic', () => {
  const scene = new ControlledScene();
  const wire = scene.connect('c', { keepAlive: 60, userName: 'anna' });
  wire.subscribe('a/+');
  wire.publish('a/b', 'x', { qos: 1 }).take();
  expect(scene.asked('clients', { kind: 'clients', first: 0, count: 10 })).toMatchObject({
    total: 1,
    rows: [
      {
        client: 'c',
        connection: {
          address: '127.0.0.1:50000',
          userName: 'anna',
          keepAlive: 60,
          traffic: { packetsIn: 3, messagesIn: 1, packetsOut: 4, messagesOut: 1 },
        },
        subscriptions: 1,
        inFlight: 1,
      },
    ],
  });
});

test('a client is disconnected with a reason of one’s choice', () => {
  const scene = new ControlledScene();
  const wire = scene.connect('c');
  const command = { kind: 'disconnect-client', client: 'c', reasonCode: 0x9d } as const;
  const reply = scene.ask({ ...command, reasonString: 'Gone.', serverReference: 'other:1883' });
  expect(reply).toEqual({ kind: 'done' });
  expect(wire.take()).toEqual([
    {
      type: 'disconnect',
      reasonCode: 0x9d,
      properties: [
        { name: 'reasonString', value: 'Gone.' },
        { name: 'serverReference', value: 'other:1883' },
      ],
    },
  ]);
  expect(wire.isEnded).toBe(true);
  expect(scene.ask(command)).toMatchObject({ kind: 'refused' });
});

test('ends step mode with the line that wanted it so, and lets go what waits', () => {
  const scene = new ControlledScene();
  const line = scene.openLine();
  line.session.receive({ kind: 'hello', version: CONTROL_VERSION }, scene.now);
  const step = (client: string, whileOpen: boolean) =>
    line.ask({ kind: 'step', client, withPings: true, whileOpen }, scene.now);
  for (const client of ['ends', 'stays', 'taken over']) step(client, client !== 'stays');
  scene.ask({ kind: 'step', client: 'taken over', withPings: true });
  const client = scene.open(4);
  client.send(connectPacket('ends', { version: 4 }));
  expect(client.take()).toEqual([]);
  line.session.closed();
  scene.collect();
  expect(client.take()).toMatchObject([{ type: 'connack', reasonCode: 0 }]);
  const { stepping, packets } = scene.asked('waiting', { kind: 'list-waiting' });
  expect(stepping.map((one) => one.client)).toEqual(['stays', 'taken over']);
  expect(packets).toEqual([]);
});

test.each([1 / 8, 1 / 4])('what looks at the broker has a share of its memory: %d', (share) => {
  const scene = new ControlledScene({ limits: { memory: DEFAULT_LIMITS.memory * share } });
  const count = 60;
  for (let client = 0; client < count; client += 1) {
    const wire = scene.connect(`c${client}`);
    for (let at = 0; at < 10; at += 1) wire.publish(`${client}/${at}/${'x'.repeat(8000)}`, 'x');
  }
  const { sys } = scene.asked('statistics', { kind: 'statistics' });
  const bytes = (part: string): number =>
    Number(sys.find(({ topic }) => topic === `$SYS/broker/memory/${part}`)?.value);
  for (const [part, most] of Object.entries({ journal: 8, taps: 16 })) {
    expect(bytes(part)).toBeGreaterThan(0);
    expect(bytes(part)).toBeLessThanOrEqual(most * share * 1024 * 1024);
  }
  expect(bytes('faults')).toBe(0);
});
