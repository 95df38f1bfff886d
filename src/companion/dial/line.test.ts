import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import type { TlsOptions } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { LineTarget } from '../../connection/bridge/bridgeProtocol.ts';
import { temporaryFolder } from '../serve/companion.testkit.ts';
import { pemPath, TLS_FILES } from '../tls.testkit.ts';
import { type DialOptions, dial } from './line.ts';
import { failureOf as failureOfError } from './lineError.ts';
import {
  CERT,
  echo,
  httpProxy,
  KEY,
  listeningWith,
  saying,
  silent,
  socksProxy,
  tlsEcho,
  webEcho,
} from './servers.testkit.ts';

/** The bridge's options. */
const OPTIONS: DialOptions = { allowed: undefined, signal: new AbortController().signal };
const trusting = { ca: { text: CERT } };

/** Opens a line, sends a word and back, and returns the facts. */
async function through(target: LineTarget, allowed?: readonly string[]) {
  const dialled = await dial(target, { ...OPTIONS, allowed });
  if (!dialled.ok) throw new Error(JSON.stringify(dialled.failure));
  const { way, facts } = dialled;
  onTestFinished(() => {
    if (way instanceof Duplex) way.destroy();
    else way.terminate();
  });
  if (way instanceof Duplex) way.write('there and back');
  else way.send('there and back');
  const got: unknown[] = await once(way, way instanceof Duplex ? 'data' : 'message');
  expect(String(got[0])).toBe('there and back');
  return facts;
}

async function failing(target: LineTarget, options: Partial<DialOptions> = {}) {
  const dialled = await dial(target, { ...OPTIONS, ...options });
  if (dialled.ok) throw new Error('it opened');
  return dialled;
}

const failureOf = async (target: LineTarget, options: Partial<DialOptions> = {}) =>
  (await failing(target, options)).failure;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

