/**
 * Reads and writes the file of `--users`: `NAME:$scrypt$…` or `NAME:$scram-sha-256$…`, one user per line.
 * `mqttscope passwd` writes it.
 */
import { randomBytes } from 'node:crypto';
import type { Stats } from 'node:fs';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ScramVerifier } from '../../mqtt/scram/scram.ts';
import { type Sentence, StartError, UsageError, writeReason } from '../cli/errors.ts';
import { ifThere } from '../cli/systemCode.ts';
import { parseScram } from './scramHash.ts';
import { parseHash, type ScryptHash } from './scryptHash.ts';

/** Stored form of a password. */
export type PasswordHash = ScryptHash | ScramVerifier;

/** Hashes by user name. */
export type HashedUsers = ReadonlyMap<string, PasswordHash>;

const isComment = (line: string): boolean => line.trim() === '' || line.startsWith('#');
const linesOf = (text: string): string[] => text.replace(/^\uFEFF/, '').split(/\r?\n/);

/** Throws `StartError`, which never quotes the file. */
export function parsePasswordFile(text: string, path: string): HashedUsers {
  const users = new Map<string, PasswordHash>();
  for (const [index, line] of linesOf(text).entries()) {
    if (isComment(line)) continue;
    const refuse = (why: Sentence): StartError =>
      new StartError((say) => say.wrongLine(path, '--users', index + 1, why(say)));
    const colon = line.indexOf(':');
    if (colon < 0) throw refuse((say) => say.userWithoutColon);
    if (colon === 0) throw refuse((say) => say.userWithoutName);
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1);
    if (!value.startsWith('$')) {
      throw refuse((say) => say.userNotHashed(path));
    }
    if (users.has(name)) throw refuse((say) => say.userTwice);
    const scram = parseScram(value);
    if (scram !== undefined) {
      users.set(name, scram);
      continue;
    }
    const parsed = parseHash(value);
    if (!parsed.ok) throw refuse((say) => say.userHashWrong(parsed.why(say), path));
    users.set(name, parsed.hash);
  }
  return users;
}

/** Throws `UsageError` if a line of the file cannot hold the name. */
export function checkUserName(name: string): void {
  if (name === '') throw new UsageError((say) => say.nameEmpty());
  if (name.startsWith('#')) throw new UsageError((say) => say.nameOfComment());
  if (/[:\p{Cc}]/u.test(name)) throw new UsageError((say) => say.nameStrange());
}

/**
 * Returns the file's text with the user's line replaced or removed; undefined if there was none. All other
 * lines are unchanged. Throws `StartError` if the text does not look like a password file.
 */
export function withUserLine(
  text: string,
  path: string,
  name: string,
  hash: string | undefined,
): string | undefined {
  const lines = text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
  const strange = lines.findIndex((line) => !isComment(line) && !line.includes(':'));
  if (strange >= 0) {
    throw new StartError((say) => say.strangeLine(path, strange + 1));
  }
  const isOwn = (line: string): boolean => !isComment(line) && line.startsWith(`${name}:`);
  const place = lines.findIndex(isOwn);
  if (place < 0 && hash === undefined) return undefined;
  const others = lines.filter((line) => !isOwn(line));
  if (hash !== undefined) {
    others.splice(place < 0 ? others.length : place, 0, `${name}:${hash}`);
  }
  return others.map((line) => `${line}\n`).join('');
}

/**
 * Writes the file atomically, readable only by its owner. A symbolic link is kept, and so is the owner of a
 * service's file that root writes. Throws `StartError`.
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  let partial: string | undefined;
  try {
    const target = await targetOf(path);
    const old = process.getuid?.() === 0 ? await ownerOf(target) : undefined;
    partial = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}`);
    const file = await open(partial, 'wx', 0o600);
    try {
      if (old) await file.chown(old.uid, old.gid);
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, target);
  } catch (error) {
    if (partial !== undefined) await rm(partial, { force: true });
    throw new StartError((say) => say.cannotWrite(path, writeReason(error, say)));
  }
}

const ownerOf = (file: string): Promise<Stats | undefined> => ifThere(stat(file));

const targetOf = async (path: string): Promise<string> => (await ifThere(realpath(path))) ?? path;
