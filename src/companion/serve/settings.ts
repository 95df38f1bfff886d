/** Reads the files that the arguments name into the companion's settings. */
import { type Acl, parseAcl } from '../../broker/core/acl.ts';
import { type GuardedFile, modeWarnings } from '../access/fileModes.ts';
import { type HashedUsers, parsePasswordFile } from '../access/passwordFile.ts';
import type { Users } from '../access/users.ts';
import { refuseSameFile } from '../captures/sameFile.ts';
import { readSnTopics } from '../captures/snTopicsFile.ts';
import { StartError } from '../cli/errors.ts';
import { readOptionFile } from '../cli/optionFile.ts';
import { STANDARD_OUTPUT } from '../cli/replacedFile.ts';
import { stateFiles } from '../data/dataFolder.ts';
import { openLog } from '../log/eventLog.ts';
import { readTlsIdentity } from '../net/tlsIdentity.ts';
import type { PlatformSetup } from '../platform/localPlatform.ts';
import { PlatformFile } from '../platform/platformFile.ts';
import type { PlatformArguments } from '../platform/platformOptions.ts';
import { readFaults } from '../tap/faultsFile.ts';
import type { Arguments } from './commandLine.ts';
import type { CompanionOptions } from './companionSetup.ts';

export type Settings = Omit<CompanionOptions, 'app' | 'appVersion' | 'notice'>;

/** Throws `StartError` for unreadable or invalid files, `UsageError` for invalid lines of users. */
export async function readSettings(arguments_: Arguments): Promise<Settings> {
  const { values, platform, presets, token, limits, tls } = arguments_;
  const { host, http, mqtt, listen, demo, broker, seed, faults, log, data, acl } = values;
  await refuseSameFile({
    inputs: [faults, values.snTopics, ...guardedFiles(arguments_).map(({ path }) => path)],
    outputs: [...(data === undefined ? [] : stateFiles(data)), log && STANDARD_OUTPUT, log],
  });
  return {
    host,
    // A listener of the same kind replaces a port that was not asked for.
    http: http.given || !listen.some(({ isWeb }) => isWeb) ? http : undefined,
    mqtt: mqtt.given || listen.every(({ isWeb }) => isWeb) ? mqtt : undefined,
    listen,
    allowAnonymous: values.allowAnonymous,
    demo,
    broker,
    bridge: bridgeOf(values),
    allowedOrigins: values.allowOrigin,
    presets,
    ingress: values.ingress,
    token,
    limits,
    refusedFilters: values.refuseFilter,
    ...(await readUsers(arguments_)),
    acl: acl === undefined ? undefined : await readAcl(acl),
    ...(await faultsOf(faults)),
    platform: platform && (await readPlatform(platform)),
    seed,
    sn: values.sn === undefined || !broker ? undefined : await readSn(values.sn, values),
    data: broker ? data : undefined,
    tls: tls && (await readTlsIdentity(tls)),
    // Opened last, so that no log begins if anything else is wrong.
    log: log === undefined ? undefined : await openLog(log, process.stdout),
    // All files have been read by now.
    warnings: await modeWarnings(guardedFiles(arguments_)),
  };
}

/** Named destinations exclude all others. */
function bridgeOf({ bridge, bridgeAllow }: Arguments['values']): CompanionOptions['bridge'] {
  return bridge ? { allowed: bridgeAllow.length === 0 ? undefined : bridgeAllow } : undefined;
}

/** Files that other users of this machine should not change or even read. */
function guardedFiles({ values, tls, platform }: Arguments) {
  const guarded = (path: string | undefined, option: string, isSecret: boolean): GuardedFile[] =>
    path === undefined ? [] : [{ path, option, isSecret }];
  return [
    ...guarded(values.users, '--users', true),
    ...guarded(values.acl, '--acl', false),
    ...guarded(tls?.key, '--tls-key', true),
    ...guarded(tls?.cert, '--tls-cert', false),
    ...guarded(tls?.clientCa, '--tls-client-ca', false),
    ...guarded(platform?.file, '--alibaba', true),
  ];
}

/** `--user` overrides `--users`, which overrides the environment. */
async function readUsers({
  values,
  environmentUsers,
  madeUser,
}: Arguments): Promise<{ readonly users: Users; readonly hashedUsers: HashedUsers }> {
  const { users: passwordFile } = values;
  const users = new Map(values.user);
  const hashed = passwordFile === undefined ? undefined : await readPasswordFile(passwordFile);
  const plain = [...environmentUsers].filter(([name]) => !hashed?.has(name));
  return {
    users: new Map([...plain, ...users, ...(madeUser === undefined ? [] : [madeUser])]),
    hashedUsers: new Map([...(hashed ?? [])].filter(([name]) => !users.has(name))),
  };
}

async function readPasswordFile(path: string): Promise<HashedUsers> {
  const users = parsePasswordFile(await readOptionFile(path, '--users'), path);
  if (users.size === 0) throw new StartError((say) => say.noUsers(path, '--users'));
  return users;
}

async function readAcl(path: string): Promise<Acl> {
  const parsed = parseAcl(await readOptionFile(path, '--acl'));
  if (!parsed.ok) {
    const { line, error } = parsed;
    throw new StartError((say) => say.wrongAcl(path, '--acl', line, error));
  }
  return parsed.acl;
}

async function faultsOf(path: string | undefined): Promise<Pick<Settings, 'faults' | 'network'>> {
  if (path === undefined) return { faults: [] };
  const { rules, network } = await readFaults(path);
  return { faults: rules, ...(network && { network }) };
}

async function readPlatform(asked: PlatformArguments): Promise<PlatformSetup> {
  const { file, settings } = asked;
  return {
    file: file === undefined ? undefined : await PlatformFile.read(file, settings),
    settings,
  };
}

async function readSn(port: number, values: Arguments['values']): Promise<CompanionOptions['sn']> {
  return { port, userName: values.snUser, predefined: await readSnTopics(values.snTopics) };
}
