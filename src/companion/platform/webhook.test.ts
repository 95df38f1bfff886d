import dns from 'node:dns';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { signIn } from '../../alibaba/sign.ts';
import { connectClient } from '../mqtt/client.testkit.ts';
import { loopbackLookup } from '../net/loopbackLookup.ts';
import { startTestCompanion } from '../serve/companion.testkit.ts';
import { PlatformWebhook, Webhook, webhookUrl } from './webhook.ts';

type Answer = (response: ServerResponse, number: number) => void;

/** A server that receives posts. */
async function listener(answer: Answer = (response) => response.end('ok')) {
  const bodies: string[] = [];
  const types: (string | undefined)[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      bodies.push(body);
      types.push(request.headers['content-type']);
      answer(response, bodies.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { url: new URL(`http://127.0.0.1:${port}/hook?key=secret`), bodies, types };
}

function hook(url: URL) {
  const told: (string | undefined)[] = [];
  const webhook = new Webhook({ url, told: (trouble) => told.push(trouble), firstWait: 5 });
  onTestFinished(() => webhook.close());
  return { webhook, told };
}

describe('a webhook', () => {
  it('posts in order as JSON, and hides its query', async () => {
    const { url, bodies, types } = await listener();
    const { webhook, told } = hook(url);
    for (let at = 0; at < 20; at += 1) webhook.post(`{"n":${at}}`);
    await expect.poll(() => webhook.facts.sent).toBe(20);
    expect(bodies).toEqual(Array.from({ length: 20 }, (_, at) => `{"n":${at}}`));
    expect(new Set(types)).toEqual(new Set(['application/json']));
    expect(told).toEqual([]);
    expect(JSON.stringify(webhook.facts)).not.toContain('secret');
  });

  it('retries after a temporary failure, and reports it once', async () => {
    const { url, bodies } = await listener((response, number) => {
      response.statusCode = number < 4 ? 503 : 200;
      response.end();
    });
    const { webhook, told } = hook(url);
    webhook.post('1');
    webhook.post('2');
    await expect.poll(() => webhook.facts.sent).toBe(2);
    expect(bodies).toEqual(['1', '1', '1', '1', '2']);
    expect(told).toEqual(['HTTP 503', undefined]);
    expect(webhook.facts).toMatchObject({ failed: 0, trouble: undefined });
  });

  it('of a .localhost name goes to this machine, whatever the resolver returns', async () => {
    const { url, bodies } = await listener();
    const lookups = vi.spyOn(dns, 'lookup').mockImplementation(() => {
      throw new Error('a name of this machine was looked up');
    });
    onTestFinished(() => lookups.mockRestore());
    for (const host of ['localhost', 'evil.localhost', 'LOCALHOST']) {
      url.hostname = host;
      hook(url).webhook.post('1');
    }
    await expect.poll(() => bodies.length).toBe(3);
    const resolve = promisify(loopbackLookup);
    await expect(resolve('evil.localhost', {})).resolves.toBe('127.0.0.1');
    await expect(resolve('evil.localhost', { family: 6 })).resolves.toBe('::1');
  });

  it('stops after a permanent rejection, and follows no redirect', async () => {
    const { url, bodies } = await listener((response, number) => {
      response.writeHead(number === 1 ? 400 : 302, { location: 'http://127.0.0.1:9/' }).end();
    });
    const { webhook } = hook(url);
    webhook.post('1');
    webhook.post('2');
    await expect.poll(() => webhook.facts.failed).toBe(2);
    expect(bodies).toEqual(['1', '2']);
    expect(webhook.facts.trouble).toBe('HTTP 302');
  });

  it('stops after several attempts without a listener, and drops the oldest of too many', async () => {
    const { url } = await listener();
    url.port = '9';
    const { webhook, told } = hook(url);
    for (let at = 0; at < 1100; at += 1) webhook.post('x');
    expect(webhook.facts).toMatchObject({ waiting: 1000, dropped: 100 });
    await expect.poll(() => webhook.facts.failed).toBeGreaterThan(0);
    expect(told).toHaveLength(1);
    webhook.close();
    expect(webhook.facts.waiting).toBe(0);
  });
});

it.each([
  ['http://127.0.0.1:3000/a', true],
  ['https://example.com', true],
  ['ftp://127.0.0.1', false],
  ['http://user:pass@127.0.0.1/', false],
  ['nothing', false],
])('%s', (text, isOne) => {
  expect(webhookUrl(text) !== undefined).toBe(isOne);
});

it('at runtime, only this machine and the address from the start can be set', () => {
  const webhook = new PlatformWebhook(new URL('https://hooks.example.com/x'), () => undefined);
  onTestFinished(() => webhook.close());
  expect(webhook.facts?.address).toBe('https://hooks.example.com/x');
  expect(webhook.set('http://other.example.com/')).toBe('elsewhere');
  expect(webhook.set('file:///etc')).toBe('not-url');
  expect(webhook.set('http://localhost:1/')).toBe('done');
  expect(webhook.set('https://hooks.example.com/x')).toBe('done');
  expect(webhook.set(undefined)).toBe('done');
  expect(webhook.facts).toBe(undefined);
});

it('a device’s accepted messages are posted, rejected ones are not', async () => {
  const { url, bodies } = await listener();
  const companion = await startTestCompanion({
    platform: { file: undefined, settings: {}, webhook: url },
  });
  const [device] = companion.madeDevices;
  if (device === undefined) throw new Error('no device was made');
  const { clientId, username, password } = signIn({
    ...device,
    clientIdBase: 'b',
    signMethod: 'hmacsha1',
    secureMode: 3,
  });
  const { client } = await connectClient(companion.mqtt, { clientId, username, password });
  const { productKey, deviceName } = device;
  const topic = `/sys/${productKey}/${deviceName}/thing/event/property/post`;
  const method = 'thing.event.property.post';
  const post = `{"id":"1","method":"${method}","params":{"temperature":21.50}}`;
  await client.publishAsync('/somebody/else', 'x', { qos: 1 });
  await client.publishAsync(topic, post, { qos: 1 });
  const filtered = { id: '2', method, params: { temperature: 999, nothing: 1 } };
  await client.publishAsync(topic, JSON.stringify(filtered), { qos: 1 });
  const partly = { id: '3', method, params: { temperature: 22, humidity: 'wet' } };
  await client.publishAsync(topic, JSON.stringify(partly), { qos: 1 });
  await client.publishAsync(`/${productKey}/${deviceName}/control`, Buffer.of(0xff), { qos: 1 });
  // Raw bytes that spell a number stay bytes.
  const raw = `/sys/${productKey}/${deviceName}/thing/model/up_raw`;
  await client.publishAsync(raw, Buffer.of(0x31), { qos: 1 });
  await client.endAsync();
  await expect.poll(() => bodies.length).toBe(6);
  const [online, ...posted] = bodies;
  expect(JSON.parse(online ?? '')).toMatchObject({
    kind: 'status',
    topic: `/as/mqtt/status/${productKey}/${deviceName}`,
    payload: { status: 'online', productKey, deviceName, clientIp: '127.0.0.1' },
  });
  expect(JSON.parse(posted[4] ?? '')).toMatchObject({
    kind: 'status',
    payload: { status: 'offline', productKey, deviceName },
  });
  expect(JSON.parse(posted[3] ?? '')).toMatchObject({
    kind: 'raw',
    payload: null,
    payloadBase64: 'MQ==',
  });
  expect(JSON.parse(posted[1] ?? '')).toMatchObject({
    payload: partly,
    misfits: [{ path: 'humidity', fault: 'not-number', came: '"wet"' }],
  });
  expect(JSON.parse(posted[0] ?? '')).toMatchObject({
    misfits: [],
    productKey,
    deviceName,
    kind: 'property',
    topic,
    code: 200,
  });
  expect(posted[0]).toContain(`"payload":${post}`);
  expect(JSON.parse(posted[2] ?? '')).toMatchObject({
    kind: 'custom',
    payload: null,
    payloadBase64: '/w==',
  });
});
