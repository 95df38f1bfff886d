import { expect, test } from 'vitest';
import { isThorough } from '../../base/runs.testkit.ts';
import { connectPacket, subscription } from '../core/broker.testkit.ts';
import { DEFAULT_LIMITS } from '../core/memory/limits.ts';
import type { BrokerEvent } from '../core/state/events.ts';
import { ControlledScene } from './control.testkit.ts';
import { CONTROL_VERSION } from './control.ts';

test('answers hello with the host’s facts', () => {
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

test('disconnects a client with the selected reason', () => {
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

test('ends step mode with the connection that requested it, and releases waiting packets', () => {
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

const SHARES = isThorough ? [1 / 50, 1 / 25] : [1 / 50];
const FOREVER = { name: 'sessionExpiryInterval', value: 0xffff_ffff } as const;

test.each(SHARES)(
  'tapped, remembered and delayed packets share the memory limit: %d of the usual',
  (share) => {
    const memory = DEFAULT_LIMITS.memory * share;
    const { journalBytes, tapBytes, faultBytes, maximumHeadSize } = DEFAULT_LIMITS;
    const told: BrokerEvent[] = [];
    const scene = new ControlledScene({
      events: (event) => told.push(event),
      limits: {
        memory,
        journalBytes: journalBytes * share,
        tapBytes: tapBytes * share,
        faultBytes: faultBytes * share,
      },
    });
    const rules = [
      { id: 'in', match: { topic: 'held/#', direction: 'from-client' }, do: 'hold' },
      { id: 'out', match: { packet: 'PINGRESP' }, do: 'hold' },
    ];
    scene.ask({ kind: 'set-rules', rules: { version: 1, rules } });
    scene.ask({ kind: 'tap', tap: 1, clients: 'all', kept: true });
    const most = { held: 0, journal: 0, taps: 0, faults: 0 };
    const look = (): void => {
      const { sys } = scene.asked('statistics', { kind: 'statistics' });
      for (const part of ['held', 'journal', 'taps', 'faults'] as const) {
        const path = `$SYS/broker/memory/${part}`;
        most[part] = Math.max(most[part], Number(sys.find(({ topic }) => topic === path)?.value));
      }
    };
    const long = 'x'.repeat(20_000);
    const filters = Array.from({ length: 20 }, (_, at) => `${at}/${long}`);
    for (let round = 0; round < 40; round += 1) {
      // Simulates a reader that never reads.
      scene.line.backlog = scene.line.tapped.reduce((sum, { bytes }) => sum + bytes.length, 0);
      const wire = scene.open();
      wire.send(connectPacket(`c${round}`, { cleanStart: false, properties: [FOREVER] }));
      for (let at = 0; at < 10 && !wire.isEnded; at += 1) {
        wire.publish(`kept/${round}/${at}/${long}`, 'x', { qos: 1, retain: true });
        wire.publish(`held/${round}/${at}/${long}`, 'x');
        for (let ping = 0; ping < 50; ping += 1) wire.send({ type: 'pingreq' });
        if (wire.isEnded) break;
        const subscriptions = filters.map((filter) => subscription(`${at}/${filter}`));
        wire.send({ type: 'subscribe', packetId: 1, properties: [], subscriptions });
        look();
      }
    }
    expect(most.faults).toBeGreaterThan(0);
    expect(told).toContainEqual(expect.objectContaining({ kind: 'limit', limit: 'faultBytes' }));
    expect(most.taps).toBeGreaterThan(0);
    expect(most.journal).toBeGreaterThan(0);
    expect(most.held).toBeGreaterThan(memory / 2);
    // The excess is at most the amount that a single packet causes.
    expect(most.held).toBeLessThan(memory + maximumHeadSize);
  },
);
