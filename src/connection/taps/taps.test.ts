import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { ControlledScene } from '../../broker/control/control.testkit.ts';
import type { ControlCommand, ControlReply } from '../../broker/control/control.ts';
import { demoRegistry } from '../../broker/platform/devices/demoRegistry.ts';
import { tapsOfDevices } from '../../broker/tap/deviceTaps.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import type { PacketRow, WindowRequest } from '../../engine/window/window.ts';
import { PUBACK } from '../../mqtt/tables/typeNumbers.ts';
import { settingsFor, TestClient } from '../client.testkit.ts';
import { ControlClient } from '../control/controlClient.ts';
import { nodeEnvironment } from '../node.testkit.ts';
import { TestTab } from '../tab/tab.testkit.ts';

const OFTEN = { interval: 5 };
const TAB = 'tab:broker';
const SIGN_IN = { kind: 'password', userName: 'u', password: 'hunter2' } as const;
const DIRECT = {
  kind: 'alibaba',
  how: 'direct',
  authUrl: '',
  regionId: 'cn-shanghai',
  instanceId: '',
  signMethod: 'hmacsha256',
  secureMode: 2,
  timestamp: { kind: 'now' },
} as const;
let tab: TestTab;
const controls: ControlClient[] = [];

afterEach(async () => {
  for (const control of controls.splice(0)) control.close();
  await tab.close();
});

async function asked(command: ControlCommand): Promise<ControlReply> {
  const control = new ControlClient({ kind: 'port', port: tab.line('control') }, {});
  controls.push(control);
  const reply = await control.ask(command);
  if (reply.kind === 'refused') throw new Error(reply.reason);
  return reply;
}

async function withRules(...rules: object[]): Promise<void> {
  tab = new TestTab();
  const named = rules.map((rule, at) => ({ id: `rule-${at + 1}`, ...rule }));
  await asked({ kind: 'set-rules', rules: { version: 1, rules: named } });
}

/** A connection whose capture receives faults. */
async function watched(clientId: string, version: 4 | 5 = 5): Promise<TestClient> {
  const client = tab.client();
  client.connect(settingsFor(TAB, { clientId, version }));
  await client.state('connected');
  client.send({ kind: 'watch-faults', access: { kind: 'port', port: tab.line('control') } });
  return client;
}

function asks(client: TestClient, request: WindowRequest) {
  return client.dispatch.capture.window(request, client.dispatch.files.now);
}

function rows(client: TestClient): readonly PacketRow[] {
  return asks(client, { packets: { first: 0, count: 500 } }).packets?.rows ?? [];
}

async function waitingPackets(): Promise<number> {
  const reply = await asked({ kind: 'list-waiting' });
  return reply.kind === 'waiting' ? reply.packets.length : 0;
}

const brief = ({ packetType, direction, withheld, faults = [] }: PacketRow) =>
  [
    `${direction === 'out' ? '>' : '<'}${packetType}`,
    ...(withheld ? ['withheld'] : []),
    ...faults.map(({ rule, action }) => `${action} ${rule}`),
  ].join(' ');

const treated = (client: TestClient) =>
  rows(client)
    .filter(({ faults }) => faults !== undefined)
    .map(brief);