describe('a line', () => {
  test('connects over TCP', async () => {
    const port = await echo();
    expect(await through({ url: `mqtt://localhost:${port}` })).toMatchObject({
      address: `127.0.0.1:${port}`,
      tls: undefined,
      proxy: undefined,
    });
  });

  test('connects to a Unix socket', async () => {
    const path = join(temporaryFolder(), 'a broker.sock');
    const server = createServer((socket) => socket.pipe(socket)).listen(path);
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const url = `unix://${encodeURI(path)}`;
    expect(await through({ url }, [path])).toMatchObject({ address: path });
  });

  test('reports the TLS version, cipher suite and certificates', async () => {
    const port = await tlsEcho({ ALPNProtocols: ['mqtt'] });
    const tls = { ...trusting, alpn: ['x-other', 'mqtt'] };
    const facts = await through({ url: `mqtts://localhost:${port}`, tls });
    expect(facts.tls).toMatchObject({
      version: 'TLSv1.3',
      cipher: 'TLS_AES_256_GCM_SHA384',
      alpn: 'mqtt',
      serverName: 'localhost',
      fault: undefined,
      chain: [{ isOwnIssuer: true, fingerprint: new X509Certificate(CERT).fingerprint256 }],
    });
    expect(facts.tls?.chain[0]?.to).toBeGreaterThan(Date.now());
  });

  test('presents a certificate from the user’s files if the server requests one', async () => {
    const port = await tlsEcho({ requestCert: true, rejectUnauthorized: true, ca: CERT });
    const url = `mqtts://localhost:${port}`;
    const own = { cert: { file: TLS_FILES.cert }, key: { text: KEY } };
    expect(await through({ url, tls: { ...trusting, ...own } })).toMatchObject({
      proxy: undefined,
    });
  });

  test('uses a pre-shared key instead of certificates', async () => {
    const key = 'c0ffee00c0ffee00';
    const port = await tlsEcho({
      ciphers: 'PSK',
      maxVersion: 'TLSv1.2',
      pskCallback: (_socket, identity) => (identity === 'pump-7' ? Buffer.from(key, 'hex') : null),
    });
    const url = `mqtts://localhost:${port}`;
    const facts = await through({ url, tls: { psk: { identity: 'pump-7', key } } });
    expect(facts.tls).toMatchObject({ version: 'TLSv1.2', chain: [], fault: undefined });
    const other = { psk: { identity: 'pump-7', key: 'c0ffee' } };
    expect(await failureOf({ url, tls: other })).toMatchObject({ key: 'tls-alert' });
    const odd = { psk: { identity: 'pump-7', key: 'c0ffe' } };
    expect(await failureOf({ url, tls: odd })).toMatchObject({ args: { what: 'psk' } });
  });

  test('connects over WebSocket with custom headers', async () => {
    const seen: unknown[] = [];
    const port = await webEcho((headers) => seen.push(headers['x-tenant']));
    const url = `ws://localhost:${port}/mqtt`;
    const facts = await through({ url, headers: [['X-Tenant', 'blue']] });
    expect(facts.subprotocol).toBe('mqtt');
    expect(seen).toEqual(['blue']);
  });

  test('connects through a proxy, HTTP or SOCKS, which resolves the name', async () => {
    const port = await tlsEcho();
    const url = `mqtts://localhost:${port}`;
    const http = await httpProxy('me:pass word');
    const socks = await socksProxy(['me', 'pass word']);
    const ways = [
      `http://me:pass%20word@127.0.0.1:${http.port}`,
      `socks5://me:pass%20word@127.0.0.1:${socks.port}`,
    ];
    for (const proxy of ways) {
      const facts = await through({ url, proxy, tls: trusting });
      expect(facts).toMatchObject({ address: undefined, proxy: proxy.replace(/me:.*@/, '') });
    }
    expect(http.through).toEqual([`localhost:${port}`]);
    expect(socks.through).toEqual(['localhost']);
    const wrong = ways.map((proxy) =>
      failureOf({ url, tls: trusting, proxy: proxy.replace('pass', 'p') }),
    );
    expect(await Promise.all(wrong)).toEqual([
      { key: 'proxy-credentials', args: {} },
      { key: 'proxy-credentials', args: {} },
    ]);
  });

  test('a percent sign in a proxy’s password may be unescaped', async () => {
    const url = `mqtt://127.0.0.1:${await echo()}`;
    const proxy = `http://me:100%25%sure@127.0.0.1:${(await httpProxy('me:100%25%sure')).port}`;
    expect((await through({ url, proxy })).proxy).toBe(proxy.replace(/me:.*@/, ''));
  });

  test('connects through a TLS proxy with a private authority, with and without TLS to the server', async () => {
    const { port, through: led } = await httpProxy('me:pass', { cert: CERT, key: KEY });
    const proxy = `https://me:pass@localhost:${port}`;
    const proxyCa = { text: CERT };
    const plain = `localhost:${await echo()}`;
    const facts = await through({ url: `mqtt://${plain}`, proxy, proxyCa });
    expect(facts).toMatchObject({ proxy: `https://localhost:${port}`, tls: undefined });
    const secure = `localhost:${await tlsEcho()}`;
    await through({
      url: `mqtts://${secure}`,
      proxy,
      proxyCa: { file: TLS_FILES.cert },
      tls: trusting,
    });
    expect(led).toEqual([plain, secure]);
    // A server without TLS does not need it.
    const open = (await httpProxy()).port;
    await through({
      url: `mqtt://${plain}`,
      proxy: `http://127.0.0.1:${open}`,
      proxyCa: { text: '' },
    });
  });
});

