/** TLS 1.3 is open for a client before the server has judged its certificate. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Duplex } from 'node:stream';
import { connect, type TLSSocket, type TlsOptions } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { pemPath } from '../tls.testkit.ts';
import { type DialOptions, dial } from './line.ts';
import { CERT, KEY, tlsEcho } from './servers.testkit.ts';
import { acceptedBy } from './tlsLine.ts';

const OPTIONS: DialOptions = { allowed: undefined, signal: new AbortController().signal };
const OWN = { cert: { text: CERT }, key: { text: KEY } };
const ASKING = { requestCert: true, ca: readFileSync(pemPath('client-ca'), 'utf8') };

async function dialled(server: TlsOptions, own: object) {
  const url = `mqtts://localhost:${await tlsEcho(server)}`;
  const found = await dial({ url, tls: { ca: { text: CERT }, ...own } }, OPTIONS);
  if (found.ok) onTestFinished(() => void (found.way instanceof Duplex && found.way.destroy()));
  return found;
}

test('if it is required but missing: the server’s alert', async () => {
  expect(await dialled(ASKING, {})).toMatchObject({
    ok: false,
    failure: { key: 'tls-alert', args: { alert: 'certificate_required' } },
    facts: { tls: { version: 'TLSv1.3', chain: [{}] } },
  });
});

test('if it is accepted, all later data arrives', async () => {
  const found = await dialled({ requestCert: true, ca: CERT }, OWN);
  if (!found.ok || !(found.way instanceof Duplex)) throw new Error('it did not open');
  const said = Buffer.alloc(65_541, 7);
  found.way.write(said);
  let came = 0;
  for await (const piece of found.way) {
    if (piece instanceof Buffer) came += piece.length;
    if (came === said.length) break;
  }
  expect(came).toBe(said.length);
});

/**
 * Connects to a server with these settings. Returns after the handshake, with the number of received tickets.
 */
async function secured(server: TlsOptions) {
  const port = await tlsEcho({ rejectUnauthorized: false, ...server });
  const secure = connect({ port, host: 'localhost', ca: CERT });
  onTestFinished(() => void secure.destroy());
  let tickets = 0;
  secure.on('session', () => {
    tickets += 1;
  });
  await once(secure, 'secureConnect');
  return { secure, tickets: () => tickets };
}

const isWaitedFor = (secure: TLSSocket): boolean => {
  const before = secure.listenerCount('session');
  void acceptedBy(secure, OPTIONS.signal);
  return secure.listenerCount('session') > before;
};

test('waits only for a server that checks one after the handshake', async () => {
  expect(isWaitedFor((await secured({ requestCert: true })).secure)).toBe(true);
  expect(isWaitedFor((await secured({})).secure)).toBe(false);
  const older = await secured({ requestCert: true, maxVersion: 'TLSv1.2' });
  expect(isWaitedFor(older.secure)).toBe(false);
});

test('treats silence as acceptance after a while', async () => {
  const { secure, tickets } = await secured({ requestCert: true });
  await expect.poll(tickets).toBe(2);
  await acceptedBy(secure, OPTIONS.signal);
  expect([secure.destroyed, tickets()]).toEqual([false, 2]);
});

test('stops when aborted', async () => {
  const { secure } = await secured({ requestCert: true });
  await expect(acceptedBy(secure, AbortSignal.abort(new Error('stopped')))).rejects.toThrow(
    'stopped',
  );
});
