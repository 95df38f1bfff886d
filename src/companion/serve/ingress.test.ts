/** `--ingress`: requests from one address, a proxy that signs its users in. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { parseCompanionInfo } from '../../broker/core/companionInfo.ts';
import { ask } from '../http/http.testkit.ts';
import { isFromAddress } from '../net/remoteEnd.ts';
import { startTestCompanion } from './companion.testkit.ts';
import { refuseOpenIngress } from './serve.ts';

const INGRESS = '127.0.0.2';
const HERE = '127.0.0.1';
const HOST = 'homeassistant.local:8123';
const ORIGIN = `http://${HOST}`;
/** Headers of Home Assistant's ingress. */
const HEADERS = {
  host: HOST,
  'x-forwarded-for': '192.168.1.20, 172.30.32.1',
  'x-forwarded-host': HOST,
  'x-forwarded-proto': 'http',
  'x-ingress-path': '/api/hassio_ingress/7a_K',
};
const HELLO = JSON.stringify({ kind: 'hello', version: 1, token: '' });
const PLATFORM = { file: undefined, settings: {} };
/** CONNECT of MQTT 3.1.1 with the identifier `x`. */
const CONNECT = Buffer.from('100d00044d51545404020000000178', 'hex');

interface Upgrade {
  readonly path: string;
  readonly from: string;
  readonly headers: Record<string, string>;
}

