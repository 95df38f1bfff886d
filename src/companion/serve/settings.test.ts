import { chmodSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inEnglish, StartError } from '../cli/errors.ts';
import { pemPath, TLS_FILES } from '../tls.testkit.ts';
import { type Arguments, parseCommandLine } from './commandLine.ts';
import { temporaryFolder } from './companion.testkit.ts';
import { readSettings, type Settings } from './settings.ts';
import { settingWarnings } from './startNotices.ts';

function settingsOf(argv: readonly string[], users?: string): Promise<Settings> {
  const parsed = parseCommandLine(argv, {
    version: '1',
    users,
    token: undefined,
    print: () => undefined,
  });
  if (parsed === 'answered') throw new Error('help was printed');
  const given: Arguments = parsed;
  return readSettings(given);
}

function file(content: string): string {
  const path = join(temporaryFolder(), 'file');
  writeFileSync(path, content);
  return path;
}

it.runIf(process.platform !== 'win32')('warn of a key that others can read', async () => {
  const key = file(readFileSync(TLS_FILES.key, 'utf8'));
  const warned = async (mode: number): Promise<readonly string[]> => {
    chmodSync(key, mode);
    const { warnings } = await settingsOf(['--tls-cert', TLS_FILES.cert, '--tls-key', key]);
    return warnings.map(inEnglish).filter((said) => said.includes(key));
  };
  expect(await warned(0o644)).toEqual([
    `All users of this machine may read ${key} (--tls-key). Use chmod 600.`,
  ]);
  expect(await warned(0o646)).toEqual([
    `All users of this machine may read and change ${key} (--tls-key). Use chmod 600.`,
  ]);
  expect(await warned(0o600)).toEqual([]);
});

it('warns of settings without a start', async () => {
  const said = async (...argv: readonly string[]): Promise<readonly string[]> =>
    settingWarnings(await settingsOf(argv)).map(inEnglish);
  expect(await said('--host', '0.0.0.0', '--user', 'ann:secret')).toEqual([
    'Passwords and messages are not encrypted; use --tls-cert and --tls-key.',
  ]);
  expect(await said('--listen', '192.0.2.1:1884', '--user', 'ann:secret')).toHaveLength(1);
  expect(await said('--listen', '[::1]:1884')).toEqual([]);
  expect(await said('--allow-origin', 'https://tools.example')).toEqual([
    expect.stringContaining('everybody who can reach it is an anonymous client of the broker'),
  ]);
  expect(await said('--acl', file('user ann\ntopic read a'))).toEqual([
    inEnglish((say) => say.anyUserName),
  ]);
  const expired = ['--tls-cert', pemPath('expired'), '--tls-key', pemPath('expired-key')];
  expect(await said(...expired)).toContainEqual(expect.stringContaining('expired on'));
});

describe('users with hashed passwords', () => {
  const hash =
    '$scrypt$ln=1,r=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

  it('come from a file; --user overrides it, and it overrides the others', async () => {
    const { users, hashedUsers } = await settingsOf(
      ['--users', file(`ann:${hash}\nbob:${hash}\n`), '--user', 'bob:option'],
      'ann:env,carl:env',
    );
    expect([...users]).toEqual([
      ['carl', 'env'],
      ['bob', 'option'],
    ]);
    expect([...hashedUsers.keys()]).toEqual(['ann']);
  });

  it('are beside no user of --make-user, which is for a start without any', async () => {
    const made = async (users?: string) =>
      (await settingsOf(['--make-user', 'eve'], users)).users.get('eve');
    expect(await made()).toMatch(/^[\da-f]{20}$/);
    expect(await made('ann:env')).toBeUndefined();
  });

  it('are rejected if invalid', async () => {
    const read = (content: string): Promise<Settings> => settingsOf(['--users', file(content)]);
    await expect(read('# nobody\n')).rejects.toThrow(/\(--users\) has no users/);
    await expect(read(`bob:${hash}\nann:topsecret\n`)).rejects.toThrow(
      /^\S*file \(--users\), line 2: (?!.*topsecret).*mqttscope passwd \S*file NAME\.$/,
    );
    await expect(read('ann:topsecret\n')).rejects.toThrow(StartError);
    await expect(settingsOf(['--users', '/no/where'])).rejects.toThrow(
      'Cannot read /no/where (--users): there is no such file.',
    );
    const endless = file('');
    truncateSync(endless, (256 << 20) + 1);
    await expect(settingsOf(['--users', endless])).rejects.toThrow(
      /\(--users\): it has more than 256 MiB\.$/,
    );
  });
});

