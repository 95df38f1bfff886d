import { X509Certificate } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { expect, it, vi } from 'vitest';
import { eventually } from '../../base/eventually.testkit.ts';
import { cli } from '../../i18n/cli/en/texts.ts';
import { parseUserFile } from '../access/users.ts';
import { connectClient, refusalOf } from '../mqtt/client.testkit.ts';
import { pemPath } from '../tls.testkit.ts';
import { type Arguments, parseCommandLine } from './commandLine.ts';
import { startTestCompanion, type TestCompanion, temporaryFolder } from './companion.testkit.ts';
import { readSettings } from './settings.ts';

const V5 = { protocolVersion: 5 } as const;

function parse(argv: readonly string[]): Arguments {
  const surroundings = {
    texts: cli,
    version: '1',
    users: undefined,
    token: undefined,
    print: () => undefined,
  };
  const parsed = parseCommandLine(
    ['--http', '0', '--mqtt', '0', '--no-demo', ...argv],
    surroundings,
  );
  if (parsed === 'answered') throw new Error('help was printed');
  return parsed;
}

/** Starts a companion with these arguments. `lookInterval` 0: only `reload` reads files. */
async function started(argv: readonly string[], lookInterval = 30): Promise<TestCompanion> {
  const { sources, users, hashedUsers, acl, tls, warnings, platform } = await readSettings(
    parse(argv),
  );
  const all = { sources, users, hashedUsers, acl, tls, warnings, platform };
  return startTestCompanion({ ...all, lookInterval: lookInterval === 0 ? 1e9 : lookInterval });
}

