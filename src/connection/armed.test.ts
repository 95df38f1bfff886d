/** An armed filter in a live connection. */
import { expect, test } from 'vitest';
import { settingsFor, TestClient } from './client.testkit.ts';
import { MemoryNetwork } from './memoryNetwork.testkit.ts';

const URL = 'ws://memory/';

test('an armed filter stops the recording, not the connection, and reports it', async () => {
  const network = new MemoryNetwork();
  const client = new TestClient(network.environment([]));
  client.connect(settingsFor(URL, { version: 5 }));
  await network.settled();
  client.send({ kind: 'arm', text: 'topic == "wanted"', around: 0, action: 'stop' });
  client.publish(1, { topic: 'other', qos: 1 });
  await network.settled();
  client.publish(2, { topic: 'wanted', qos: 1 });
  await network.settled();
  network.clock.advance(100);
  const told = client.events.filter((event) => event.kind === 'armed');
  expect(told).toMatchObject([
    { status: { filter: { hits: 0, last: undefined }, recording: { isStopped: false } } },
    { status: { filter: { hits: 1, last: { packet: 5 } }, recording: { isStopped: true } } },
  ]);
  client.publish(3, { topic: 'other', qos: 1 });
  await network.settled();
  // Its PUBACK, and PUBLISH and PUBACK of the third.
  const { counters } = client.dispatch.capture.window({}, 0);
  expect(counters.packets).toBe(5);
  expect(counters.armed?.recording).toEqual({ isStopped: true, notRecorded: 3 });
  expect(await client.outcome(2, 'acknowledged')).toMatchObject({ packet: 5 });
  expect(await client.outcome(3, 'acknowledged')).toMatchObject({ packet: undefined });
  client.send({ kind: 'resume-recording' });
  client.publish(4, { topic: 'other', qos: 1 });
  await network.settled();
  expect(await client.outcome(4, 'acknowledged')).toMatchObject({ packet: 6 });
  client.send({ kind: 'arm', text: 'topic ! "x"', around: 0, action: 'keep' });
  client.send({ kind: 'disarm' });
  expect(client.events.slice(-2)).toMatchObject([
    { kind: 'armed', status: { filter: { text: 'topic == "wanted"' } }, error: { column: 7 } },
    { kind: 'armed', status: { filter: undefined } },
  ]);
  await client.end();
});
