import { afterEach, describe, expect, it } from 'vitest';
import { demoRegistry } from '../../broker/platform/devices/demoRegistry.ts';
import { PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import { settingsFor, TestClient } from '../client.testkit.ts';
import { ManualClock } from '../clock.testkit.ts';
import { ControlClient } from '../control/controlClient.ts';
import { tabGoodbye } from '../environment/portProtocol.ts';
import { openThrough } from './portSocket.ts';
import { TestTab } from './tab.testkit.ts';
import { WholeInstrument } from './wholeInstrument.ts';

/** Results arrive within a few turns. */
const OFTEN = { interval: 2 };

const TAB = 'tab:broker';
let tab: TestTab;

afterEach(async () => {
  await tab.close();
});

async function connected(clientId: string, more = {}): Promise<TestClient> {
  const client = tab.client();
  client.connect(settingsFor(TAB, { clientId, ...more }));
  await client.state('connected');
  return client;
}

const everything = (qos: 0 | 1 | 2) => ({
  subscriptions: [
    { filter: '#', qos, noLocal: false, retainAsPublished: false, retainHandling: 0 as const },
  ],
});

/** Topics of the received messages, oldest first. */
function topicsOf(client: TestClient): readonly (string | undefined)[] {
  const { packets } = client.dispatch.capture.window({ packets: { first: 0, count: 500 } }, 0);
  return (packets?.rows ?? [])
    .filter(({ packetType, direction }) => packetType === PUBLISH && direction === 'in')
    .map(({ topic }) => topic);
}

describe('connections through the broker port', () => {
  it('exchange messages of each QoS', async () => {
    tab = new TestTab();
    const reader = await connected('reader', everything(2));
    await reader.until((event) =>
      event.kind === 'subscriptions' && event.subscriptions[0]?.state.kind === 'granted'
        ? true
        : undefined,
    );
    const writer = await connected('writer');
    writer.publish(1, { topic: 'a/0', qos: 0 });
    writer.publish(2, { topic: 'a/1', qos: 1 });
    writer.publish(3, { topic: 'a/2', qos: 2 });
    await writer.outcome(3, 'acknowledged');
    await expect.poll(() => topicsOf(reader), OFTEN).toEqual(['a/0', 'a/1', 'a/2']);
    expect(writer.outcomes(2)).toContain('acknowledged');
  });

  it('resume their session when they reconnect [3.1.2.11.2]', async () => {
    tab = new TestTab();
    const lasting = { ...everything(1), cleanStart: false, sessionExpiry: 60 };
    const reader = await connected('reader', lasting);
    const before = reader.events.length;
    const line = new ControlClient({ kind: 'port', port: tab.line('control') }, {});
    expect(
      await line.ask({ kind: 'disconnect-client', client: 'reader', reasonCode: 0x89 }),
    ).toEqual({ kind: 'done' });
    const waiting = await reader.state('waiting', before);
    expect(waiting.failure).toMatchObject({ kind: 'disconnected', code: 0x89 });
    const writer = await connected('writer');
    writer.publish(1, { topic: 'while/away', qos: 1 });
    await writer.outcome(1, 'acknowledged');
    reader.send({ kind: 'retry-now' });
    const again = await reader.state('connected', before);
    expect(again.sessionPresent).toBe(true);
    await expect.poll(() => topicsOf(reader), OFTEN).toEqual(['while/away']);
    line.close();
  });

  it('name the broker by its address in captures and files, without host and port', async () => {
    tab = new TestTab();
    const client = await connected('one');
    const { streams } = client.dispatch.capture.window({ streams: { first: 0, count: 1 } }, 0);
    expect(streams?.rows[0]).toMatchObject({ server: TAB });
    expect(client.dispatch.files.origins.of(1)).toMatchObject({
      carrier: 'other',
      fromStart: true,
    });
    expect(client.dispatch.files.origins.of(1)).not.toHaveProperty('server');
  });
});

describe('a terminated worker', () => {
  it('is removed from the broker when the app says so, and its will is sent', async () => {
    tab = new TestTab();
    const watcher = await connected('watcher', everything(0));
    const { port1, port2 } = new MessageChannel();
    tab.instrument.serve({ kind: 'broker-port', port: port2, brokerPort: 77 });
    const ended = new TestClient({
      ...tab.environment,
      openSocket: (_url, _protocols, handlers) => openThrough(port1, handlers),
    });
    const will = {
      topic: 'w',
      payload: new Uint8Array(1),
      qos: 0,
      retain: false,
      properties: [],
    } as const;
    ended.connect(settingsFor(TAB, { clientId: 'ended', will }));
    await ended.state('connected');
    tab.instrument.serve({ kind: 'left', brokerPort: 77 });
    await expect.poll(() => topicsOf(watcher), OFTEN).toEqual(['w']);
    await ended.end();
    port1.close();
  });
});

describe('a restart of the broker', () => {
  it.each([true, false])(
    'ends all connections without DISCONNECT; sessions survive: %s',
    async (withSessions) => {
      const clock = new ManualClock();
      tab = new TestTab(clock.environment);
      const client = await connected('one', { cleanStart: false, sessionExpiry: 60 });
      const line = new ControlClient({ kind: 'port', port: tab.line('control') }, {});
      const before = client.events.length;
      const done = await line.ask({ kind: 'restart', withSessions, downFor: 1500 });
      expect(done).toEqual({ kind: 'done' });
      const { failure } = await client.state('waiting', before);
      expect(failure).toMatchObject({ kind: 'lost' });
      const tried = client.events.length;
      clock.advance(1000);
      expect((await client.state('waiting', tried)).failure).toMatchObject({ kind: 'no-connack' });
      clock.advance(3000);
      const again = await client.state('connected', tried);
      expect(again).toMatchObject({ sessionPresent: withSessions, sessionLost: !withSessions });
      line.close();
    },
  );
});

describe('the demo devices', () => {
  it('publish without sockets, and are controlled by the control interface', async () => {
    const clock = new ManualClock();
    tab = new TestTab(clock.environment);
    tab.instrument.fleet.run(true);
    const pass = async (ms: number): Promise<void> => {
      for (let at = 0; at < ms; at += 50) {
        clock.advance(50);
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const reader = await connected('reader', everything(0));
    await pass(3000);
    await expect.poll(() => topicsOf(reader).length, OFTEN).toBeGreaterThan(30);
    expect(new Set(topicsOf(reader)).size).toBeGreaterThan(10);

    const line = new ControlClient({ kind: 'port', port: tab.line('control') }, {});
    const clients = async (): Promise<number> => {
      const reply = await line.ask({ kind: 'clients', connected: true, first: 0, count: 100 });
      return reply.kind === 'clients' ? reply.total : -1;
    };
    expect(await clients()).toBe(15);
    const off = await line.ask({ kind: 'run-fleet', isRunning: false });
    expect(off).toMatchObject({ kind: 'facts', facts: { host: 'tab', programVersion: '9.9.9' } });
    expect(off).toMatchObject({ facts: { fleet: { isRunning: false } } });
    expect(await clients()).toBe(1);
    await line.ask({ kind: 'run-fleet', isRunning: true });
    await pass(3000);
    expect(await clients()).toBe(15);
    line.close();
  });
});

/** A load that the test completes or fails. */
class HeldLoad {
  asked = 0;
  #settle: (found: typeof WholeInstrument | Error) => void = () => undefined;

  readonly load = (): Promise<typeof WholeInstrument> => {
    this.asked += 1;
    return new Promise((resolve, reject) => {
      this.#settle = (found) => {
        if (found instanceof Error) reject(found);
        else resolve(found);
      };
    });
  };

  ends(): void {
    this.#settle(WholeInstrument);
  }

  fails(): void {
    this.#settle(new Error('The network is gone.'));
  }
}

describe('lazy services of the broker', () => {
  const [device] = demoRegistry(1).devices;
  if (device === undefined) throw new Error('There is no demo device.');
  const signIn = {
    kind: 'alibaba',
    how: 'direct',
    authUrl: '',
    regionId: '',
    instanceId: '',
    signMethod: 'hmacsha256',
    secureMode: 2,
    timestamp: { kind: 'now' },
    ...device,
  } as const;

  it('are loaded on request, and show earlier events', async () => {
    const held = new HeldLoad();
    tab = new TestTab(undefined, {}, held.load);
    const writer = await connected('writer');
    writer.publish(1, { topic: 'a', qos: 1 });
    await writer.outcome(1, 'acknowledged');
    expect(held.asked).toBe(0);
    const line = new ControlClient({ kind: 'port', port: tab.line('control') }, {});
    expect(held.asked).toBe(1);
    held.ends();
    expect(await line.ask({ kind: 'messages', count: 5 })).toMatchObject({
      rows: [{ topic: 'a' }],
    });
    line.close();
  });

  it('authenticate a device that connected before they were loaded', async () => {
    const held = new HeldLoad();
    tab = new TestTab(undefined, {}, held.load);
    const client = tab.client();
    client.connect(settingsFor(TAB, { version: 4, signIn }));
    await expect.poll(() => held.asked, OFTEN).toBe(1);
    // Other clients need not wait.
    await connected('other');
    held.ends();
    await client.state('connected');
    const wrong = tab.client();
    const deviceSecret = 'another';
    wrong.connect(settingsFor(TAB, { version: 4, signIn: { ...signIn, deviceSecret } }));
    expect(await wrong.state('closed')).toMatchObject({ failure: { kind: 'refused' } });
  });

  it('report a failed load, and retry it', async () => {
    const held = new HeldLoad();
    const failures: unknown[] = [];
    tab = new TestTab(undefined, {}, held.load, (error) => failures.push(error));
    const port = tab.line('control');
    const heard: unknown[] = [];
    port.onmessage = ({ data }) => heard.push(data);
    const client = tab.client();
    client.connect(settingsFor(TAB, { version: 4, signIn }));
    await expect.poll(() => held.asked, OFTEN).toBe(1);
    await connected('other');
    held.fails();
    await expect.poll(() => heard, OFTEN).toEqual([tabGoodbye('tab-part-not-loaded')]);
    const waiting = await client.state('waiting');
    expect(waiting.failure).toMatchObject({ kind: 'refused', code: 3 });
    expect(failures).not.toEqual([]);
    const line = new ControlClient({ kind: 'port', port: tab.line('control') }, {});
    held.ends();
    expect(await line.ask({ kind: 'clients', first: 0, count: 5 })).toMatchObject({ total: 1 });
    line.close();
  });
});