/** Replaces a file by a new one, as most programs do. */
function replace(path: string, text: string | Buffer): void {
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

const told = ({ notices }: TestCompanion, text: string): Promise<void> =>
  eventually(() => expect(notices.filter((notice) => notice.includes(text))).toHaveLength(1));

it('users: clients of removed users and changed passwords are disconnected with 0x87 and keep their session, others stay', async () => {
  const file = join(temporaryFolder(), 'users');
  writeFileSync(file, 'ann:a\nbob:b\ncat:c\n', { mode: 0o600 });
  const companion = await started(['--user-file', file]);
  const { mqtt } = companion;
  const clients = await Promise.all(
    ['ann', 'bob', 'cat'].map((name) =>
      connectClient(mqtt, {
        ...V5,
        clientId: name,
        clean: false,
        properties: { sessionExpiryInterval: 100 },
        username: name,
        password: name.charAt(0),
      }),
    ),
  );
  const reasons = new Map<string, number | undefined>();
  for (const { client } of clients) {
    client.on('disconnect', (packet) =>
      reasons.set(String(client.options.clientId), packet.reasonCode),
    );
  }
  replace(file, 'ann:a\nbob:changed\ndan:d\n');
  await told(
    companion,
    'The users were reloaded: 3 of them; clients that have to sign in again: 2.',
  );
  await eventually(() => expect(reasons.size).toBe(2));
  expect(Object.fromEntries(reasons)).toEqual({ bob: 0x87, cat: 0x87 });
  expect(clients[0]?.client.connected).toBe(true);
  expect(await refusalOf(mqtt, { username: 'cat', password: 'c' })).toMatchObject({ code: 4 });
  expect(await refusalOf(mqtt, { username: 'bob', password: 'b' })).toMatchObject({ code: 4 });
  const again = await connectClient(mqtt, {
    ...V5,
    clientId: 'bob',
    clean: false,
    username: 'bob',
    password: 'changed',
  });
  expect(again.connack.sessionPresent).toBe(true);
});

it('users: with the first users, unauthenticated clients must sign in, and sessions then belong to their user', async () => {
  const file = join(temporaryFolder(), 'users');
  writeFileSync(file, '');
  const read = async () => ({
    users: parseUserFile(readFileSync(file, 'utf8'), file),
    hashedUsers: new Map(),
  });
  const companion = await startTestCompanion({
    sources: { users: { files: [file], read } },
    lookInterval: 1e9,
  });
  const { mqtt } = companion;
  const came = await Promise.all(
    [{ clientId: 'c1', username: 'ann' }, { clientId: 'c2' }].map((who) =>
      connectClient(mqtt, { ...who, clean: false }),
    ),
  );
  const closed = came.map(
    ({ client }) => new Promise<void>((resolve) => void client.once('close', () => resolve())),
  );
  writeFileSync(file, 'ann:a\neve:e\n');
  await companion.reload();
  await told(companion, 'clients that have to sign in again: 2.');
  await Promise.all(closed);
  const eve = { username: 'eve', password: 'e', clean: false } as const;
  expect(await refusalOf(mqtt, { ...eve, clientId: 'c1' })).toMatchObject({ code: 5 });
  for (const clientId of ['c1', 'c2']) {
    const ann = { clientId, username: 'ann', password: 'a', clean: false };
    const again = await connectClient(mqtt, ann);
    expect(again.connack.sessionPresent).toBe(true);
    // Nor while it is in use.
    expect(await refusalOf(mqtt, { ...eve, clientId })).toMatchObject({ code: 5 });
    expect(again.client.connected).toBe(true);
  }
});

it('access rules: new names are reported, and logged from then on', async () => {
  const file = join(temporaryFolder(), 'acl');
  writeFileSync(file, 'topic readwrite #\n');
  const lines: string[] = [];
  const { sources, acl } = await readSettings(parse(['--acl', file]));
  const companion = await startTestCompanion({
    sources,
    acl,
    lookInterval: 1e9,
    log: {
      write: async (text) => {
        lines.push(text);
      },
      reopen: async () => undefined,
      close: async () => undefined,
    },
  });
  await connectClient(companion.mqtt, { username: 'ann' });
  replace(file, 'user ann\ntopic readwrite a/#\n');
  await companion.reload();
  await told(companion, 'any user name');
  await connectClient(companion.mqtt, { username: 'ann' });
  const signIns = lines
    .join('')
    .split('\n')
    .filter((line) => line.includes('"sign-in"'));
  expect(signIns).toEqual([
    expect.stringContaining('"unknownUser":true'),
    expect.stringContaining('"userName":"ann"'),
  ]);
});

it('access rules apply at once, also to existing subscriptions; an invalid file changes nothing and is reported once', async () => {
  const file = join(temporaryFolder(), 'acl');
  writeFileSync(file, 'topic readwrite #\n');
  const companion = await started(['--acl', file]);
  const { client, next, waiting } = await connectClient(companion.mqtt);
  await client.subscribeAsync(['a/#', 'b/#']);
  await client.publishAsync('a/1', 'x', { qos: 1 });
  expect((await next()).topic).toBe('a/1');

  replace(file, 'topic readwrite #\nnonsense\n');
  await told(companion, 'The access rules are unchanged:');
  await client.publishAsync('a/2', 'x', { qos: 1 });
  expect((await next()).topic).toBe('a/2');

  replace(file, 'topic readwrite b/#\ntopic write a/#\n');
  await told(companion, 'The access rules were reloaded.');
  await client.publishAsync('a/3', 'x', { qos: 1 });
  await client.publishAsync('b/3', 'x', { qos: 1 });
  expect((await next()).topic).toBe('b/3');
  expect(waiting()).toBe(0);
});

/** Certificate of a port for a new connection. */
function shownAt(url: string): Promise<string> {
  const { hostname: host, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: Number(port), rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().fingerprint256);
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

const fingerprint = (name: string): string =>
  new X509Certificate(readFileSync(pemPath(name))).fingerprint256;

it('certificate and key: replaced by rename, on both ports, without losing a session', async () => {
  const folder = temporaryFolder();
  const [cert, key] = [join(folder, 'tls.crt'), join(folder, 'tls.key')];
  copyFileSync(pemPath('cert'), cert);
  writeFileSync(key, readFileSync(pemPath('key')), { mode: 0o600 });
  const companion = await started(['--tls-cert', cert, '--tls-key', key]);
  const { client } = await connectClient(companion.mqtt, { rejectUnauthorized: false });
  const closed = vi.fn<() => void>();
  client.on('close', closed);

  replace(cert, 'nothing of the kind');
  await told(companion, 'has no certificate in PEM form');
  expect(await shownAt(companion.mqtt)).toBe(fingerprint('cert'));

  replace(key, readFileSync(pemPath('renewed-key')));
  replace(cert, readFileSync(pemPath('renewed')));
  await told(companion, 'The certificate and key were reloaded, and new connections use them.');
  expect(await shownAt(companion.mqtt)).toBe(fingerprint('renewed'));
  expect(await shownAt(companion.app)).toBe(fingerprint('renewed'));
  await client.subscribeAsync('still/here');
  expect(closed).not.toHaveBeenCalled();
});

it('names a client CA that is reloaded', async () => {
  const ca = join(temporaryFolder(), 'ca.crt');
  copyFileSync(pemPath('client-ca'), ca);
  const tls = ['--tls-cert', pemPath('cert'), '--tls-key', pemPath('key')];
  const companion = await started([...tls, '--tls-client-ca', ca]);
  replace(ca, 'nothing of the kind');
  await told(companion, 'The certificate, key and client CA are unchanged:');
  replace(ca, readFileSync(pemPath('client-ca')));
  await told(companion, 'The certificate, key and client CA were reloaded');
  expect(await shownAt(companion.app)).toBe(fingerprint('cert'));
});

it('certificate and key: a link with another target, as containers change their files', async () => {
  const folder = temporaryFolder();
  for (const [version, name] of [
    ['1', 'cert'],
    ['2', 'renewed'],
  ] as const) {
    const place = join(folder, version);
    await mkdir(place);
    copyFileSync(pemPath(name), join(place, 'tls.crt'));
    const key = name === 'cert' ? 'key' : `${name}-key`;
    writeFileSync(join(place, 'tls.key'), readFileSync(pemPath(key)), { mode: 0o600 });
  }
  symlinkSync('1', join(folder, '..data'));
  const files = ['tls.crt', 'tls.key'].map((name) => join(folder, name));
  for (const file of files) symlinkSync(join('..data', file.slice(folder.length + 1)), file);
  const [cert = '', key = ''] = files;
  const companion = await started(['--tls-cert', cert, '--tls-key', key]);
  symlinkSync('2', join(folder, '..new'));
  renameSync(join(folder, '..new'), join(folder, '..data'));
  await told(companion, 'The certificate and key were reloaded');
  expect(await shownAt(companion.app)).toBe(fingerprint('renewed'));
});

it('reloads everything on demand', async () => {
  const folder = temporaryFolder();
  const users = join(folder, 'users');
  writeFileSync(users, 'ann:a\n', { mode: 0o600 });
  const companion = await started(['--user-file', users], 0);
  writeFileSync(users, 'ann:other\n');
  await companion.reload();
  await told(companion, 'The users were reloaded: 1 of them.');
  expect(await refusalOf(companion.mqtt, { username: 'ann', password: 'a' })).toBeDefined();
  const { client } = await connectClient(companion.mqtt, { username: 'ann', password: 'other' });
  expect(client.connected).toBe(true);
});

it('reports files that everyone may change or read at the start', async () => {
  const folder = temporaryFolder();
  const [users, key] = [join(folder, 'users'), join(folder, 'key')];
  replace(users, 'ann:a\n');
  replace(key, readFileSync(pemPath('key')));
  const argv = ['--user-file', users, '--tls-cert', pemPath('cert'), '--tls-key', key];
  expect((await readSettings(parse(argv))).warnings).toEqual([]);
  chmodSync(users, 0o666);
  chmodSync(key, 0o644);
  const { notices } = await started(argv);
  expect(notices).toContain(
    `All users of this machine may read and change ${users} (--user-file). Use chmod 600.`,
  );
  expect(notices).toContain(
    `All users of this machine may read ${key} (--tls-key). Use chmod 600.`,
  );
});

it('reports files that become readable or writable for everyone at runtime', async () => {
  const folder = temporaryFolder();
  const [users, acl] = [join(folder, 'users'), join(folder, 'acl')];
  replace(users, 'ann:a\n');
  replace(acl, 'topic read #\n');
  const companion = await started(['--user-file', users, '--acl', acl]);
  expect(companion.notices.filter((notice) => notice.includes('Everybody'))).toEqual([]);
  chmodSync(acl, 0o602);
  await told(companion, `All users of this machine may change ${acl} (--acl). Use chmod o-w.`);
  chmodSync(users, 0o604);
  await told(companion, `All users of this machine may read ${users} (--user-file).`);
});
