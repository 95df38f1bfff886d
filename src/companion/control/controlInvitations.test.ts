import { spawn } from 'node:child_process';
import { createServer, request } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ask } from '../http/http.testkit.ts';
import { startTestCompanion, type TestCompanion } from '../serve/companion.testkit.ts';
import { ownerOf } from './peerOwner.ts';

const CODE = '/control/code';
const ADDRESS = '/control/address';
const codeIn = (address = ''): string => /#t=([\w-]{32})$/.exec(address)?.[1] ?? '';

const redeem = (app: string, code: string, headers: Record<string, string> = {}) =>
  ask(app, CODE, headers, 'POST', JSON.stringify({ code }));

/** Ticket of a response; undefined: none. */
function ticketIn(body: string): string | undefined {
  return /^\{"ticket":"([\w-]{32})"\}$/.exec(body)?.[1];
}

/** Status of a steering API request with that token: 401 if it is not accepted. */
async function statusWith({ app }: TestCompanion, pass: string): Promise<number> {
  const own = new URL(app).origin;
  const headers = { authorization: `Bearer ${pass}`, origin: own };
  return (await ask(app, '/alibaba/preauth', headers, 'POST', '{}')).status;
}

describe('the printed address', () => {
  it('admits one page, once, without the token', async () => {
    for (const token of [undefined, 'given-token']) {
      const companion = await startTestCompanion({ token });
      const { app, invitation, madeToken } = companion;
      expect(invitation).toBe(`${app}#t=${codeIn(invitation)}`);
      const origin = new URL(app).origin;
      const first = await redeem(app, codeIn(invitation), { origin });
      expect(first).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
      const ticket = ticketIn(first.body) ?? '';
      expect(ticket).not.toBe(madeToken ?? token);
      expect(await statusWith(companion, ticket)).toBe(400);
      expect(await statusWith(companion, `${ticket}x`)).toBe(401);
      const second = await redeem(app, codeIn(invitation), { origin });
      expect(second.status).toBe(200);
      expect(second.body).toContain('"refused":');
      expect(ticketIn(second.body)).toBeUndefined();
    }
  });

  it('is useless to a foreign page, also without an Origin', async () => {
    const { app, invitation } = await startTestCompanion();
    const code = codeIn(invitation);
    for (const site of ['cross-site', 'same-site']) {
      expect((await redeem(app, code, { 'sec-fetch-site': site })).status).toBe(403);
    }
    // The rejected attempt did not use it up.
    expect((await redeem(app, code, { 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  it('is printed again on demand if the last one is invalid, and sent to no one', async () => {
    const printed: string[] = [];
    const { app, invitation } = await startTestCompanion({ invite: (at) => printed.push(at) });
    const again = async (): Promise<unknown> => {
      const value: unknown = JSON.parse((await ask(app, ADDRESS, {}, 'POST')).body);
      return value;
    };
    expect(await again()).toEqual({ minutes: 10, isThere: true });
    expect(printed).toEqual([]);
    await redeem(app, codeIn(invitation));
    expect(await again()).toEqual({ minutes: 10, isThere: false });
    expect(await again()).toEqual({ minutes: 10, isThere: true });
    expect(printed).toEqual([expect.stringMatching(/\/#t=[\w-]{32}$/)]);
    expect(ticketIn((await redeem(app, codeIn(printed[0]))).body)).toBeDefined();
  });

  it('does not exist without broker and bridge', async () => {
    const { app, invitation } = await startTestCompanion({ broker: false, bridge: undefined });
    expect(invitation).toBeUndefined();
    expect((await ask(app, CODE, {}, 'POST', '{"code":"x"}')).status).toBe(405);
  });

  it.each([['{"code":1}'], ['nothing'], [''], [`{"code":"${'x'.repeat(2000)}"}`]])(
    'is not requested with %s',
    async (body) => {
      const { app } = await startTestCompanion();
      expect((await ask(app, CODE, {}, 'POST', body)).status).toBe(400);
    },
  );
});

/** Requests by a client without a code, from outside. */
const ATTEMPTS: readonly (readonly [method: string, path: string])[] = [
  ['POST', '/control/token'],
  ['GET', '/control/token'],
  ['POST', ADDRESS],
  ['POST', CODE],
  ['GET', CODE],
  ['GET', '/companion.json'],
  ['GET', '/control'],
  ['GET', '/'],
];

describe('a client without a code', () => {
  it('gets neither token nor ticket as another user of this machine, also with the code of --open', async () => {
    const companion = await startTestCompanion();
    const { app, invitation, madeToken } = companion;
    const opened = codeIn(companion.opening());
    const isOther = process.getuid?.() === 0;
    // Program arguments are visible to all users.
    const seen = isOther ? opened : 'no-code';
    const output = await asOtherUser(app, seen);
    expect(output).toContain('refused');
    for (const secret of [madeToken ?? '?', codeIn(invitation)])
      expect(output).not.toContain(secret);
    expect(output).not.toContain('"ticket');
    // Its owner can still use it.
    expect(ticketIn((await redeem(app, opened)).body)).toBeDefined();
  });

  it('gets nothing through a reverse proxy that rewrites Host without identifying itself', async () => {
    const companion = await startTestCompanion();
    const { app, invitation, madeToken } = companion;
    const { hostname, port, host, origin } = new URL(app);
    const proxy = createServer((incoming, outgoing) => {
      const { method, url: path } = incoming;
      const headers = { ...incoming.headers, host, origin };
      incoming.pipe(
        request({ hostname, port, method, path, headers, agent: false }, (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        }).on('error', () => outgoing.destroy()),
      );
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      proxy.close();
    });
    const address = proxy.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const through = `http://127.0.0.1:${address.port}/`;
    for (const [method, path] of ATTEMPTS) {
      const { body, headers } = await ask(through, path, {}, method, '{"code":"guess"}');
      const answer = body + JSON.stringify(headers);
      for (const secret of [madeToken ?? '?', codeIn(invitation)]) {
        expect(answer).not.toContain(secret);
      }
      expect(answer).not.toContain('"ticket');
    }
  });

  it.each([
    ['of another origin', { origin: 'http://evil.example' }],
    ['of no origin', { origin: 'null' }],
    ['of another port', { origin: 'http://127.0.0.1:1' }],
    ['under a name that was made to point here', { host: 'evil.example' }],
  ])('gets nothing as a page %s, even with a code', async (_, headers) => {
    const { app, invitation } = await startTestCompanion();
    for (const path of [CODE, ADDRESS]) {
      const body = JSON.stringify({ code: codeIn(invitation) });
      const answer = await ask(app, path, headers, 'POST', body);
      expect(answer.status).toBe(403);
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    }
    expect((await redeem(app, codeIn(invitation))).status).toBe(200);
  });
});

it('a missing connection has no owner', () => {
  expect(ownerOf({ remoteAddress: '127.0.0.1', remotePort: 0, localPort: 0 })).toBeUndefined();
  expect(ownerOf({ remoteAddress: 'fe80::1', remotePort: 1, localPort: 1 })).toBeUndefined();
});

/** Responses to a program of another user if this one may start it, else of this user. */
async function asOtherUser(app: string, code: string): Promise<string> {
  const script = `
    const http = require('node:http');
    const [app, code, attempts] = process.argv.slice(1);
    const { hostname, port, origin } = new URL(app);
    const ask = ([method, path]) => new Promise((resolve, reject) => {
      http.request({ hostname, port, path, method, headers: { origin } }, (response) => {
        let body = '';
        response.on('data', (text) => { body += text; });
        response.on('end', () => resolve({ path, status: response.statusCode, headers: response.headers, body }));
      }).on('error', reject).end(method === 'POST' ? JSON.stringify({ code }) : '');
    });
    Promise.all(JSON.parse(attempts).map(ask)).then((all) => console.log(JSON.stringify(all).replaceAll('\\\\"', '"')));
  `;
  const nobody = 65_534;
  const child = spawn(process.execPath, ['-e', script, app, code, JSON.stringify(ATTEMPTS)], {
    cwd: '/',
    env: {},
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(process.getuid?.() === 0 && { uid: nobody, gid: nobody }),
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = await new Promise((resolve) => child.once('close', resolve));
  if (ended !== 0) throw new Error(output);
  return output;
}