/** Sends the message over a WebSocket. Resolves to the first answer, or to the status of a refusal. */
function tell(app: string, message: string | Buffer, at: Upgrade): Promise<Buffer | number> {
  const url = new URL(at.path, app).href.replace('http:', 'ws:');
  const protocols = at.path === '/mqtt' ? ['mqtt'] : [];
  const options = { headers: at.headers, localAddress: at.from };
  const socket = new WebSocket(url, protocols, options);
  onTestFinished(() => socket.terminate());
  socket.once('open', () => socket.send(message));
  return new Promise((resolve, reject) => {
    socket.once('message', (data) => resolve(data instanceof Buffer ? data : Buffer.alloc(0)));
    socket.once('unexpected-response', (_, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', reject);
  });
}

/** First answer of the control interface to a page without a token. */
async function control(
  app: string,
  from: string,
  headers: Record<string, string>,
): Promise<string> {
  const answer = await tell(app, HELLO, { path: '/control', from, headers });
  return answer.toString();
}

describe('with --ingress', () => {
  it('answers only to this address, whatever the headers say', async () => {
    const { app } = await startTestCompanion({ ingress: INGRESS, platform: PLATFORM });
    const pretended = { 'x-forwarded-for': INGRESS, forwarded: `for=${INGRESS}` };
    for (const headers of [{}, pretended, { ...HEADERS, ...pretended }]) {
      for (const path of ['/', '/companion.json', '/healthz', '/metrics', '/auth/devicename']) {
        for (const method of ['GET', 'POST']) {
          const { status, body } = await ask(app, path, headers, method, '', HERE);
          expect([path, status]).toEqual([path, 403]);
          expect(body).toContain(`only answers to ${INGRESS}`);
        }
      }
      for (const path of ['/', '/mqtt', '/control', '/bridge']) {
        for (const origin of [{}, { origin: ORIGIN }]) {
          const at = { path, from: HERE, headers: { ...headers, ...origin } };
          expect(await tell(app, HELLO, at)).toBe(403);
        }
      }
    }
  });

  it('answers under any host name, in a frame of this name only', async () => {
    const { app } = await startTestCompanion({ ingress: INGRESS });
    const page = await ask(app, '/', HEADERS, 'GET', '', INGRESS);
    expect(page).toMatchObject({ status: 200, body: '<!doctype html><title>app</title>' });
    expect(page.headers['content-security-policy']).toMatch(/; frame-ancestors 'self'$/);
    const metrics = await ask(app, '/metrics', HEADERS, 'GET', '', INGRESS);
    expect(metrics.status).toBe(403);
  });

  it('lets pages control it without a token if their Origin is the Host', async () => {
    const companion = await startTestCompanion({ ingress: INGRESS });
    const { app } = companion;
    for (const origin of [ORIGIN, `https://${HOST}`]) {
      const answer = await control(app, INGRESS, { ...HEADERS, origin });
      expect(answer).toContain('"kind":"welcome"');
    }
    for (const origin of ['http://evil.example', 'http://homeassistant.local:8124', 'null']) {
      expect(await control(app, INGRESS, { ...HEADERS, origin })).toBe('403');
    }
    expect(await control(app, INGRESS, HEADERS)).toBe('403');
    const posted = await ask(app, '/alibaba/preauth', HEADERS, 'POST', '{}', INGRESS);
    expect(posted.status).toBe(403);
  });

  it('connects pages to brokers without a token', async () => {
    const { app, mqtt } = await startTestCompanion({ ingress: INGRESS });
    const hello = JSON.stringify({ kind: 'probe', version: 1, token: '', target: { url: mqtt } });
    const headers = { ...HEADERS, origin: ORIGIN };
    const answer = await tell(app, hello, { path: '/bridge', from: INGRESS, headers });
    expect(answer.toString()).toContain('"kind":"opened"');
  });

  it('accepts clients over WebSocket without a user, unless there are users', async () => {
    const headers = { ...HEADERS, origin: ORIGIN };
    const at = { path: '/mqtt', from: INGRESS, headers };
    const { app } = await startTestCompanion({ ingress: INGRESS });
    expect(await tell(app, CONNECT, at)).toEqual(Buffer.from('20020000', 'hex'));
    const users = new Map([['ann', 'secret']]);
    const guarded = await startTestCompanion({ ingress: INGRESS, users });
    expect(await tell(guarded.app, CONNECT, at)).toEqual(Buffer.from('20020005', 'hex'));
  });

  it('tells the page, and prints no token and no port of MQTT', async () => {
    const companion = await startTestCompanion({ ingress: INGRESS });
    const { body } = await ask(companion.app, '/companion.json', HEADERS, 'GET', '', INGRESS);
    const info = parseCompanionInfo(JSON.parse(body));
    expect(info).toMatchObject({ isSignedIn: true, needsCredentials: false, control: 'control' });
    expect(info).not.toHaveProperty('mqttPort');
    expect(companion.madeToken).toBeUndefined();
    expect(companion.withToken(companion.app)).toBe(companion.app);
    expect(companion.notices).toEqual([
      'HTTP is only accepted from 127.0.0.2. Everybody whom that proxy lets through may use and control this companion, without a token.',
    ]);
  });
});

it('answers only under the names of --allow-origin, if it is given', async () => {
  const allowedOrigins = ['https://tools.example'];
  const { app } = await startTestCompanion({ ingress: INGRESS, allowedOrigins });
  const statusOf = async (host: string): Promise<number> =>
    (await ask(app, '/companion.json', { host }, 'GET', '', INGRESS)).status;
  expect(await statusOf('tools.example')).toBe(200);
  for (const host of ['evil.example', new URL(app).host, 'localhost', '127.0.0.2']) {
    expect([host, await statusOf(host)]).toEqual([host, 403]);
    const headers = { host, origin: `http://${host}` };
    expect(await control(app, INGRESS, headers)).toBe('403');
  }
  const headers = { host: 'tools.example', origin: 'https://tools.example' };
  expect(await control(app, INGRESS, headers)).toContain('"kind":"welcome"');
});

it('needs the host names if the proxy is at an address of this machine', () => {
  const at =
    (ingress: string, ...allowOrigin: readonly string[]) =>
    () => {
      refuseOpenIngress({ ingress, allowOrigin: [...allowOrigin] });
    };
  for (const address of [HERE, INGRESS, '::1']) {
    expect(at(address)).toThrow(/is an address of this machine.*--allow-origin/);
    expect(at(address, 'https://tools.example')).not.toThrow();
  }
  expect(at('192.0.2.7')).not.toThrow();
});

it('without --ingress, the same headers do not replace the token', async () => {
  const { app } = await startTestCompanion({ allowedOrigins: [ORIGIN] });
  const headers = { ...HEADERS, origin: ORIGIN };
  expect(await control(app, INGRESS, headers)).toContain('"why":"token"');
});

it('an IPv4 address of an IPv6 socket is the same address', () => {
  expect(isFromAddress({ remoteAddress: '::ffff:172.30.32.2' }, '172.30.32.2')).toBe(true);
  expect(isFromAddress({ remoteAddress: '172.30.32.20' }, '172.30.32.2')).toBe(false);
  expect(isFromAddress({}, '172.30.32.2')).toBe(false);
});
