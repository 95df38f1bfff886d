/** Requests that a proxy forwards, or that pretend it. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { ask } from '../http/http.testkit.ts';
import { startTestCompanion } from '../serve/companion.testkit.ts';
import type { CompanionOptions } from '../serve/companionSetup.ts';

/** CONNECT of MQTT 3.1.1 with the identifier `x`. */
const CONNECT = Buffer.from('100d00044d51545404020000000178', 'hex');
const ACCEPTED = '20020000';
const NOT_AUTHORIZED = '20020005';

/** Signs in over WebSocket. Resolves to the answer in hexadecimal. */
function answerOf(address: string, headers: Readonly<Record<string, string>>): Promise<string> {
  const socket = new WebSocket(address, 'mqtt', { headers });
  onTestFinished(() => socket.terminate());
  socket.once('open', () => socket.send(CONNECT));
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('message', (data) => resolve(data instanceof Buffer ? data.toString('hex') : ''));
  });
}

describe.each([
  ['forwarded', 'for=127.0.0.1'],
  ['x-forwarded-for', '127.0.0.1'],
  ['x-forwarded-for', ''],
  ['x-forwarded-proto', 'https'],
  ['x-forwarded-host', 'localhost'],
  ['x-real-ip', '127.0.0.1'],
  ['via', '1.1 proxy'],
  ['cf-connecting-ip', '127.0.0.1'],
  ['true-client-ip', '127.0.0.1'],
])('a request with %s: %s', (name, value) => {
  it('is none of this machine', async () => {
    const companion = await startTestCompanion();
    expect(await answerOf(companion.ws, {})).toBe(ACCEPTED);
    expect(await answerOf(companion.ws, { [name]: value })).toBe(NOT_AUTHORIZED);
    expect((await ask(companion.app, '/metrics')).status).toBe(200);
    expect((await ask(companion.app, '/metrics', { [name]: value })).status).toBe(403);
    expect((await ask(companion.app, '/healthz', { [name]: value })).status).toBe(200);
  });
});

describe('the start', () => {
  const noticesWith = async (options: Partial<CompanionOptions>): Promise<string> =>
    (await startTestCompanion(options)).notices.join('\n');
  const allowedOrigins = ['https://tools.example'];
  const users = new Map([['ann', 'x']]);

  it('warns if clients of a proxy need no password', async () => {
    expect(await noticesWith({ allowedOrigins })).toContain(
      'https://tools.example, everybody who can reach it is an anonymous client',
    );
    expect(await noticesWith({ users, allowAnonymous: true, allowedOrigins })).toContain(
      'because of --allow-anonymous',
    );
  });

  it('is silent if all clients need one', async () => {
    expect(await noticesWith({ users, allowedOrigins })).toBe('');
  });
});
