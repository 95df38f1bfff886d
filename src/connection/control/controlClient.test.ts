import { describe, expect, it } from 'vitest';
import type { TapEvent } from '../../broker/tap/commands.ts';
import { ControlClient, type ControlState, type Reach } from './controlClient.ts';
import { FACTS, FarEnd, settled } from './farEnd.testkit.ts';

const ACCESS = { kind: 'socket', url: 'ws://broker/control', token: 'secret' } as const;
const STATISTICS = { kind: 'statistics' } as const;
const SYS = { kind: 'statistics', time: 1, sys: [] } as const;

function start(reach: Reach | typeof ACCESS = ACCESS) {
  const far = new FarEnd();
  const states: ControlState[] = [];
  const events: TapEvent[] = [];
  const batches: Uint8Array[] = [];
  const client = new ControlClient(
    reach,
    {
      state: (state) => states.push(state),
      event: (event) => events.push(event),
      packets: (batch) => batches.push(batch),
    },
    far.surroundings,
  );
  return { far, client, states, events, batches };
}

async function opened() {
  const all = start();
  const socket = await all.far.socket();
  socket.welcome();
  return { ...all, socket };
}

describe('a control client', () => {
  it('shows its token in the first message and nowhere else', async () => {
    const { far, states } = start();
    const socket = await far.socket();
    expect(socket).toMatchObject({ url: 'ws://broker/control', sent: [] });
    socket.open();
    expect(socket.sent).toEqual([{ kind: 'hello', version: 1, token: 'secret' }]);
    socket.tell({ kind: 'welcome', version: 1, broker: FACTS });
    expect(states).toEqual([{ kind: 'opening' }, { kind: 'open', facts: FACTS }]);
  });

  it('keeps requests until it is welcome, and matches answers by number', async () => {
    const { far, client } = start();
    const first = client.ask(STATISTICS);
    const second = client.ask({ kind: 'list-rules' });
    const socket = await far.socket();
    socket.welcome();
    expect(socket.sent.slice(1)).toEqual([
      { kind: 'ask', id: 1, command: STATISTICS },
      { kind: 'ask', id: 2, command: { kind: 'list-rules' } },
    ]);
    socket.tell({ kind: 'reply', id: 2, reply: { kind: 'rules', version: 1, rules: [] } });
    socket.tell({ kind: 'reply', id: 99, reply: SYS });
    socket.tell({ kind: 'reply', id: 1, reply: SYS });
    socket.tell({ kind: 'reply', id: 1, reply: { kind: 'done' } });
    expect(await first).toEqual(SYS);
    expect(await second).toMatchObject({ kind: 'rules' });
  });

  it('forwards events and batches, and keeps the newest facts', async () => {
    const { client, socket, states, events, batches } = await opened();
    const closed = { kind: 'tap-closed', tap: 1, connection: 2, time: 3 } as const;
    socket.tell(closed);
    socket.bytes(Uint8Array.of(1, 2));
    expect({ events, batches }).toEqual({ events: [closed], batches: [Uint8Array.of(1, 2)] });
    const facts = { ...FACTS, fleet: { isRunning: false } };
    const asked = client.ask({ kind: 'run-fleet', isRunning: false });
    socket.tell({ kind: 'reply', id: 1, reply: { kind: 'facts', facts } });
    expect(await asked).toEqual({ kind: 'facts', facts });
    expect(states.at(-1)).toEqual({ kind: 'open', facts });
    socket.tell({ kind: 'reply', id: 2, reply: { kind: 'facts', facts } });
    expect(states).toHaveLength(3);
  });

  it('ignores invalid answers, and continues', async () => {
    const { client, socket, states } = await opened();
    const before = states.length;
    for (const text of ['', 'x', 'null', '[]', '{"kind":"later"}', '{"kind":"reply","id":9}']) {
      socket.text(text);
    }
    expect(states.length).toBe(before);
    const first = client.ask(STATISTICS);
    socket.text(JSON.stringify({ kind: 'reply', id: 1, reply: { kind: 'statistics', sys: 'x' } }));
    expect(await first).toEqual({
      kind: 'refused',
      reason: 'The broker’s answer could not be read.',
      fact: { key: 'not-understood', args: {} },
    });
    const second = client.ask(STATISTICS);
    socket.tell({ kind: 'reply', id: 2, reply: SYS });
    expect(await second).toEqual(SYS);
  });

  it('retries with growing pauses when it is lost, and resets them after a welcome', async () => {
    const { far, client, states, socket } = await opened();
    const asked = client.ask(STATISTICS);
    socket.cut();
    expect(states.at(-1)).toEqual({ kind: 'lost', said: undefined });
    expect(await asked).toMatchObject({ kind: 'refused' });
    expect(await client.ask(STATISTICS)).toMatchObject({ kind: 'refused' });
    for (const [tries, pause] of [1000, 2000, 4000].entries()) {
      far.clock.advance(pause - 1);
      await settled();
      expect(far.sockets.length).toBe(tries + 1);
      far.clock.advance(1);
      (await far.socket()).cut();
      expect(far.sockets.length).toBe(tries + 2);
    }
    expect(states.filter(({ kind }) => kind === 'opening')).toHaveLength(1);
    client.hurry();
    (await far.socket()).welcome();
    expect(states.at(-1)).toMatchObject({ kind: 'open' });
    (await far.socket()).cut();
    far.clock.advance(1000);
    await settled();
    expect(far.sockets).toHaveLength(6);
  });

  it('fails without a welcome, and reports the text of the other side', async () => {
    const { far, states } = start();
    const silent = await far.socket();
    silent.open();
    far.clock.advance(10_000);
    expect(silent.isClosed).toBe(true);
    expect(states.at(-1)).toEqual({ kind: 'lost', said: undefined });
    far.clock.advance(1000);
    const next = await far.socket();
    next.open();
    next.tell({ kind: 'goodbye', why: 'ended', message: 'Come back later.' });
    expect(states.at(-1)).toEqual({ kind: 'lost', said: { reason: 'Come back later.' } });
    silent.tell({ kind: 'welcome', version: 1, broker: FACTS });
    expect(states.at(-1)).toMatchObject({ kind: 'lost' });
  });

  it('does not retry with a rejected token until it gets another', async () => {
    const { far, client, states } = start();
    const socket = await far.socket();
    const asked = client.ask(STATISTICS);
    socket.open();
    const fact = { key: 'token-wrong', args: {} } as const;
    socket.tell({ kind: 'goodbye', why: 'token', message: 'Not that one.', fact });
    const said = { reason: 'Not that one.', fact };
    expect(states.at(-1)).toEqual({ kind: 'refused', why: 'token', said });
    expect(await asked).toEqual({ kind: 'refused', ...said });
    client.hurry();
    far.clock.advance(60_000);
    await settled();
    expect({ sockets: far.sockets.length, timers: far.clock.timers }).toEqual({
      sockets: 1,
      timers: 0,
    });
    client.renew({ ...ACCESS, token: 'other' });
    (await far.socket()).welcome();
    expect((await far.socket()).sent).toEqual([{ kind: 'hello', version: 1, token: 'other' }]);
    expect(states.at(-1)).toMatchObject({ kind: 'open' });
  });

  it('resolves the address again before each attempt', async () => {
    const ways: Awaited<ReturnType<Reach>>[] = [
      'unreachable',
      { ...ACCESS, token: 'a' },
      'no-token',
    ];
    const { far, client, states } = start(() => {
      const way = ways.shift();
      return way === undefined ? Promise.reject(new Error('offline')) : Promise.resolve(way);
    });
    await settled();
    expect(states.at(-1)).toMatchObject({ kind: 'lost' });
    far.clock.advance(1000);
    (await far.socket()).welcome();
    (await far.socket()).cut();
    far.clock.advance(1000);
    await settled();
    expect(states.at(-1)).toMatchObject({
      kind: 'refused',
      why: 'token',
      said: { fact: { key: 'no-token' } },
    });
    client.renew(() => Promise.reject(new Error('offline')));
    await settled();
    expect(states.at(-1)).toMatchObject({ kind: 'lost' });
  });

  it('fails requests without an answer in time', async () => {
    const { far, client } = await opened();
    const asked = client.ask(STATISTICS);
    far.clock.advance(20_000);
    expect(await asked).toMatchObject({ kind: 'refused' });
  });

  it('leaves nothing behind when it is closed', async () => {
    const { far, client, socket, states } = await opened();
    const asked = client.ask(STATISTICS);
    const before = states.length;
    client.close();
    expect(await asked).toMatchObject({ kind: 'refused' });
    expect(await client.ask(STATISTICS)).toMatchObject({ kind: 'refused' });
    socket.tell({ kind: 'welcome', version: 1, broker: FACTS });
    socket.cut();
    client.renew(ACCESS);
    await settled();
    expect({ closed: socket.isClosed, states: states.length }).toEqual({
      closed: true,
      states: before,
    });
    expect({ sockets: far.sockets.length, timers: far.clock.timers }).toEqual({
      sockets: 1,
      timers: 0,
    });
  });

  it('opens nothing if it is closed while connecting', async () => {
    const { far, client } = start();
    client.close();
    await settled();
    expect(far.sockets).toEqual([]);
  });
});