describe('devices', () => {
  const device = { productKey: 'pk', deviceName: 'dn', deviceSecret: 'topsecret' };

  it('come from a file, with settings of both', async () => {
    const text = JSON.stringify({ devices: [device], settings: { qos2: 'allow', callTimeout: 5 } });
    const { platform } = await settingsOf([
      '--alibaba',
      file(text),
      '--alibaba-setting',
      'callTimeout=2',
    ]);
    expect(platform?.file?.contents).toMatchObject({
      devices: [device],
      settings: { qos2: 'allow', callTimeout: 2, badKeepAlive: 3 },
    });
    expect(await settingsOf(['--alibaba', '--seed', '7'])).toMatchObject({
      platform: { file: undefined, settings: {} },
      seed: 7,
    });
    expect((await settingsOf([])).platform).toBeUndefined();
  });

  it.each(['', '[topsecret', '{"topsecret":[]}', '[{"productKey":"topsecret"}]'])(
    'of the file %j are rejected in one line without quoting it',
    async (content) => {
      const attempt = settingsOf(['--alibaba', file(content)]);
      await expect(attempt).rejects.toThrow(StartError);
      await expect(attempt).rejects.toThrow(/^[^\n]*file \(--alibaba\), (?!.*topsecret)[^\n]*\.$/);
    },
  );
});

describe('certificate and key', () => {
  it('are read and must match', async () => {
    const { cert, key, otherKey, encryptedKey } = TLS_FILES;
    const read = (certificate: string, privateKey: string): Promise<Settings> =>
      settingsOf(['--tls-cert', certificate, '--tls-key', privateKey]);
    expect((await read(cert, key)).tls?.cert).toContain('BEGIN CERTIFICATE');
    await expect(read(cert, otherKey)).rejects.toThrow(/does not belong/);
    await expect(read(cert, encryptedKey)).rejects.toThrow(/is encrypted/);
    await expect(read(cert, cert)).rejects.toThrow(/has no private key/);
    await expect(read(key, key)).rejects.toThrow(/has no certificate/);
    await expect(read('/no/where', key)).rejects.toThrow(/--tls-cert.*no such file/);
    await expect(read(cert, '/no/where')).rejects.toThrow(/--tls-key.*no such file/);
    await expect(read(cert, '/no/where')).rejects.toThrow(StartError);
  });
});

describe('an access control list', () => {
  it('comes from a file', async () => {
    const path = file('topic read a\nuser ann\ntopic b\n');
    const { acl } = await settingsOf(['--acl', path]);
    expect(acl?.anonymous).toEqual([{ access: 'read', filter: 'a' }]);
    expect([...(acl?.users.keys() ?? [])]).toEqual(['ann']);
    expect((await settingsOf([])).acl).toBeUndefined();
  });

  it('with an error is rejected with file and line number', async () => {
    const attempt = settingsOf(['--acl', file('topic a\n\ntopic raed b\n')]);
    await expect(attempt).rejects.toThrow(StartError);
    await expect(attempt).rejects.toThrow(
      /^[^\n]*file \(--acl\), line 3: [^\n]*read, write[^\n]*\.$/,
    );
    await expect(settingsOf(['--acl', '/no/where'])).rejects.toThrow(
      'Cannot read /no/where (--acl): there is no such file.',
    );
  });
});
