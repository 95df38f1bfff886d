/** From what was asked for to what the companion needs: the files that the arguments name. */
import { readFile } from 'node:fs/promises';
import { type Acl, parseAcl } from '../broker/acl.ts';
import type { FaultRule } from '../broker/faults/faultRule.ts';
import { parseRulesFile } from '../broker/faults/rulesFile.ts';
import type { Arguments } from './commandLine.ts';
import type { CompanionOptions } from './companion.ts';
import { StartError, systemReason } from './errors.ts';
import type { PlatformSetup } from './localPlatform.ts';
import { type HashedUsers, parsePasswordFile } from './passwordFile.ts';
import { PlatformFile } from './platformFile.ts';
import type { PlatformArguments } from './platformOptions.ts';
import { readTlsIdentity } from './tlsIdentity.ts';
import { parseUserFile, type Users } from './users.ts';

export type Settings = Omit<CompanionOptions, 'app' | 'appVersion' | 'notice'>;

/** Throws `StartError` for files that cannot be read or understood, `UsageError` for lines that are no users. */
export async function readSettings(arguments_: Arguments): Promise<Settings> {
  const { host, http, mqtt, demo, broker, allowedOrigins, token, limits, refusedFilters } =
    arguments_;
  const { tls, platform, seed } = arguments_;
  return {
    host,
    http,
    mqtt,
    demo,
    broker,
    allowedOrigins,
    token,
    limits,
    refusedFilters,
    ...(await readUsers(arguments_)),
    acl: arguments_.acl === undefined ? undefined : await readAcl(arguments_.acl),
    faults: arguments_.faults === undefined ? [] : await readFaults(arguments_.faults),
    platform: platform && (await readPlatform(platform)),
    seed,
    tls: tls && (await readTlsIdentity(tls.cert, tls.key)),
  };
}

/** `--user` wins over `--users`, that over `--user-file`, and that over the environment. */
async function readUsers({
  users,
  environmentUsers,
  userFile,
  passwordFile,
}: Arguments): Promise<{ readonly users: Users; readonly hashedUsers: HashedUsers }> {
  const fromFile =
    userFile === undefined
      ? undefined
      : parseUserFile(await readText(userFile, '--user-file'), userFile);
  if (fromFile?.size === 0) {
    throw new StartError(`${userFile ?? ''} (--user-file) names no user.`);
  }
  const hashed = passwordFile === undefined ? undefined : await readPasswordFile(passwordFile);
  const plain = [...environmentUsers, ...(fromFile ?? [])].filter(([name]) => !hashed?.has(name));
  return {
    users: new Map([...plain, ...users]),
    hashedUsers: new Map([...(hashed ?? [])].filter(([name]) => !users.has(name))),
  };
}

async function readPasswordFile(path: string): Promise<HashedUsers> {
  const users = parsePasswordFile(await readText(path, '--users'), path);
  if (users.size === 0) throw new StartError(`${path} (--users) names no user.`);
  return users;
}

async function readAcl(path: string): Promise<Acl> {
  const parsed = parseAcl(await readText(path, '--acl'));
  if (!parsed.ok) {
    throw new StartError(`${path} (--acl), line ${parsed.line}: ${parsed.message}.`);
  }
  return parsed.acl;
}

async function readFaults(path: string): Promise<readonly FaultRule[]> {
  const file = parseRulesFile(await readText(path, '--faults'));
  if (!file.ok) throw new StartError(`${path} (--faults), ${file.message}.`);
  return file.rules;
}

async function readPlatform({ file, settings }: PlatformArguments): Promise<PlatformSetup> {
  return {
    file: file === undefined ? undefined : await PlatformFile.read(file, settings),
    settings,
  };
}

async function readText(path: string, option: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new StartError(`Cannot read ${path} (${option}): ${systemReason(error)}.`);
  }
}
