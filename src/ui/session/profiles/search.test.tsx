import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { eventuallyFound } from '../../../base/eventually.testkit.ts';
import { page } from '../../kit/page/page.ts';
import { currentPass, forgetPass, givePass } from '../broker/controlPass.ts';
import { FakeSocket } from './fakeSocket.testkit.ts';
import { searchBroker } from './search.ts';
import { searches } from './searches.ts';

const PLACE = { host: 'broker.example', port: 1883 };

beforeEach(() => {
  FakeSocket.opened = [];
  vi.stubGlobal('WebSocket', FakeSocket);
});
afterEach(() => {
  page.hasBridge = false;
  forgetPass(currentPass() ?? '');
  vi.unstubAllGlobals();
});

const found = (at: number): Promise<FakeSocket> => eventuallyFound(() => FakeSocket.opened[at], 5);
/** Socket of the companion for an address. */
async function probeOf(url: string): Promise<FakeSocket> {
  for (const socket of FakeSocket.opened) if (socket.sent.length === 0) socket.open();
  return eventuallyFound(() =>
    FakeSocket.opened.find(({ sent }) => sent.some((text) => text.includes(`"${url}"`))),
  );
}

test('a page without companion tries one address after the other, and stops at the first that opens', async () => {
  const search = searchBroker('alone', PLACE, undefined);
  (await found(0)).close();
  const second = await found(1);
  second.open();
  expect(await search).toBe(second.url);
  expect(FakeSocket.opened).toHaveLength(2);
  expect(searches.of('alone')).toMatchObject({ isOver: true });
});

test('without an open address, the first one is returned, because connecting there shows why', async () => {
  const search = searchBroker('none', PLACE, undefined);
  const count = searches.of('none')?.probes.length ?? 0;
  for (let at = 0; at < count; at += 1) (await found(at)).close();
  expect(await search).toBe(searches.of('none')?.probes[0]?.url);
  expect(count).toBeGreaterThan(1);
});

test('a stopped search returns nothing and closes its handshakes', async () => {
  const search = searchBroker('stopped', PLACE, undefined);
  const first = await found(0);
  searches.of('stopped')?.stop.abort('stopped');
  expect(await search).toBeUndefined();
  expect(first.isClosed).toBe(true);
  expect(FakeSocket.opened).toHaveLength(1);
});

test('over the companion, an encrypted address wins over an unencrypted one that answers first', async () => {
  page.hasBridge = true;
  givePass('right');
  const search = searchBroker('best', PLACE, undefined);
  // Later sockets may belong to timers of other test files, which share this page.
  const probes = [...FakeSocket.opened];
  (await probeOf('mqtt://broker.example:1883')).say({ kind: 'opened', facts: {} });
  (await probeOf('mqtts://broker.example:1883')).say({ kind: 'opened', facts: {} });
  expect(await search).toBe('mqtts://broker.example:1883');
  expect(probes.map(({ isClosed }) => isClosed)).toEqual(probes.map(() => true));
  expect(probes.length).toBeGreaterThan(2);
});

test('no key, client certificate or header is sent before an address is selected', async () => {
  page.hasBridge = true;
  givePass('right');
  const line = {
    headers: [['Authorization', 'PLANTED']],
    tls: { serverName: 'b.example', passphrase: 'PLANTED', key: { text: 'PLANTED' } },
  } as const;
  const search = searchBroker('bare', PLACE, line);
  await found(0);
  await probeOf('mqtt://broker.example:1883');
  const sent = FakeSocket.opened.flatMap((socket) => socket.sent).join('\n');
  expect(sent).toContain('b.example');
  expect(sent).not.toContain('PLANTED');
  searches.of('bare')?.stop.abort();
  await search;
});

/** Closes the sockets of a search, and returns the addresses that the page itself tried. */
async function triedByPage(search: Promise<string | undefined>): Promise<readonly string[]> {
  const isOver = search.then(() => true);
  const close = (): boolean => {
    for (const socket of FakeSocket.opened) if (!socket.isClosed) socket.close();
    return false;
  };
  await eventuallyFound(() => Promise.race([isOver, Promise.resolve().then(close)]), 5);
  return FakeSocket.opened.map(({ url }) => url).filter((url) => !url.endsWith('/bridge'));
}

test.each([
  ['a page without a pass', undefined, 0],
  ['a page whose pass the companion does not know', 'old', 1],
])(
  '%s tries the addresses that it can open itself, then asks for a pass',
  async (_, pass, asked) => {
    page.hasBridge = true;
    if (pass !== undefined) givePass(pass);
    const search = searchBroker('refused', PLACE, undefined);
    const tried = await triedByPage(search);
    expect(await search).toBe('mqtt://broker.example:1883');
    expect(tried[0]).toBe('ws://broker.example:1883/mqtt');
    expect(tried).toEqual(searches.of('refused')?.probes.map(({ url }) => url));
    expect(FakeSocket.opened.some(({ url }) => url.endsWith('/bridge'))).toBe(asked > 0);
  },
);
