/** A page that was told the same twice hears of the next packet, and of what was done, once. */
import { expect, test } from 'vitest';
import { publishBytes } from '../engine/topics/messages.testkit.ts';
import { TestClient } from './client.testkit.ts';
import { ManualClock } from './clock.testkit.ts';

async function restingClient() {
  const client = new TestClient(new ManualClock().environment);
  const stream = client.dispatch.capture.openStream(4);
  let time = 0;
  const receive = (): void => {
    time += 1000;
    client.dispatch.capture.packet(stream, 'in', time, publishBytes('a/b', 'x'));
  };
  const ask = () => client.ask({ kind: 'window', request: {} });
  const stirred = () => client.events.filter(({ kind }) => kind === 'stirred').length;
  receive();
  await ask();
  receive();
  expect(stirred()).toBe(0);
  await ask();
  await ask();
  await ask();
  return { client, receive, ask, stirred };
}

test('of the first packet', async () => {
  const { receive, ask, stirred } = await restingClient();
  receive();
  receive();
  expect(stirred()).toBe(1);
  // News again: there is nothing to tell as long as it asks often.
  await ask();
  receive();
  expect(stirred()).toBe(1);
});

test('of a command', async () => {
  const { client, stirred } = await restingClient();
  client.send({ kind: 'clear' });
  client.send({ kind: 'clear' });
  expect(stirred()).toBe(1);
});
