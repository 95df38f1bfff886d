import {
  chownSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { refusals } from '../../i18n/cli/en/refusals.ts';
import { StartError, UsageError } from '../cli/errors.ts';
import { temporaryFolder } from '../serve/companion.testkit.ts';
import { checkUserName, parsePasswordFile, replaceFile, withUserLine } from './passwordFile.ts';
import { formatHash, hashPassword, isPassword, parseHash } from './scryptHash.ts';

const CHEAP = { ln: 1, r: 1, p: 1 };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const LINE =
  '$scrypt$ln=1,r=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

describe('a hash', () => {
  it('matches only its password, and has a unique salt', async () => {
    const hash = await hashPassword('pässword', CHEAP);
    expect(await isPassword(bytes('pässword'), hash)).toBe(true);
    expect(await isPassword(bytes('passwort'), hash)).toBe(false);
    expect(await isPassword(bytes(''), hash)).toBe(false);
    expect((await hashPassword('pässword', CHEAP)).hash).not.toEqual(hash.hash);
  });

  it('matches RFC 7914 (section 12)', async () => {
    const salt = bytes('NaCl');
    const hash = Buffer.from(
      'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162',
      'hex',
    );
    expect(await isPassword(bytes('password'), { ln: 10, r: 8, p: 16, salt, hash })).toBe(true);
  });

  it('can be written and parsed', async () => {
    const hash = await hashPassword('x', CHEAP);
    const text = formatHash(hash);
    expect(text).toMatch(/^\$scrypt\$ln=1,r=1,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(parseHash(text)).toEqual({ ok: true, hash });
  });

  it.each([
    ['$6$salt$hash', refusals.hashForm],
    ['$scrypt$', refusals.hashForm],
    ['$scrypt$ln=1,r=1,p=1$$', refusals.hashForm],
    [LINE.replace('ln=1', 'ln=0'), refusals.hashNumbers],
    [LINE.replace('p=1', 'p=65'), refusals.hashNumbers],
    [LINE.replace('ln=1,r=1', 'ln=30,r=8'), refusals.hashMemory(256)],
    [LINE.replace('AAAAAAAAAAAAAAAAAAAAAA$', 'AAAA$'), refusals.hashLength],
    [`${LINE}!`, refusals.hashForm],
    [`${LINE} `, refusals.hashForm],
  ])('written as %s is rejected with the reason', (text, why) => {
    const parsed = parseHash(text);
    expect(parsed.ok ? 'none' : parsed.why(refusals)).toBe(why);
  });
});

describe('a file of users', () => {
  it('has one user per line', () => {
    const users = parsePasswordFile(`# all\r\nann:${LINE}\r\n\n__proto__:${LINE}\n`, 'f');
    expect([...users.keys()]).toEqual(['ann', '__proto__']);
  });

  it.each([
    ['ann:topsecret', /not hashed.*mqttscope passwd f NAME/],
    ['topsecret', /no colon/],
    [`:${LINE}`, /name is empty/],
    ['ann:', /not hashed/],
    ['ann:$scrypt$topsecret', /mqttscope passwd f NAME/],
    [`bob:${LINE}`, /already has a line/],
  ])('with %j is rejected with the line number, without its content', (line, why) => {
    const parse = (): unknown => parsePasswordFile(`bob:${LINE}\n\n${line}\n`, 'f');
    expect(parse).toThrow(StartError);
    expect(parse).toThrow(/^f \(--users\), line 3: (?!.*(?:topsecret|ann|AAAA)).*\.$/);
    expect(parse).toThrow(why);
  });

  it('adds, changes and removes one line, and keeps the others', () => {
    const before = '# users\r\nann:plain\nannette:x\n';
    expect(withUserLine('', 'f', 'ann', 'H')).toBe('ann:H\n');
    expect(withUserLine(before, 'f', 'ann', 'H')).toBe('# users\nann:H\nannette:x\n');
    expect(withUserLine(before, 'f', 'bob', 'H')).toBe('# users\nann:plain\nannette:x\nbob:H\n');
    expect(withUserLine(before, 'f', 'annette', undefined)).toBe('# users\nann:plain\n');
    expect(withUserLine(before, 'f', 'an', undefined)).toBeUndefined();
    expect(withUserLine('ann:1\nbob:2\nann:3\n', 'f', 'ann', 'H')).toBe('ann:H\nbob:2\n');
    expect(() => withUserLine('a picture', 'f', 'ann', 'H')).toThrow(/^f, line 1: .*Nothing/);
  });

  it.each(['', 'a:b', '#a', 'a\nb', 'a\u0000'])('rejects the user %j', (name) => {
    expect(() => {
      checkUserName(name);
    }).toThrow(UsageError);
  });

  it('is private and replaced atomically, also through a link', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'users');
    writeFileSync(path, 'old', { mode: 0o644 });
    const link = join(folder, 'link');
    symlinkSync(path, link);
    await replaceFile(link, 'new');
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    await expect(replaceFile(join(folder, 'no', 'where'), 'x')).rejects.toThrow(
      /^Cannot write .*no such folder\.$/,
    );
    await expect(replaceFile(folder, 'x')).rejects.toThrow(StartError);
    expect(readdirSync(folder).sort()).toEqual(['link', 'users']);
  });

  it('keeps its owner when root writes it', async () => {
    const path = join(temporaryFolder(), 'users');
    writeFileSync(path, 'old');
    if (process.getuid?.() === 0) chownSync(path, 65_534, 65_534);
    const { uid, gid } = statSync(path);
    await replaceFile(path, 'new');
    expect(statSync(path)).toMatchObject({ uid, gid });
  });
});
