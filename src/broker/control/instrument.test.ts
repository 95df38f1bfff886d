import { expect, test } from 'vitest';
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
