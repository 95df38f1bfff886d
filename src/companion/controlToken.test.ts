import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { startTestCompanion } from './companion.testkit.ts';
import { tokenOfThisStart } from './controlToken.ts';
import { ask } from './http.testkit.ts';

const PATH = '/control/token';

describe('the token of a start', () => {
  it('is 32 random bytes in Base64 that fits into any line', () => {
    expect(tokenOfThisStart()).toMatch(/^[\w-]{43}$/);
    expect(tokenOfThisStart()).not.toBe(tokenOfThisStart());
  });

  it('is told to whoever started it, unless it was given', async () => {
    const made = await startTestCompanion();
    expect(made.madeToken).toMatch(/^[\w-]{43}$/);
    expect((await startTestCompanion({ token: 'given' })).madeToken).toBeUndefined();
    expect((await startTestCompanion({ broker: false })).madeToken).toBeUndefined();
  });
});

describe('a page that asks for the token by POST', () => {
  it('gets it when the companion itself has served it to this machine', async () => {
    const { app, madeToken } = await startTestCompanion();
    const { origin, port } = new URL(app);
    const answer = await ask(app, PATH, { origin }, 'POST');
    expect(answer).toMatchObject({ status: 200, body: JSON.stringify({ token: madeToken }) });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
    });
    const named = { origin: `http://localhost:${port}`, host: `localhost:${port}` };
    const others = { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' };
    expect((await ask(app, PATH, { ...named, ...others }, 'POST')).status).toBe(200);
    // Through a forwarded port the page's port is another one.
    const forwarded = { origin: 'http://localhost:99', host: 'localhost:99' };
    expect((await ask(app, PATH, forwarded, 'POST')).status).toBe(200);
  });

  it.each<readonly [string, (own: string) => Record<string, string>]>([
    ['without an Origin', () => ({})],
    ['of another origin', () => ({ origin: 'http://evil.example' })],
    ['of no origin', () => ({ origin: 'null' })],
    ['of an origin that may connect', () => ({ origin: 'https://app.example' })],
    ['of another port of this machine', () => ({ origin: 'http://127.0.0.1:1' })],
    ['of another scheme', (own) => ({ origin: own.replace('http', 'https') })],
    [
      'under another name of this machine',
      (own) => ({ origin: own.replace('127.0.0.1', 'localhost') }),
    ],
    ['of an address that is more than an origin', (own) => ({ origin: `${own}/` })],
    [
      'that the browser calls cross-site',
      (own) => ({ origin: own, 'sec-fetch-site': 'cross-site' }),
    ],
    ['that the browser calls same-site', (own) => ({ origin: own, 'sec-fetch-site': 'same-site' })],
    ['that no page has asked for', (own) => ({ origin: own, 'sec-fetch-site': 'none' })],
    [
      'under a name that was made to point here',
      () => ({ origin: 'http://evil.example', host: 'evil.example' }),
    ],
    [
      'under a name that is not of the loopback',
      () => ({ origin: 'http://app.example', host: 'app.example' }),
    ],
    ['through a proxy', (own) => ({ origin: own, 'x-forwarded-for': '10.0.0.1' })],
    ['through a tunnel', (own) => ({ origin: own, forwarded: 'for=10.0.0.1' })],
  ])('%s, is refused with a reason', async (_, headers) => {
    const allowedOrigins = ['https://app.example', 'http://app.example'];
    const { app, madeToken } = await startTestCompanion({ allowedOrigins });
    const answer = await ask(app, PATH, headers(new URL(app).origin), 'POST');
    expect(answer.status).toBe(403);
    expect(answer.body).toMatch(/^[A-Z].{20,}\.\n$/);
    expect(answer.body).not.toContain(madeToken);
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('from another machine, is refused', async ({ skip }) => {
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find(({ internal, family }) => !internal && family === 'IPv4')?.address;
    if (outside === undefined) return skip('this machine has no address but the loopback');
    const { app } = await startTestCompanion({
      host: '0.0.0.0',
      users: new Map([['ann', 'secret']]),
    });
    const { port } = new URL(app);
    const at = `http://${outside}:${port}`;
    const own = await ask(at, PATH, { origin: at }, 'POST');
    expect(own).toMatchObject({ status: 403 });
    // It may call us what it likes.
    const host = `127.0.0.1:${port}`;
    const lie = await ask(at, PATH, { origin: `http://${host}`, host }, 'POST');
    expect(lie).toMatchObject({ status: 403 });
    expect(lie.body).toContain('own machine');
    const here = await ask(`http://${host}`, PATH, { origin: `http://${host}` }, 'POST');
    expect(here.status).toBe(200);
  });

  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])('%s is not answered', async (method) => {
    const { app, madeToken } = await startTestCompanion({
      allowedOrigins: ['https://app.example'],
    });
    for (const origin of [new URL(app).origin, 'https://app.example']) {
      const { status, headers, body } = await ask(app, PATH, { origin }, method);
      expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: 'POST' });
      expect(headers).not.toHaveProperty('access-control-allow-origin');
      expect(body).not.toContain(madeToken);
    }
  });

  it('finds none without a broker', async () => {
    const { app } = await startTestCompanion({ broker: false });
    const { origin } = new URL(app);
    expect((await ask(app, PATH, { origin }, 'POST')).status).toBe(405);
    expect((await ask(app, PATH, { origin })).status).toBe(404);
  });
});