describe('over a message port', () => {
  it('sends the same messages, without a token, and acknowledges bytes', async () => {
    const { port1, port2 } = new MessageChannel();
    const heard: unknown[] = [];
    const next = () =>
      new Promise<unknown>((resolve) => {
        port2.onmessage = ({ data }: MessageEvent<unknown>) => resolve(data);
      });
    const hello = next();
    const batches: Uint8Array[] = [];
    const client = new ControlClient(
      { kind: 'port', port: port1 },
      { packets: (batch) => batches.push(batch) },
    );
    expect(await hello).toEqual({ kind: 'hello', version: 1 });
    const taken = next();
    port2.postMessage({ kind: 'welcome', version: 1, broker: { ...FACTS, host: 'tab' } });
    expect(await taken).toBe(1);
    port2.onmessage = ({ data }: MessageEvent<unknown>) => heard.push(data);
    const asked = client.ask(STATISTICS);
    port2.postMessage(Uint8Array.of(7));
    port2.postMessage({ kind: 'reply', id: 1, reply: SYS });
    expect(await asked).toEqual(SYS);
    expect(batches).toEqual([Uint8Array.of(7)]);
    await expect.poll(() => heard, { interval: 2 }).toHaveLength(3);
    expect(heard).toEqual([{ kind: 'ask', id: 1, command: STATISTICS }, 1, 1]);
    client.close();
    port2.close();
  });
});
