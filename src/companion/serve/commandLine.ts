/** Arguments of the companion, checked without access to files or network. */

import type { BrokerPreset } from '../../broker/core/companionInfo.ts';
import type { Limits } from '../../broker/core/memory/limits.ts';
import { nearestOf } from '../../engine/filter/syntax/nearest.ts';
import { parseUserVariable, randomUser, type Users } from '../access/users.ts';
import { UsageError } from '../cli/errors.ts';
import { type Answered, type ParserSurroundings, parse } from '../cli/optionParser.ts';
import { isBrokerAddress, suggestedOption } from '../cli/suggestedOption.ts';
import { SUBCOMMANDS } from '../commands/commands.ts';
import { checkToken } from '../control/controlToken.ts';
import { areOverlapping, isLoopbackHost } from '../net/addresses.ts';
import { type ListenAddress, shownListen } from '../net/listenAddress.ts';
import type { TlsFiles } from '../net/tlsIdentity.ts';
import { type PlatformArguments, platformArguments } from '../platform/platformOptions.ts';
import { COMPANION, type CompanionValues } from './companionOptions.ts';
import { limitsOf } from './limitOptions.ts';
import { presetsOf } from './presets.ts';

/** Parsed arguments. Files are only named here and read later. */
export interface Arguments {
  /** The option values. */
  readonly values: CompanionValues;
  /** Users in `MQTTSCOPE_USERS`. */
  readonly environmentUsers: Users;
  /** User of `--make-user`; undefined: not given, or others can sign in. */
  readonly madeUser: readonly [name: string, password: string] | undefined;
  /** Those of `MQTTSCOPE_BROKERS` may have passwords. */
  readonly presets: readonly BrokerPreset[];
  readonly tls: TlsFiles | undefined;
  /** Token of the control interface; undefined: generated. */
  readonly token: string | undefined;
  /** The local platform of devices; undefined: none. */
  readonly platform: PlatformArguments | undefined;
  readonly limits: Partial<Limits>;
}

export interface Surroundings extends ParserSurroundings {
  /** `MQTTSCOPE_USERS`. */
  readonly users: string | undefined;
  /** `MQTTSCOPE_BROKERS`. */
  readonly brokers?: string | undefined;
  /** `MQTTSCOPE_TOKEN`. */
  readonly token: string | undefined;
}

/** `argv` without the program's own two entries. Throws `UsageError`. */
export function parseCommandLine(
  argv: readonly string[],
  surroundings: Surroundings,
): Arguments | Answered {
  const [first = ''] = argv;
  // Also before --help, which would describe another command.
  if (/^[a-z]/i.test(first)) throw noSubcommand(first);
  const parsed = parse(COMPANION, argv, surroundings);
  if (parsed === 'answered') return parsed;
  const [subcommand] = parsed.args;
  if (subcommand !== undefined) {
    throw noSubcommand(subcommand, suggestedOption(subcommand, COMPANION.options));
  }
  return checked(parsed.values, surroundings);
}

/** MiB. Node cannot read a file of 2 GiB at once, and stored data is larger than its count in memory. */
const MOST_MEMORY_KEPT = 1024;

function checked(values: CompanionValues, surroundings: Surroundings): Arguments {
  const { host } = values;
  const environmentUsers = parseUserVariable(surroundings.users ?? '');
  const platform = platformArguments(values);
  const tls = tlsFiles(values);
  const areGiven = values.user.length + environmentUsers.size > 0 || values.users !== undefined;
  const needsUser = !areGiven && values.tlsClientCa === undefined && platform === undefined;
  const { makeUser } = values;
  const madeUser = makeUser !== undefined && needsUser ? randomUser(makeUser) : undefined;
  const hasUsers = areGiven || madeUser !== undefined;
  const anyUser = hasUsers || values.tlsClientCa !== undefined;
  if (!isLoopbackHost(host) && !anyUser && platform === undefined) {
    throw new UsageError((say) => say.hostWithoutUsers(`--host ${host}`));
  }
  checkListeners(values, tls !== undefined, ({ isTls, isWeb }) => {
    if (platform !== undefined || (isWeb && values.ingress !== undefined)) return true;
    return isTls ? anyUser : hasUsers;
  });
  if (values.allowAnonymous && !anyUser) {
    throw new UsageError((say) => say.needsBeside('--allow-anonymous', ['--users']));
  }
  const { sn, snUser } = values;
  const ofBroker = values.data !== undefined ? '--data' : sn !== undefined ? '--sn' : undefined;
  if (!values.broker && ofBroker !== undefined) {
    throw new UsageError((say) => say.needsBroker(ofBroker));
  }
  if (sn === undefined && (snUser ?? values.snTopics) !== undefined) {
    const option = snUser === undefined ? '--sn-topics' : '--sn-user';
    throw new UsageError((say) => say.needsBeside(option, ['--sn']));
  }
  if (sn !== undefined && snUser === undefined && (anyUser || !isLoopbackHost(host))) {
    throw new UsageError((say) => say.snWithoutUser());
  }
  if (values.data !== undefined && values.memory > MOST_MEMORY_KEPT) {
    throw new UsageError((say) => say.tooMuchKept(MOST_MEMORY_KEPT));
  }
  checkPorts(values);
  return {
    values,
    environmentUsers,
    madeUser,
    presets: presetsOf(values.preset, surroundings.brokers ?? '', values.bridge),
    tls,
    token: values.token ?? tokenOf(surroundings.token),
    platform,
    limits: limitsOf(values),
  };
}

