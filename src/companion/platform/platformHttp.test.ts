import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ControlCommand, ControlReply } from '../../broker/control/control.ts';
import type { DeviceDetail, DeviceRow } from '../../broker/platform/devices/commands.ts';
import { ask } from '../http/http.testkit.ts';
import { portOf, webServerOf } from '../serve/webServer.testkit.ts';
import type { PlatformHttp } from './platformHttp.ts';

const NAME = { productKey: 'a1', deviceName: 'dev@1.x:0' };
const ROW: DeviceRow = {
  ...NAME,
  state: 'online',
  since: 5,
  address: '127.0.0.1:5',
  lastSignIn: undefined,
};
const DETAIL: DeviceDetail = {
  row: ROW,
  signIns: [],
  properties: [],
  permissions: [],
  subscriptions: [],
  calls: [],
  events: [],
};
const TOKEN = 'token-of-this-test';
const BEARER = { authorization: `Bearer ${TOKEN}` };
const DEVICE = '/alibaba/api/devices/a1/dev%401.x%3A0';

interface Scene {
  /** The host's reply to commands instead of the default. */
  readonly reply?: ControlReply;
}

/** The companion's web server, with a platform that records its requests. */
async function serve({ reply }: Scene = {}) {
  const commands: ControlCommand[] = [];
  const platform: PlatformHttp = {
    command: (command) => {
      if (command.kind === 'platform-device') {
        const isKnown = command.deviceName === NAME.deviceName && command.productKey === 'a1';
        return { kind: 'platform-device', time: 9, device: isKnown ? DETAIL : undefined };
      }
      commands.push(command);
      if (reply !== undefined) return reply;
      if (command.kind === 'platform-devices') {
        return { kind: 'platform-devices', time: 9, first: 0, total: 1, rows: [ROW] };
      }
      return { kind: 'done' };
    },
    wallClock: (time) => 1000 + time,
    register: (form) => JSON.stringify({ registered: form }),
    preAuthenticate: (form, address) =>
      JSON.stringify({ code: 200, data: { form: [...form], address }, message: 'success' }),
    mqttPort: () => 1883,
  };
  const server = webServerOf({ token: TOKEN, platform });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const app = `http://127.0.0.1:${portOf(server)}`;
  const post = async (path: string, body: unknown, headers: Record<string, string> = BEARER) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await ask(app, path, headers, 'POST', text);
    const json: unknown = answer.headers['content-type']?.startsWith('application/json')
      ? JSON.parse(answer.body)
      : undefined;
    return { ...answer, json };
  };
  return { app, commands, post };
}

