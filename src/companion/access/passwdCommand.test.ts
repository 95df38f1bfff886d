import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { cli } from '../../i18n/cli/en/texts.ts';
import { StartError, UsageError } from '../cli/errors.ts';
import { HiddenLines, onlyLine } from '../cli/secretInput.ts';
import { temporaryFolder } from '../serve/companion.testkit.ts';
import { runPasswd } from './passwdCommand.ts';
import { parsePasswordFile } from './passwordFile.ts';
import { isScramPassword } from './scramHash.ts';
import { isPassword } from './scryptHash.ts';

const PASSWORD = 'topsecret';
const folder = temporaryFolder;

/** Returns the notices. */
async function passwd(argv: readonly string[], password = PASSWORD): Promise<string> {
  const told: string[] = [];
  await runPasswd(argv, {
    output: new PassThrough(),
    texts: cli,
    version: '1',
    notice: (text) => told.push(text),
    password: () => Promise.resolve(password),
    cost: { ln: 1, r: 1, p: 1 },
  });
  return told.join('\n');
}

async function isRight(path: string, name: string, password: string): Promise<boolean> {
  const hash = parsePasswordFile(readFileSync(path, 'utf8'), path).get(name);
  if (hash === undefined) return false;
  return 'ln' in hash
    ? await isPassword(Buffer.from(password), hash)
    : await isScramPassword(Buffer.from(password), hash);
}

describe('mqttscope passwd', () => {
  it('creates the file, and adds, changes and deletes users', async () => {
    const path = join(folder(), 'users');
    expect(await passwd([path, 'ann'])).toBe(`User "ann" is in ${path}.`);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await passwd([path, 'bob'], 'other');
    expect(await isRight(path, 'ann', PASSWORD)).toBe(true);
    expect(await isRight(path, 'bob', 'other')).toBe(true);
    expect(await passwd([path, 'ann'], 'new')).toMatch(/with a new password/);
    expect(await isRight(path, 'ann', 'new')).toBe(true);
    expect(readFileSync(path, 'utf8')).not.toContain(PASSWORD);
    await passwd([path, 'ann', '--delete']);
    expect(readFileSync(path, 'utf8')).toMatch(/^bob:\$scrypt\$[^\n]*\n$/);
    await expect(passwd([path, 'ann', '--delete'])).rejects.toThrow(StartError);
  });

  it('stores SCRAM keys on request', async () => {
    const path = join(folder(), 'users');
    await passwd([path, 'ann', '--scram']);
    expect(readFileSync(path, 'utf8')).toMatch(/^ann:\$scram-sha-256\$4096\$[^\n]*\n$/);
    expect(readFileSync(path, 'utf8')).not.toContain(PASSWORD);
    expect(await isRight(path, 'ann', PASSWORD)).toBe(true);
    expect(await isRight(path, 'ann', 'other')).toBe(false);
  });

  it('replaces a line in plain text', async () => {
    const path = join(folder(), 'users');
    writeFileSync(path, `ann:${PASSWORD}\n`);
    await passwd([path, 'ann']);
    expect(await isRight(path, 'ann', PASSWORD)).toBe(true);
    expect(readFileSync(path, 'utf8')).not.toContain(PASSWORD);
  });

  it.each([
    [['f']],
    [[]],
    [['f', 'ann', PASSWORD]],
    [['f', 'ann', `--password=${PASSWORD}`]],
    [['f', `ann:${PASSWORD}`]],
  ])('with %j is a usage error that repeats no secret', async (argv) => {
    await expect(passwd(argv)).rejects.toThrow(UsageError);
    await expect(passwd(argv)).rejects.toThrow(/^(?!.*topsecret)/);
  });

  it('reports a missing file on deletion', async () => {
    await expect(passwd(['/no/where', 'ann', '--delete'])).rejects.toThrow(
      'Cannot read /no/where: there is no such file.',
    );
  });
});

describe('a password', () => {
  it('from standard input is a single line', () => {
    expect(onlyLine('a b\n')).toBe('a b');
    expect(onlyLine('a b')).toBe('a b');
    expect(onlyLine('a\r\na\r\n')).toBe('a');
    expect(() => onlyLine(`${PASSWORD}\nb`)).toThrow(/^(?!.*topsecret).*one line/);
    expect(() => onlyLine('a\na\na')).toThrow(UsageError);
  });

  it('typed without echo can be corrected and cancelled', () => {
    const typed = new HiddenLines();
    typed.type('wrong\u0015sex');
    typed.type('\u007Fcret');
    expect(typed.lines).toEqual([]);
    typed.type('\r\nsecret\nmore');
    expect(typed.lines).toEqual(['secret', 'secret']);
    expect(typed.isCancelled).toBe(false);
    typed.type('\u0003');
    expect(typed.isCancelled).toBe(true);
  });
});
