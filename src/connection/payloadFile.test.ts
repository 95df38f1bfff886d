import { expect, test } from 'vitest';
import { decodeUtf8 } from '../base/utf8.ts';
import { connected, scene } from './scene.testkit.ts';

const MOST = 64 * 1024 * 1024;

test('sends a file of 64 MiB while reading it, and later messages after it', async () => {
  const one = await scene(5);
  const far = await connected(one, 5);
  const bytes = new Uint8Array(MOST);
  for (let at = 0; at < MOST; at += 4096) bytes[at] = at >> 12;
  one.client.publish(1, { payload: new Uint8Array(), file: new Blob([bytes]), qos: 0 });
  one.client.publish(2, { payload: Uint8Array.of(0x32), qos: 0 });
  const { payload } = await far.next('publish');
  expect(Buffer.compare(payload, bytes)).toBe(0);
  expect(decodeUtf8((await far.next('publish')).payload)).toBe('2');
  one.client.publish(3, { qos: 0 });
  await far.next('publish');
});

test('skips a file that can no longer be read, and sends the next message', async () => {
  const one = await scene(5);
  const far = await connected(one, 5);
  const gone = new Blob(['x']);
  gone.arrayBuffer = () => Promise.reject(new Error('not found'));
  one.client.publish(1, { file: gone, qos: 0 });
  one.client.publish(2, { payload: Uint8Array.of(0x32), qos: 0 });
  expect(decodeUtf8((await far.next('publish')).payload)).toBe('2');
  expect(await one.client.outcome(1, 'not-sent')).toMatchObject({
    why: { key: 'said', args: { text: 'not found' } },
  });
});

test('does not send a file above the broker’s limit, and states both sizes', async () => {
  const one = await scene(5);
  await connected(one, 5, {
    connack: { properties: [{ name: 'maximumPacketSize', value: 1000 }] },
  });
  expect(await one.client.state('connected')).toMatchObject({ maximumPacketSize: 1000 });
  one.client.publish(1, { file: new Blob([new Uint8Array(2000)]), qos: 0 });
  expect(await one.client.outcome(1, 'not-sent')).toMatchObject({
    why: { key: 'packet-too-large', args: { most: 1000 } },
  });
});

test('a repeat reads its file once', async () => {
  const one = await scene(5);
  const far = await connected(one, 5);
  const file = new Blob(['whole']);
  let read = 0;
  file.arrayBuffer = () => {
    read += 1;
    return new Response('whole').arrayBuffer();
  };
  const message = {
    id: 1,
    topic: 't',
    payload: new Uint8Array(),
    file,
    qos: 0,
    retain: false,
    properties: [],
  } as const;
  one.client.send({ kind: 'repeat', message, every: 1, times: 3 });
  await far.next('publish');
  one.clock.advance(10);
  expect(decodeUtf8((await far.next('publish')).payload)).toBe('whole');
  await far.next('publish');
  expect(read).toBe(1);
});