describe('the API of the cloud’s side', () => {
  it('lists devices', async () => {
    const { app } = await serve();
    const row = { ...ROW, since: 1005, lastSignIn: null };
    for (const path of ['/alibaba/api/devices', '/alibaba/api/devices/']) {
      const list = await ask(app, path, { authorization: `bearer ${TOKEN}` });
      expect(list.status).toBe(200);
      expect(JSON.parse(list.body)).toEqual({ devices: [row] });
    }
  });

  it('passes JSON to devices unchanged', async () => {
    const { post, commands } = await serve();
    const large = '{"n": 123456789012345678901}';
    const topic = '/a1/dev@1.x:0/control';
    await post(`${DEVICE}/publish`, `{"topic":"${topic}","payload":${large}}`);
    expect(commands.at(-1)).toMatchObject({ payload: btoa(large) });
  });

  it('reports that a device has no subscription for a message', async () => {
    const reason = 'The device has not subscribed.';
    const { post } = await serve({ reply: { kind: 'refused', reason, why: 'not-subscribed' } });
    expect(await post(`${DEVICE}/publish`, { topic: 't', payload: '' })).toMatchObject({
      status: 409,
      json: { error: reason, topic: 't', state: 'not-subscribed' },
    });
  });

  it('publishes texts, JSON and bytes to a device whose name is percent-encoded', async () => {
    const { post, commands } = await serve();
    const topic = '/a1/dev@1.x:0/control';
    const base = { kind: 'cloud-publish', ...NAME, topic };
    const sent = await post(`${DEVICE}/publish`, { topic, payload: 'é', qos: 1 });
    expect(sent).toMatchObject({ status: 200, json: { topic, qos: 1, size: 2 } });
    await post(`${DEVICE}/publish`, { topic, payload: { on: 1 } });
    await post(`${DEVICE}/publish`, { topic, payloadBase64: '/w==' });
    expect(commands).toEqual([
      { ...base, payload: 'w6k=', qos: 1 },
      { ...base, payload: 'eyJvbiI6MX0=', qos: 0 },
      { ...base, payload: '/w==', qos: 0 },
    ]);
  });

  it.each([
    ['[]', 'The body must be {"topic", "payload", "qos"}.'],
    ['{"KEEPME"', 'The body must be {"topic", "payload", "qos"}, and it is not JSON.'],
    ['{"payload":"x"}', 'topic must be a string.'],
    ['{"topic":"t"}', 'There is no payload.'],
    ['{"topic":"t","payload":"","qos":2}', 'qos must be 0 or 1.'],
    [
      '{"topic":"t","payloadBase64":"%"}',
      'payloadBase64 must be Base64, and stand in the place of payload.',
    ],
  ])('rejects the body %s', async (body, error) => {
    const { post, commands } = await serve();
    expect(await post(`${DEVICE}/publish`, body)).toMatchObject({ status: 400, json: { error } });
    expect(commands).toEqual([]);
  });

  it('rejects other devices, addresses and methods', async () => {
    const { app, post } = await serve();
    expect((await post('/alibaba/api/devices/a1/other/publish', '{}')).status).toBe(404);
    expect((await post('/alibaba/api/devices/__proto__/toString/publish', '')).status).toBe(404);
    for (const path of ['', '/property', '/publish/x', '/service/a']) {
      expect((await ask(app, `${DEVICE}${path}`, BEARER, 'POST')).status).toBe(404);
    }
    expect((await ask(app, '/alibaba/api/devices', BEARER, 'POST')).status).toBe(405);
    expect((await ask(app, '/alibaba/api/', BEARER)).status).toBe(404);
    expect((await ask(app, '/alibaba/api/devices/a1', BEARER)).status).toBe(404);
    expect((await ask(app, '/alibaba/api/devices/%ff/x', BEARER)).status).toBe(400);
    expect((await ask(app, `${DEVICE}/publish`, BEARER)).headers['allow']).toBe('POST');
    const large = await post(`${DEVICE}/publish`, ' '.repeat(1024 * 1024 + 1));
    expect(large.status).toBe(413);
  });

  it('requires the token, limits guessing, and rejects foreign pages', async () => {
    const { app, post, commands } = await serve();
    for (const headers of [
      {},
      { authorization: 'Bearer x' },
      { authorization: `Basic ${TOKEN}` },
    ]) {
      const answer = await post(`${DEVICE}/publish`, '{}', headers);
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toBe('Bearer');
      expect(answer.body).not.toContain(TOKEN);
    }
    const foreign = { ...BEARER, origin: 'https://evil.example' };
    const refused = await ask(app, '/alibaba/api/devices', foreign);
    expect(refused.status).toBe(403);
    expect(refused.headers['access-control-allow-origin']).toBeUndefined();
    for (let guess = 0; guess < 20; guess += 1) {
      await post(`${DEVICE}/publish`, '{}', { authorization: `Bearer guess-${guess}` });
    }
    expect((await post(`${DEVICE}/publish`, '{}')).status).toBe(429);
    expect(commands).toEqual([]);
  });
});

