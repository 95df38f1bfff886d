import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ConnectionOptions, connect } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../../base/eventually.testkit.ts';
import { parseAcl } from '../../broker/core/acl.ts';
import { connectClient, refusalOf } from '../mqtt/client.testkit.ts';
import { startTestCompanion } from '../serve/companion.testkit.ts';
import { pemPath } from '../tls.testkit.ts';
import { readTlsIdentity } from './tlsIdentity.ts';

const pem = (name: string): string => readFileSync(pemPath(name), 'utf8');
const shown = (name: string) => ({
  cert: pem(name),
  key: pem(`${name}-key`),
  rejectUnauthorized: false,
});
const identity = (userNameFrom: 'cn' | 'san' | undefined) =>
  readTlsIdentity({
    cert: pemPath('cert'),
    key: pemPath('key'),
    clientCa: pemPath('client-ca'),
    userNameFrom,
  });

/** A log in memory. */
function kept() {
  let text = '';
  return {
    log: {
      write: async (line: string) => {
        text += line;
      },
      reopen: async () => undefined,
      close: async () => undefined,
    },
    text: () => text,
  };
}

function status(url: string, options: ConnectionOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { ...options, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    }).on('error', reject);
  });
}

describe('with required client certificates', () => {
  it('no client connects without one, over TCP, WebSocket or HTTP, and the log has the reason', async () => {
    const { log, text } = kept();
    const { mqtt, ws, app } = await startTestCompanion({ tls: await identity(undefined), log });
    for (const url of [mqtt, ws]) {
      const { client } = await connectClient(url, shown('client'));
      expect(client.connected).toBe(true);
      for (const name of ['stranger', 'late']) await refusalOf(url, shown(name));
      // From Node 24 on, a client does not use a weak key by default.
      const weak = { ...shown('weak-client'), ciphers: 'DEFAULT@SECLEVEL=0' };
      await refusalOf(url, weak);
      await refusalOf(url, { rejectUnauthorized: false });
    }
    expect(await status(app, shown('client'))).toBe(200);
    await expect(status(app, { rejectUnauthorized: false })).rejects.toThrow(/\S/);
    await eventually(() => {
      expect(text()).toContain('the client did not present a certificate');
      expect(text()).toContain('the client’s certificate has expired');
      expect(text()).toContain('certificate has signed itself');
      expect(text()).not.toContain('gone');
      expect(text()).toMatch(/RSA with 1024 bits, minimum 2048|certificate is too weak/);
    });
  });

  it('its name is the user name on request, whatever CONNECT has, and rules apply to it', async () => {
    const acl = parseAcl('user ann\ntopic readwrite own/#\n');
    if (!acl.ok) throw new Error(acl.error.key);
    const rules = { tls: await identity('cn'), acl: acl.acl };
    // Without users, the name is not chosen by the client, either.
    expect((await startTestCompanion(rules)).notices).toEqual([]);
    const { mqtt, ws } = await startTestCompanion({
      ...rules,
      users: new Map([['bob', 'secret']]),
    });
    for (const url of [mqtt, ws]) {
      const { client, next } = await connectClient(url, { ...shown('client'), username: 'bob' });
      await client.subscribeAsync('own/t');
      await client.publishAsync('own/t', 'x');
      expect((await next()).payload).toBe('x');
      await expect(client.subscribeAsync('other/t')).rejects.toThrow(/Unspecified|not authori/i);
      await refusalOf(url, shown('nameless'));
    }
  });

  it('a session belongs to that name: others cannot take it over or end it', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'mqttscope-test-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const clientCa = path.join(folder, 'two.pem');
    await writeFile(clientCa, pem('client-ca') + pem('stranger'));
    const tls = await readTlsIdentity({
      cert: pemPath('cert'),
      key: pemPath('key'),
      clientCa,
      userNameFrom: 'cn',
    });
    const { mqtt, ws } = await startTestCompanion({ tls });
    const ann = await connectClient(mqtt, { ...shown('client'), clientId: 'c1' });
    for (const url of [mqtt, ws]) {
      expect(await refusalOf(url, { ...shown('stranger'), clientId: 'c1' })).toMatchObject({
        code: 5,
      });
    }
    expect(ann.client.connected).toBe(true);
    const other = await connectClient(ws, { ...shown('stranger'), clientId: 'c2' });
    expect(other.client.connected).toBe(true);
  });

  it('without a name from it, users sign in as usual', async () => {
    const { mqtt } = await startTestCompanion({
      tls: await identity(undefined),
      users: new Map([['bob', 'secret']]),
    });
    const bob = { username: 'bob', password: 'secret' };
    expect((await connectClient(mqtt, { ...shown('client'), ...bob })).client.connected).toBe(true);
    expect(await refusalOf(mqtt, shown('client'))).toMatchObject({ code: 5 });
  });

  it('the demo devices still run', async () => {
    const { mqtt } = await startTestCompanion({ tls: await identity('cn'), demo: true });
    const { client, next } = await connectClient(mqtt, shown('client'));
    await client.subscribeAsync('#');
    expect((await next()).topic).not.toBe('');
  });
});

it.each([
  ['TLS 1.3', { minVersion: 'TLSv1.3' }, true],
  ['ECDHE and AES-GCM', { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' }, true],
  ['CBC', { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA256' }, false],
  ['SHA-1', { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES256-SHA' }, false],
  ['TLS 1.1', { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' }, false],
] as const)('a client with only %s is accepted: %j %s', async (_, options, isIn) => {
  const tls = await readTlsIdentity({
    cert: pemPath('cert'),
    key: pemPath('key'),
  });
  const { mqtt, app } = await startTestCompanion({ tls });
  for (const url of [mqtt, app]) {
    const { hostname: host, port } = new URL(url);
    const got = await new Promise<boolean>((resolve) => {
      const socket = connect({ host, port: Number(port), rejectUnauthorized: false, ...options });
      socket.once('secureConnect', () => {
        resolve(true);
        socket.destroy();
      });
      socket.once('error', () => resolve(false));
    });
    expect(got).toBe(isIn);
  }
});