describe('the capture of a live connection', () => {
  it('shows a dropped PUBACK with its rule', async () => {
    await withRules({ match: { packet: ['puback'], nth: 1 }, do: 'drop' });
    const client = await watched('c');
    client.publish(1, { topic: 'a', qos: 1 });
    await expect.poll(() => treated(client), OFTEN).toEqual(['<4 withheld drop rule-1']);
    const [lost] = rows(client).filter(({ withheld }) => withheld);
    const exchange = asks(client, { exchange: { packet: lost?.number ?? 0 } }).exchange;
    expect(exchange).toMatchObject({
      row: { kind: 'publish', state: 'open' },
      treated: [{ packetType: PUBACK, withheld: true }],
    });
  });

  it('shows earlier rule actions on their packets', async () => {
    await withRules(
      { match: { packet: ['publish'], direction: 'from-client', nth: 2 }, do: 'drop' },
      { match: { packet: ['connect'] }, do: { action: 'delay', milliseconds: 5 } },
    );
    const client = tab.client();
    client.connect(settingsFor(TAB, { clientId: 'c' }));
    await client.state('connected');
    for (let id = 1; id <= 3; id += 1) client.publish(id, { topic: 'same', qos: 0 });
    await client.outcome(3, 'sent');
    client.send({ kind: 'watch-faults', access: { kind: 'port', port: tab.line('control') } });
    await expect
      .poll(() => rows(client).map(brief), OFTEN)
      .toEqual(['>1 delay rule-2', '<2', '>3', '>3 drop rule-1', '>3']);
  });

  it('shows the reason for a rejected connection', async () => {
    await withRules({
      match: { packet: ['connect'] },
      do: { action: 'answer', reasonCode: '0x9d', serverReference: 'other:1883' },
    });
    const client = tab.client();
    client.connect(settingsFor(TAB, { clientId: 'c' }));
    await client.state('closed');
    client.send({ kind: 'watch-faults', access: { kind: 'port', port: tab.line('control') } });
    await expect.poll(() => treated(client), OFTEN).toEqual(['>1 answer rule-1', '<2 made rule-1']);
    const [connect] = rows(client);
    expect(connect?.hasProblem).toBe(false);
  });

  it('shows it for a device with another name at the broker, too', async () => {
    const [device] = demoRegistry(1).devices;
    if (device === undefined) throw new Error('There are no devices.');
    const name = `${device.deviceName}&${device.productKey}`;
    await withRules({ match: { client: name, packet: ['puback'] }, do: 'drop' });
    const client = tab.client();
    client.connect(
      settingsFor(TAB, { version: 4, keepAlive: 60, signIn: { ...DIRECT, ...device } }),
    );
    expect(await client.state('connected')).toMatchObject({ clientId: name });
    client.send({ kind: 'watch-faults', access: { kind: 'port', port: tab.line('control') } });
    const topic = `/${device.productKey}/${device.deviceName}/user/update`;
    client.publish(1, { topic, qos: 1 });
    await expect.poll(() => treated(client), OFTEN).toEqual(['<4 withheld drop rule-1']);
  });

  it('shows a held packet at its arrival, with all actions', async () => {
    await withRules({ match: { packet: ['puback'], nth: 1 }, do: 'hold' });
    const client = await watched('c', 4);
    client.publish(1, { topic: 'a', qos: 1 });
    await expect.poll(waitingPackets, OFTEN).toBe(1);
    await asked({ kind: 'release', packet: 'all' });
    await client.outcome(1, 'acknowledged');
    await expect.poll(() => treated(client), OFTEN).toEqual(['<4 hold rule-1 release rule-1']);
  });

  it('shows a packet that was never released as not sent', async () => {
    await withRules({ match: { packet: ['puback'], nth: 1 }, do: 'hold' });
    const client = await watched('c', 4);
    client.publish(1, { topic: 'a', qos: 1 });
    await expect.poll(waitingPackets, OFTEN).toBe(1);
    expect(treated(client)).toEqual([]);
    await asked({ kind: 'cut', client: 'c' });
    await expect.poll(() => treated(client), OFTEN).toEqual(['<4 withheld hold rule-1']);
  });

  it('shows the packets before a cut, and those it lost', async () => {
    await withRules({
      match: { packet: ['puback'], nth: 2 },
      do: { action: 'cut', when: 'before' },
    });
    const client = await watched('c');
    client.publish(1, { topic: 'a', qos: 1 });
    await client.outcome(1, 'acknowledged');
    client.publish(2, { topic: 'a', qos: 1 });
    await expect.poll(() => treated(client), OFTEN).toEqual(['<4 withheld cut rule-1']);
  });

  it.each([
    [4, [], [{ key: 'ended-on-purpose', args: { rule: 'take-over' } }]],
    [5, ['<14 made take-over'], []],
  ] as const)('shows the cause of its end (MQTT level %i)', async (version, marks, notes) => {
    await withRules();
    const client = await watched('c', version);
    await asked({ kind: 'start-recipe', recipe: 'take-over', client: 'c' });
    const told = () => [
      treated(client),
      asks(client, { streams: { first: 0, count: 9 } }).streams?.rows.at(-1)?.notes,
    ];
    await expect.poll(told, OFTEN).toEqual([marks, notes]);
  });

  it('distinguishes its own marks from others’, also after a reconnect', async () => {
    await withRules({
      match: { packet: ['pingreq', 'publish'], direction: 'from-client' },
      do: 'duplicate',
    });
    const client = await watched('c');
    const other = await watched('d');
    other.publish(1, { topic: 'x', qos: 0 });
    client.publish(1, { topic: 'a', qos: 0 });
    await expect.poll(() => treated(client), OFTEN).toEqual(['>3 duplicate rule-1']);
    await asked({ kind: 'cut', client: 'c' });
    await client.until((event) =>
      event.kind === 'state' && event.state.kind === 'waiting' ? true : undefined,
    );
    client.send({ kind: 'retry-now' });
    await client.state('connected', client.events.length);
    client.publish(2, { topic: 'a', qos: 0 });
    await expect
      .poll(() => treated(client), OFTEN)
      .toEqual(['>3 duplicate rule-1', '>3 duplicate rule-1']);
    expect(treated(other)).toEqual(['>3 duplicate rule-1']);
  });
});