describe('a failed line has its cause:', () => {
  test('an unknown name, which is not reported as found', async () => {
    const { failure, facts } = await failing({ url: 'mqtt://no-such-broker.invalid' });
    expect(failure).toMatchObject({ key: 'dns', args: { host: 'no-such-broker.invalid' } });
    expect(Object.keys(facts.took)).toEqual(['connect']);
  });

  test('no listener', async () => {
    const address = `127.0.0.1:${await freePort()}`;
    const refused = { key: 'refused', args: { address } };
    expect(await failureOf({ url: `mqtt://${address}` })).toEqual(refused);
    const proxy = (await httpProxy()).port;
    expect(
      await failureOf({ url: `mqtt://${address}`, proxy: `http://127.0.0.1:${proxy}` }),
    ).toEqual({ key: 'proxy-refused', args: { status: '502 Bad Gateway' } });
    const socks = (await socksProxy()).port;
    expect(
      await failureOf({ url: `mqtt://${address}`, proxy: `socks5://127.0.0.1:${socks}` }),
    ).toEqual({ key: 'socks-refused', args: { reply: 5 } });
  });

  test('a missing or protected Unix socket: its path, without a port', async () => {
    const path = join(temporaryFolder(), 'none.sock');
    const refused = { key: 'refused', args: { address: path } };
    const url = `unix://${encodeURI(path)}`;
    expect(await failureOf({ url }, { allowed: [path] })).toEqual(refused);
    // Root may use every socket.
    const denied = Object.assign(new Error(`connect EACCES ${path}`), { code: 'EACCES' });
    expect(failureOfError(denied, 'connect', path, path)).toEqual({
      key: 'not-permitted',
      args: { address: path },
    });
  });

  test('a missing or wrong proxy, without blaming the broker', async () => {
    const closed = await freePort();
    const url = `mqtt://127.0.0.1:${await echo()}`;
    const whyOf = async (proxy: string) => {
      const failure = await failureOf({ url, proxy: proxy.replace('//', '//me:pass@') });
      expect(failure).toMatchObject({ key: 'proxy-unusable', args: { proxy } });
      return failure.key === 'proxy-unusable' && failure.args.why;
    };
    expect(await whyOf(`http://127.0.0.1:${closed}`)).toBe('refused');
    expect(await whyOf(`socks5://127.0.0.1:${closed}`)).toBe('refused');
    expect(await whyOf('http://no-such-proxy.invalid:8080')).toBe('dns');
    expect(await whyOf(`http://127.0.0.1:${await saying('SSH-2.0-x\r\n')}`)).toBe('not-proxy');
    expect(await whyOf(`socks5://127.0.0.1:${(await httpProxy()).port}`)).toBe('not-proxy');
    expect(await whyOf(`socks5://127.0.0.1:${await saying('')}`)).toBe('closed');
    const reset = await listeningWith((socket) =>
      socket.once('data', () => socket.resetAndDestroy()),
    );
    expect(await whyOf(`socks5://127.0.0.1:${reset}`)).toBe('closed');
    expect(await whyOf(`https://127.0.0.1:${(await httpProxy()).port}`)).toBe('no-tls');
  });

  test('a proxy with a rejected certificate or invalid authority, without sending a password', async () => {
    const url = `mqtt://localhost:${await echo()}`;
    const { port, through: led } = await httpProxy('me:pass', { cert: CERT, key: KEY });
    const proxy = `https://me:pass@localhost:${port}`;
    expect(await failureOf({ url, proxy })).toEqual({
      key: 'proxy-certificate',
      args: {
        proxy: `https://localhost:${port}`,
        fault: 'self-signed',
        code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      },
    });
    // The broker's certificate has another authority.
    expect(await failureOf({ url, proxy, tls: trusting })).toMatchObject({
      args: { fault: 'self-signed' },
    });
    const proxyCa = { text: CERT };
    const nameless = await httpProxy('me:pass', {
      cert: readFileSync(pemPath('nameless')),
      key: readFileSync(pemPath('nameless-key')),
    });
    const itsCa = { file: pemPath('client-ca') };
    const ofOthers = proxy.replace(`${port}`, `${nameless.port}`);
    expect(await failureOf({ url, proxy: ofOthers, proxyCa: itsCa })).toMatchObject({
      args: { fault: 'name' },
    });
    expect(await failureOf({ url, proxy: ofOthers, proxyCa })).toMatchObject({
      args: { fault: 'unknown-authority' },
    });
    expect(await failureOf({ url, proxy, proxyCa: { text: 'none' } })).toMatchObject({
      key: 'credential',
      args: { what: 'proxy-ca' },
    });
    expect(await failureOf({ url, proxy, proxyCa: { file: '/none.pem' } })).toMatchObject({
      key: 'no-file',
    });
    expect([...led, ...nameless.through]).toEqual([]);
  });

  test('a server that does not answer TLS', async () => {
    expect(
      await failureOf({ url: `mqtts://127.0.0.1:${await silent()}` }, { within: 0.2 }),
    ).toEqual({
      key: 'timed-out',
      args: { step: 'tls', seconds: 0.2 },
    });
  });

  test.each(['http', 'socks5'])('a proxy (%s) that does not answer', async (kind) => {
    const proxy = `${kind}://127.0.0.1:${await silent()}`;
    const timedOut = { key: 'timed-out', args: { step: 'proxy', seconds: 0.2 } };
    expect(await failureOf({ url: 'mqtt://127.0.0.1:1', proxy }, { within: 0.2 })).toEqual(
      timedOut,
    );
  });

  test('a server without TLS, HTTP or WebSocket', async () => {
    const port = await saying('SSH-2.0-OpenSSH\r\n');
    expect(await failureOf({ url: `mqtts://127.0.0.1:${port}` })).toEqual({
      key: 'no-tls',
      args: {},
    });
    expect(await failureOf({ url: `ws://127.0.0.1:${port}` })).toEqual({
      key: 'not-http',
      args: {},
    });
    const web = await webEcho(() => undefined);
    expect(await failureOf({ url: `ws://127.0.0.1:${web}/other` })).toEqual({
      key: 'no-websocket',
      args: { status: 400 },
    });
  });

  test('an untrusted certificate with its chain; accepted by its fingerprint', async () => {
    const port = await tlsEcho();
    const url = `mqtts://localhost:${port}`;
    const { failure, facts } = await failing({ url });
    expect(failure).toEqual({
      key: 'certificate',
      args: { fault: 'self-signed', code: 'DEPTH_ZERO_SELF_SIGNED_CERT', host: 'localhost' },
    });
    const fingerprint = facts.tls?.chain[0]?.fingerprint ?? '';
    await through({ url, tls: { fingerprint: fingerprint.toLowerCase().replaceAll(':', '') } });
    expect(await failureOf({ url, tls: { fingerprint: '00'.repeat(32) } })).toEqual({
      key: 'fingerprint',
      args: { shown: fingerprint },
    });
    const trusted = { ...trusting, fingerprint: '00'.repeat(32) };
    expect(await failureOf({ url, tls: trusted })).toEqual({
      key: 'fingerprint',
      args: { shown: fingerprint },
    });
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'whether a client certificate is requested (%s)',
    async (maxVersion) => {
      const url = async (options: TlsOptions) =>
        `mqtts://localhost:${await tlsEcho({ maxVersion, ...options })}`;
      const ca = readFileSync(pemPath('client-ca'), 'utf8');
      const wants = { requestCert: true, rejectUnauthorized: false };
      const asked = async (options: TlsOptions) => {
        const target = { url: await url(options), tls: trusting };
        const dialled = await dial(target, OPTIONS);
        if (dialled.ok && dialled.way instanceof Duplex) dialled.way.destroy();
        return dialled.facts.tls?.asksForCertificate;
      };
      expect(await asked({})).toBe(false);
      expect(await asked(wants)).toBe(true);
      expect(await asked({ ...wants, ca })).toBe(true);
    },
  );

  test('a certificate for another host', async () => {
    const port = await tlsEcho();
    const tls = { ...trusting, serverName: 'other.example' };
    expect(await failureOf({ url: `mqtts://localhost:${port}`, tls })).toMatchObject({
      key: 'certificate',
      args: { fault: 'name', names: ['localhost', '127.0.0.1', '0:0:0:0:0:0:0:1'] },
    });
  });

  test('an alert from the server', async () => {
    const tls = { ...trusting, alpn: ['mqtt'] };
    const unshared = await tlsEcho({ ALPNProtocols: ['http/1.1'] });
    expect(await failureOf({ url: `mqtts://localhost:${unshared}`, tls })).toEqual({
      key: 'tls-alert',
      args: { alert: 'no_application_protocol' },
    });
  });

  test.each([
    ['ca', { ca: { text: 'no certificate' } }],
    ['cert', { cert: { text: 'no certificate' }, key: { text: KEY } }],
    ['key', { cert: { text: CERT } }],
    [
      'passphrase',
      { cert: { text: CERT }, key: { file: TLS_FILES.encryptedKey }, passphrase: 'wrong' },
    ],
    ['key', { cert: { text: CERT }, key: { file: TLS_FILES.otherKey } }],
    ['pfx', { pfx: { text: 'bm9uZQ==' } }],
  ])('an unusable %s', async (what, tls) => {
    const port = await tlsEcho();
    const failure = await failureOf({ url: `mqtts://localhost:${port}`, tls });
    expect(failure).toMatchObject({ key: 'credential', args: { what } });
    expect(JSON.stringify(failure)).not.toContain('error:0');
  });

  test('PKCS #12 with encryption that OpenSSL 3 lacks; a wrong passphrase is reported', async () => {
    const ca = readFileSync(pemPath('client-ca'), 'utf8');
    const port = await tlsEcho({ requestCert: true, ca });
    const target = (passphrase: string) => ({
      url: `mqtts://localhost:${port}`,
      tls: { ...trusting, pfx: { file: TLS_FILES.olderPfx }, passphrase },
    });
    await through(target('older'));
    expect(await failureOf(target('wrong'))).toMatchObject({
      key: 'credential',
      args: { what: 'passphrase', reason: 'mac verify failure' },
    });
  });

  test('an invalid header or subprotocol, without leaving its connection open', async () => {
    const ends: Promise<unknown>[] = [];
    const port = await listeningWith((socket) => {
      socket.resume();
      ends.push(once(socket, 'close'));
      socket.on('end', () => socket.end());
    });
    const url = `ws://127.0.0.1:${port}/mqtt`;
    const secret = 'secret \u20ac';
    const failure = await failureOf({ url, headers: [['X-Tenant', secret]] });
    expect(failure.key).toBe('other');
    expect(JSON.stringify(failure)).not.toContain('secret');
    expect((await failureOf({ url, protocols: ['a b'] })).key).toBe('other');
    expect(await Promise.all(ends)).toHaveLength(2);
  });

  test('a missing file', async () => {
    const tls = { ca: { file: join(temporaryFolder(), 'none.pem') } };
    expect(await failureOf({ url: 'mqtts://localhost:1', tls })).toMatchObject({ key: 'no-file' });
  });

  test.each([
    ['/dev/null', 'not a regular file'],
    ['.', 'not a regular file'],
  ])('a path that is not a file (%s), without reading it', async (file, reason) => {
    const tls = { ca: { file } };
    expect(await failureOf({ url: 'mqtts://localhost:1', tls })).toEqual({
      key: 'no-file',
      args: { file, reason },
    });
  });
});

describe('allowed destinations', () => {
  test.each([
    '169.254.169.254',
    '[fe80::1]',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    '[fd20:ce::254]',
    '[::ffff:169.254.0.1]',
    '2852039166',
    '0xa9fea9fe',
  ])('exclude %s unless named', async (host) => {
    const url = `mqtt://${host}:1`;
    expect(await failureOf({ url })).toMatchObject({
      key: 'not-allowed',
      args: { why: 'link-local' },
    });
    expect(await failureOf({ url, proxy: 'http://127.0.0.1:1' })).toMatchObject({
      args: { why: 'link-local' },
    });
  });

  test('include a Unix socket only if its path is named', async () => {
    const path = join(temporaryFolder(), 'a broker.sock');
    const server = createServer((socket) => socket.pipe(socket)).listen(path);
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const url = `unix://${encodeURI(path)}`;
    for (const allowed of [undefined, ['broker:8883'], [`${path}2`]]) {
      expect(await failureOf({ url }, { allowed })).toEqual({
        key: 'not-allowed',
        args: { host: path, why: 'socket' },
      });
    }
    const dialled = await dial({ url }, { ...OPTIONS, allowed: ['broker:8883', path] });
    expect(dialled.ok).toBe(true);
    if (dialled.ok && dialled.way instanceof Duplex) dialled.way.destroy();
  });

  test('are not excluded by a named Unix socket', async () => {
    const url = `mqtt://127.0.0.1:${await echo()}`;
    expect((await dial({ url }, { ...OPTIONS, allowed: ['/run/x.sock'] })).ok).toBe(true);
  });

  test('are only the named ones, if any', async () => {
    const port = await echo();
    const [here, host] = [`127.0.0.1:${port}`, '127.0.0.1'];
    for (const allowed of [[here], [host], [`${host}:*`]]) {
      expect((await dial({ url: `mqtt://${here}` }, { ...OPTIONS, allowed })).ok).toBe(true);
    }
    for (const allowed of [[], [`${host}:1`], ['localhost']]) {
      expect(await failureOf({ url: `mqtt://${here}` }, { allowed })).toEqual({
        key: 'not-allowed',
        args: { host, why: 'not-listed' },
      });
    }
  });
});

test('an aborted line stops', async () => {
  const port = await silent();
  const giveUp = new AbortController();
  const dialling = dial(
    { url: `mqtts://127.0.0.1:${port}` },
    { ...OPTIONS, signal: giveUp.signal },
  );
  await new Promise<void>((resolve) => {
    const probe = connect(port, '127.0.0.1', () => {
      probe.destroy();
      resolve();
    });
  });
  giveUp.abort();
  expect((await dialling).ok).toBe(false);
});

test('a line aborted from the start is not opened', async () => {
  let count = 0;
  const port = await listeningWith((socket) => {
    count += 1;
    socket.end();
  });
  const signal = AbortSignal.abort();
  const dialled = await dial({ url: `mqtt://127.0.0.1:${port}` }, { ...OPTIONS, signal });
  expect(dialled.ok).toBe(false);
  // An earlier connection would have been counted before this one.
  await once(connect(port, '127.0.0.1').resume(), 'close');
  expect(count).toBe(1);
});