describe('pre-authentication of devices', () => {
  const FORM = 'productKey=a1&deviceName=d%2B1&clientId=c&sign=00&resources=mqtt';

  it('accepts a form under any host name, and returns MQTT’s address', async () => {
    const { post } = await serve();
    for (const charset of ['', ';charset=utf-8', '; charset=UTF-8']) {
      const headers = {
        host: 'iot-auth.cn-shanghai.aliyuncs.com',
        'content-type': `application/x-www-form-urlencoded${charset}`,
      };
      const answer = await post('/auth/devicename', FORM, headers);
      expect(answer).toMatchObject({
        status: 200,
        json: {
          code: 200,
          data: { address: { host: 'iot-auth.cn-shanghai.aliyuncs.com', port: 1883 } },
        },
      });
      expect(answer.body).toContain('["deviceName","d+1"]');
    }
  });

  it('also registers devices under the same conditions', async () => {
    const { app, post } = await serve();
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await post('/auth/register/device?x=1', 'random=1', type)).toMatchObject({
      status: 200,
      json: { registered: [['random', '1']] },
    });
    expect((await ask(app, '/auth/register/device')).status).toBe(405);
    const page = { ...type, host: 'evil.example', origin: 'http://evil.example' };
    expect((await ask(app, '/auth/register/device', page, 'POST', 'random=1')).status).toBe(403);
  });

  it('rejects other bodies, methods and foreign pages', async () => {
    const { app, post } = await serve();
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const wrong = await post('/auth/devicename', '{}', { 'content-type': 'application/json' });
    expect(wrong).toMatchObject({ status: 200, json: { code: 460 } });
    expect((await ask(app, '/auth/devicename')).status).toBe(405);
    expect((await post('/auth/devicename', 'a=' + 'x'.repeat(20_000), type)).status).toBe(413);
    const page = { ...type, host: 'evil.example', origin: 'http://evil.example' };
    const refused = await ask(app, '/auth/devicename', page, 'POST', FORM);
    expect(refused.status).toBe(403);
    expect(refused.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('the relay of pre-authentication', () => {
  /** A server in the platform's place. */
  async function upstream(status: number, body: string) {
    const seen: string[] = [];
    const server = createServer((request, response) => {
      let form = '';
      request.setEncoding('utf8').on('data', (text: string) => {
        form += text;
      });
      request.on('end', () => {
        seen.push(`${request.headers['content-type'] ?? ''} ${form}`);
        response.writeHead(status, { location: 'http://127.0.0.1:1/auth/devicename' }).end(body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return { seen, url: `http://127.0.0.1:${portOf(server)}/auth/devicename` };
  }

  it('forwards the form and returns the response, including redirects', async () => {
    const { app, post } = await serve();
    const own = { ...BEARER, origin: app };
    const { seen, url } = await upstream(307, '{"code":200}');
    const answer = await post('/alibaba/preauth', { url, form: { sign: 'a+b&c', x: 'é' } }, own);
    expect(answer).toMatchObject({ status: 200, json: { status: 307, body: '{"code":200}' } });
    expect(seen).toEqual([
      'application/x-www-form-urlencoded;charset=utf-8 sign=a%2Bb%26c&x=%C3%A9',
    ]);
    const large = await upstream(200, 'x'.repeat(65 * 1024));
    const tooLong = await post('/alibaba/preauth', { url: large.url, form: { a: 'b' } }, own);
    expect(tooLong.status).toBe(502);
    expect(tooLong.body).toContain('its answer has more than 65536 bytes');
    const closed = 'http://127.0.0.1:1/auth/devicename';
    expect(await post('/alibaba/preauth', { url: closed, form: { a: 'b' } }, own)).toMatchObject({
      status: 502,
      json: { error: '127.0.0.1:1: nothing listens there.' },
    });
  });

  it('allows no other destination, and only own pages with the token', async () => {
    const { app, post } = await serve();
    const own = { ...BEARER, origin: app };
    for (const url of [
      'https://iot-auth.example.com/auth/devicename',
      'https://iot-auth.cn-shanghai.aliyuncs.com.evil.example/auth/devicename',
      'http://iot-auth.cn-shanghai.aliyuncs.com/auth/devicename',
      'https://iot-auth.cn-shanghai.aliyuncs.com:8443/auth/devicename',
      'https://iot-auth.cn-shanghai.aliyuncs.com/auth/register/device',
      'https://a@iot-auth.cn-shanghai.aliyuncs.com/auth/devicename',
      'http://192.168.1.1/auth/devicename',
      'http://127.0.0.1/admin',
      'http://127.0.0.1/admin?/auth/devicename',
      'file:///auth/devicename',
      'not an address',
    ]) {
      const answer = await post('/alibaba/preauth', { url, form: { a: 'b' } }, own);
      expect([url, answer.status]).toEqual([url, 400]);
    }
    const { seen, url } = await upstream(200, '');
    const body = { url, form: { a: 'b' } };
    expect((await post('/alibaba/preauth', body, BEARER)).status).toBe(403);
    expect((await post('/alibaba/preauth', body, { origin: app })).status).toBe(401);
    expect((await post('/alibaba/preauth', { url, form: { a: 1 } }, own)).status).toBe(400);
    expect((await post('/alibaba/preauth', { url }, own)).status).toBe(400);
    expect(seen).toEqual([]);
  });
});