describe('a tab with another client’s packets', () => {
  function looking(clients: readonly string[] | 'all'): TestClient {
    const client = new TestClient(nodeEnvironment());
    const access = { kind: 'port', port: tab.line('control') } as const;
    client.send({ kind: 'open-tap', access, clients });
    return client;
  }

  it('has them from CONNECT on, with handshakes and without false problems', async () => {
    await withRules();
    const subject = tab.client();
    subject.connect(settingsFor(TAB, { clientId: 'subject', signIn: SIGN_IN }));
    await subject.state('connected');
    subject.publish(1, { topic: 'a', qos: 2 });
    await subject.outcome(1, 'acknowledged');
    const looker = looking(['subject']);
    await expect
      .poll(() => rows(looker).map(brief), OFTEN)
      .toEqual(['>1', '<2', '>3', '<5', '>6', '<7']);
    subject.publish(2, { topic: 'b', qos: 1 });
    await expect.poll(() => rows(looker).length, OFTEN).toBe(8);
    expect(rows(looker)[0]).toMatchObject({ masked: true });
    const told = asks(looker, {
      exchanges: { first: 0, count: 9, show: 'all' },
      streams: { first: 0, count: 9 },
      problems: { rule: undefined, first: 0, count: 9 },
    });
    expect(told.exchanges?.rows.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'connect complete',
      'publish complete',
      'publish complete',
    ]);
    expect(told.streams?.rows).toMatchObject([{ clientId: 'subject', client: 'tab' }]);
    // A missing subscriber is reported but muted.
    expect(told.problems?.groups.map(({ rule, muted }) => [rule, muted])).toEqual([
      ['no-matching-subscribers', true],
    ]);
    expect(told.counters).toMatchObject({ packets: 8, problems: { total: 0, unread: 0 } });
  });

  it('reports a gap in a stream, and claims no problem for it', async () => {
    await withRules();
    const subject = tab.client();
    subject.connect(settingsFor(TAB, { clientId: 'subject' }));
    await subject.state('connected');
    for (let id = 1; id <= 40; id += 1) {
      subject.publish(id, { topic: 'a', qos: 1, payload: new Uint8Array(1000) });
      await subject.outcome(id, 'acknowledged');
    }
    const looker = looking(['subject']);
    await looker.until((event) =>
      event.kind === 'tap' && event.state.kind === 'open' && event.state.connections === 1
        ? true
        : undefined,
    );
    subject.publish(41, { topic: 'a', qos: 1 });
    await subject.outcome(41, 'acknowledged');
    await expect.poll(() => rows(looker).map(brief), OFTEN).toEqual(['>1', '<2', '>3', '<4']);
    const told = asks(looker, {
      streams: { first: 0, count: 9 },
      problems: { rule: undefined, first: 0, count: 9 },
    });
    expect(told.streams?.rows[0]?.notes).toEqual([{ key: 'watched-late', args: {} }]);
    expect(told.problems?.groups.filter(({ severity }) => severity !== 'note')).toEqual([]);
  });

  it('has the broker’s recorded events in their order', async () => {
    await withRules({ match: { packet: ['puback'], nth: 1 }, do: 'drop' });
    const one = tab.client();
    const other = tab.client();
    for (const [client, clientId] of [[one, 'one'] as const, [other, 'other'] as const]) {
      client.connect(settingsFor(TAB, { clientId }));
      await client.state('connected');
    }
    one.publish(1, { topic: 'lost', qos: 1 });
    await expect
      .poll(async () => {
        const reply = await asked({ kind: 'list-rules' });
        return reply.kind === 'rules' ? reply.rules[0]?.treated : undefined;
      }, OFTEN)
      .toBe(1);
    // The broker reports milliseconds.
    const later = nodeEnvironment();
    const before = later.now();
    await expect.poll(() => later.now() - before, OFTEN).toBeGreaterThan(3000);
    other.publish(1, { topic: 'a', qos: 1 });
    await other.outcome(1, 'acknowledged');
    const looker = looking('all');
    const order = () => rows(looker).map((row) => `${row.stream} ${brief(row)}`);
    await expect
      .poll(order, OFTEN)
      .toEqual([
        '1 >1',
        '1 <2',
        '2 >1',
        '2 <2',
        '1 >3',
        '1 <4 withheld drop rule-1',
        '2 >3',
        '2 <4',
      ]);
    const times = rows(looker).map(({ time }) => time);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  /** A device tap with one connection: its reports, and its row in the app. */
  async function deviceTap() {
    await withRules();
    const taps = tapsOfDevices(CONVENTIONS.secrets);
    const relays = { taps: () => taps, faults: () => undefined };
    const scene = new ControlledScene({ relays });
    const { port1, port2 } = new MessageChannel();
    const session = scene.broker.control({
      tell: (message) => port2.postMessage(message),
      packets: () => undefined,
      backlog: 0,
      close: () => port2.close(),
    });
    port2.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (typeof data !== 'number') session.receive(data, scene.now);
    };
    const looker = new TestClient(nodeEnvironment());
    const access = { kind: 'port', port: port1 } as const;
    looker.send({ kind: 'open-tap', access, clients: 'all', deviceTap: 3 });
    const address = '127.0.0.1:50312';
    taps.opened(1, { transport: 'websocket', address, loopback: true, secure: false }, 0);
    onTestFinished(() => {
      looker.dispatch.watching.close();
      port2.close();
    });
    const row = () => asks(looker, { streams: { first: 0, count: 9 } }).streams?.rows[0];
    return { taps, row };
  }

  it('reports a device that sends text frames', async () => {
    const { taps, row } = await deviceTap();
    taps.textFrames(1, 'client');
    const notes = [{ key: 'text-frames', args: { sender: 'client' } }];
    await expect.poll(row, OFTEN).toMatchObject({ notes });
  });

  it('reports why a side ended a connection before the other one, and the end once', async () => {
    const { taps, row } = await deviceTap();
    const cause = { key: 'refused', args: { code: 5, version: '4', reason: '' } };
    taps.halfClosed(1, { by: 'server', cause });
    await expect.poll(row, OFTEN).toMatchObject({ cause, closedBy: 'server', closed: undefined });
    taps.closed(1, 5, { by: 'server', cause });
    await expect.poll(() => row()?.closed, OFTEN).toBeDefined();
    expect(row()).toMatchObject({ cause, closedBy: 'server' });
  });

  it('removes its tap from the broker when its tab is closed', async () => {
    await withRules();
    const port = tab.line('control');
    const sent: unknown[] = [];
    const post = port.postMessage.bind(port);
    port.postMessage = (message: unknown) => {
      sent.push(message);
      post(message);
    };
    const looker = new TestClient(nodeEnvironment());
    looker.send({ kind: 'open-tap', access: { kind: 'port', port }, clients: 'all' });
    await looker.until((event) =>
      event.kind === 'tap' && event.state.kind === 'open' ? true : undefined,
    );
    looker.dispatch.watching.close();
    expect(sent.at(-1)).toBe('left');
  });

  it('shows its state and marks, and ends cleanly from either side', async () => {
    await withRules({ match: { packet: ['puback'], nth: 1 }, do: 'drop' });
    const looker = looking('all');
    await looker.until((event) =>
      event.kind === 'tap' && event.state.kind === 'open' ? true : undefined,
    );
    const subject = tab.client();
    subject.connect(settingsFor(TAB, { clientId: 'subject' }));
    await subject.state('connected');
    subject.publish(1, { topic: 'a', qos: 1 });
    await expect
      .poll(() => rows(looker).map(brief), OFTEN)
      .toEqual(['>1', '<2', '>3', '<4 withheld drop rule-1']);
    looker.send({ kind: 'end-tap' });
    subject.publish(2, { topic: 'a', qos: 1 });
    await subject.outcome(2, 'acknowledged');
    expect(looker.events.at(-1)).toEqual({ kind: 'tap', state: { kind: 'ended' } });
    expect(rows(looker)).toHaveLength(4);
  });
});