/** @param isGuarded whether clients of a listener need more than its address; certificates exist in TLS only */
function checkListeners(
  { listen }: CompanionValues,
  hasTls: boolean,
  isGuarded: (listener: ListenAddress) => boolean,
): void {
  for (const at of listen) {
    const option = `--listen ${shownListen(at)}`;
    if (at.isTls && !hasTls) {
      throw new UsageError((say) => say.needsBeside(option, ['--tls-cert', '--tls-key']));
    }
    if (!isLoopbackHost(at.host) && !isGuarded(at)) {
      throw new UsageError((say) => say.hostWithoutUsers(option));
    }
  }
}

/** Two listeners at one address. */
function checkPorts({ host, http, mqtt, broker, listen }: CompanionValues): void {
  const named = [
    { name: '--http', isWeb: true, host, port: http.given ? http.port : 0 },
    { name: '--mqtt', isWeb: false, host, port: mqtt.given ? mqtt.port : 0 },
    ...listen.map((at) => ({ ...at, name: `--listen ${shownListen(at)}` })),
  ].filter(({ isWeb, port }) => (isWeb || broker) && port !== 0);
  for (const [index, one] of named.entries()) {
    const other = named
      .slice(0, index)
      .find(({ port, host }) => port === one.port && areOverlapping(host, one.host));
    if (other !== undefined) {
      throw new UsageError((say) => say.samePorts(other.name, one.name, one.port));
    }
  }
}

function tlsFiles(values: CompanionValues): TlsFiles | undefined {
  const { tlsCert: cert, tlsKey: key, tlsClientCa: clientCa, tlsUserName: userNameFrom } = values;
  const needs = (option: string, ...others: readonly string[]): UsageError =>
    new UsageError((say) => say.needsBeside(option, others));
  if (cert === undefined && clientCa !== undefined) {
    throw needs('--tls-client-ca', '--tls-cert', '--tls-key');
  }
  if (clientCa === undefined && userNameFrom !== undefined) {
    throw needs('--tls-user-name', '--tls-client-ca');
  }
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined) throw needs('--tls-key', '--tls-cert');
  if (key === undefined) throw needs('--tls-cert', '--tls-key');
  return { cert, key, clientCa, userNameFrom };
}

/** An empty variable is ignored; an empty option is an error. */
function tokenOf(variable: string | undefined): string | undefined {
  return variable === undefined || variable === ''
    ? undefined
    : checkToken(variable, 'MQTTSCOPE_TOKEN');
}

/** Words that other programs use. */
const OTHER_WORDS: ReadonlyMap<string, string> = new Map([
  ['version', '--version'],
  ['start', 'serve'],
  ['connect', 'record --url <URL>'],
  ['sub', 'record --subscribe <FILTER>'],
  ['subscribe', 'record --subscribe <FILTER>'],
]);

const CAPTURE_FILE = /\.(pcap|pcapng|cap|mqttscope|har)(\.(gz|zst|lz4))?$/i;

/** Addresses of any host are those of listeners. */
const ANY_HOST = /^(\w+:\/\/)?(\*|0\.0\.0\.0|\[::\])?:\d+$/;
const HOST_AND_PORT = /^(localhost|[^\s/]+:\d{1,5})$/;

/** @param suggested flags of an option of the companion */
export function noSubcommand(name: string, suggested?: string): UsageError {
  const isBroker = (isBrokerAddress(name) || HOST_AND_PORT.test(name)) && !ANY_HOST.test(name);
  // The address may contain a password.
  if (isBroker) return new UsageError((say) => say.addressForServe());
  if (CAPTURE_FILE.test(name)) return new UsageError((say) => say.fileForServe());
  const names = ['serve', 'help', ...SUBCOMMANDS.map((one) => one.name)];
  const similar = OTHER_WORDS.get(name) ?? nearestOf(name, names, 2) ?? suggested;
  return new UsageError((say) => say.noSubcommand(name, similar));
}
