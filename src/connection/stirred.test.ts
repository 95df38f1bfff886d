/** A page is notified once of the first change since its request. */
import { afterEach, expect, test, vi } from 'vitest';
import { publishBytes } from '../engine/topics/messages.testkit.ts';
import { TestClient } from './client.testkit.ts';
import { ManualClock } from './clock.testkit.ts';
import { PUBLISHING } from './worker/lazyServices.ts';

afterEach(() => vi.restoreAllMocks());

function scene() {
  const client = new TestClient(new ManualClock().environment);
  const stream = client.dispatch.capture.openStream(4);
  let time = 0;
  return {
    client,
    receive: (): void => {
      time += 1000;
      client.dispatch.capture.packet(stream, 'in', time, publishBytes('a/b', 'x'));
    },
    ask: () => client.ask({ kind: 'window', request: {} }),
    stirred: () => client.events.filter(({ kind }) => kind === 'stirred').length,
  };
}

test('a packet', async () => {
  const { receive, ask, stirred } = scene();
  receive();
  expect(stirred()).toBe(0);
  await ask();
  await ask();
  receive();
  receive();
  expect(stirred()).toBe(1);
  await ask();
  receive();
  expect(stirred()).toBe(2);
});

test('a command', async () => {
  const { client, ask, stirred } = scene();
  await ask();
  client.send({ kind: 'clear' });
  client.send({ kind: 'clear' });
  expect(stirred()).toBe(1);
});

test('runs a command that no view shows, also if its code is loaded first', async () => {
  const { client, ask, stirred } = scene();
  await ask();
  // Another test may have loaded it.
  vi.spyOn(PUBLISHING, 'found', 'get').mockReturnValueOnce(undefined);
  client.send({ kind: 'answer-by', rules: [] });
  await expect.poll(stirred).toBe(1);
  expect(client.events.filter(({ kind }) => kind === 'stirred')).toEqual([{ kind: 'stirred' }]);
});

test('reports what the user waits for, also after an earlier event', async () => {
  const { client, receive, ask, stirred } = scene();
  const { chosen } = client.dispatch.capture;
  let come = (): void => undefined;
  const coming = new Promise<void>((resolve) => {
    come = resolve;
  });
  vi.spyOn(chosen, 'load').mockReturnValue(coming);
  const rules = { chains: [{ filter: 'a/b', chain: 'hex' }], files: [] };
  client.send({ kind: 'read-payloads', rules });
  await ask();
  receive();
  expect(stirred()).toBe(1);
  const awaited = () =>
    client.events.filter((event) => event.kind === 'stirred' && event.awaited === true).length;
  expect(awaited()).toBe(0);
  come();
  await expect.poll(awaited).toBe(1);
});
