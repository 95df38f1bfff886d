/** The options of the companion: `mqttscope` without a subcommand. */
import { isIP } from 'node:net';
import { DEFAULT_LIMITS } from '../../broker/core/memory/limits.ts';
import { LARGEST_PACKET } from '../../mqtt/tables/packetSize.ts';
import { topicFilterError } from '../../mqtt/tables/topics.ts';
import { parsePair } from '../access/users.ts';
import { SN_TOPICS } from '../captures/snTopicsFile.ts';
import { UsageError } from '../cli/errors.ts';
import { LANGUAGE } from '../cli/language.ts';
import {
  anyText,
  choice,
  command,
  flag,
  type Kind,
  many,
  maybe,
  number,
  type OptionSpec,
  one,
  oneOr,
  unless,
  type Values,
} from '../cli/options.ts';
import { checkToken } from '../control/controlToken.ts';
import { lineAddress } from '../dial/address.ts';
import { parseOrigin } from '../http/hostRules.ts';
import { bareHost, canonicalAddress, isEveryHost } from '../net/addresses.ts';
import type { PortChoice } from '../net/listen.ts';
import { LISTEN_ADDRESS, type ListenAddress } from '../net/listenAddress.ts';
import { setting } from '../platform/platformOptions.ts';
import { preset } from './presets.ts';

const MEBIBYTE = 1024 * 1024;
const MILLION = 1_000_000;

const host: Kind<string> = {
  read: (text) => {
    const bare = bareHost(text);
    if (/^[\w.:%-]+$/.test(bare)) return bare;
    throw new UsageError((say) => say.notAHost(bare));
  },
};

const pair: Kind<readonly [name: string, password: string]> = {
  read: (text, option) => parsePair(text, () => option),
};

/** A bridge destination: `host`, `host:port`, `host:*`, or a Unix socket as a path or an address. */
const place: Kind<string> = {
  read: (text, option) => {
    if (/^\/[^\0]/.test(text)) return text;
    const address = /^unix:/i.test(text) ? lineAddress(text)?.place : undefined;
    if (address?.kind === 'unix') return address.path;
    if (/^(?:\[[\da-f:.]+\]|[^\s:/@[\]]+)(?::(?:\d{1,5}|\*))?$/i.test(text))
      return text.toLowerCase();
    throw new UsageError((say) => say.notAPlace(option, text));
  },
};

const origin: Kind<string> = {
  read: (text) => {
    const parsed = parseOrigin(text);
    if (parsed !== undefined) return parsed;
    throw new UsageError((say) => say.notAnOrigin(text));
  },
};

const ipAddress: Kind<string> = {
  read: (text, option) => {
    const bare = bareHost(text);
    const address = isIP(bare) === 0 ? undefined : canonicalAddress(bare);
    // No connection comes from the unspecified address.
    if (address !== undefined && !isEveryHost(address)) return address;
    throw new UsageError((say) => say.notAnIpAddress(option, text));
  },
};

/** A listener of HTTP takes WebSocket and the app, so both names fit. */
const listenAddress: Kind<ListenAddress> = {
  read: (text, option) => LISTEN_ADDRESS.read(text.replace(/^http(?=s?:\/\/)/i, 'ws'), option),
};

const logFile: Kind<string> = {
  read: (text) => {
    if (text !== '') return text;
    throw new UsageError((say) => say.noLogFile());
  },
};

const folder: Kind<string> = {
  read: (text, option) => {
    if (text !== '') return text;
    throw new UsageError((say) => say.noFolderName(option));
  },
};

const portNumber: Kind<number> = {
  read: (text, option) => {
    const given = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
    if (given <= 65_535) return given;
    throw new UsageError((say) => say.notAPort(option, text));
  },
};

const userName: Kind<string> = {
  read: (text, option) => {
    if (text !== '') return text;
    throw new UsageError((say) => say.isEmpty(option));
  },
};

/** A colon would end the name in `MQTTSCOPE_USERS`, and a blank in the printed line. */
const newUser: Kind<string> = {
  read: (text, option) => {
    if (/^[^\s:\p{Cc}]+$/u.test(text)) return text;
    throw new UsageError((say) => say.notAUserName(option));
  },
};

const topicFilter: Kind<string> = {
  read: (text) => {
    const fault = topicFilterError(text);
    if (fault === undefined) return text;
    throw new UsageError((say) => say.notATopicFilter(text, fault));
  },
};

/** A port that was not given may move. */
function port(flags: string, usual: number): OptionSpec<PortChoice> {
  const { facts, read } = one(flags, {
    read: (text, option) => ({ port: portNumber.read(text, option), given: true }),
  });
  return {
    flags,
    facts: { ...facts, usually: String(usual) },
    read: (given) => read(given) ?? { port: usual, given: false },
  };
}

export const COMPANION = command('companion', [], {
  host: oneOr('--host <host>', '127.0.0.1', host),
  http: port('--http <port>', 8080),
  mqtt: port('--mqtt <port>', 1883),
  listen: many('--listen <ADDRESS>', listenAddress),
  sn: one('--sn <port>', portNumber),
  snTopics: SN_TOPICS,
  snUser: one('--sn-user <name>', userName),
  user: many('--user <name:password>', pair),
  users: one('--users <file>', anyText),
  makeUser: one('--make-user <name>', newUser),
  allowAnonymous: flag('--allow-anonymous'),
  acl: one('--acl <file>', anyText),
  demo: unless('--no-demo'),
  broker: unless('--no-broker'),
  bridge: unless('--no-bridge'),
  preset: many('--broker <NAME=URL>', preset),
  bridgeAllow: many('--bridge-allow <host:port>', place),
  tlsCert: one('--tls-cert <file>', anyText),
  tlsKey: one('--tls-key <file>', anyText),
  tlsClientCa: one('--tls-client-ca <file>', anyText),
  tlsUserName: one('--tls-user-name <cn|san>', choice(['cn', 'san'])),
  allowOrigin: many('--allow-origin <origin>', origin),
  ingress: one('--ingress <ADDRESS>', ipAddress),
  token: one('--token <token>', { read: checkToken }),
  alibaba: maybe('--alibaba [file]'),
  alibabaSetting: many('--alibaba-setting <name=value>', setting),
  seed: one('--seed <n>', number(0, 0xffff_ffff)),
  faults: one('--faults <file>', anyText),
  log: one('--log <file>', logFile),
  data: one('--data <folder>', folder),
  open: flag('--open'),
  serverKeepAlive: one('--server-keep-alive <seconds>', number(1, 0xffff)),
  receiveMaximum: one('--receive-maximum <n>', number(1, 0xffff)),
  topicAliasMaximum: oneOr(
    '--topic-alias-maximum <n>',
    DEFAULT_LIMITS.topicAliasMaximum,
    number(0, 0xffff),
  ),
  maximumPacketSize: oneOr(
    '--maximum-packet-size <bytes>',
    DEFAULT_LIMITS.maximumPacketSize,
    number(1, LARGEST_PACKET),
  ),
  maxConnections: oneOr('--max-connections <n>', DEFAULT_LIMITS.connections, number(1, MILLION)),
  memory: oneOr('--memory <mebibytes>', DEFAULT_LIMITS.memory / MEBIBYTE, number(16, 65_536)),
  refuseFilter: many('--refuse-filter <filter>', topicFilter),
  lang: LANGUAGE,
});

export type CompanionValues = Values<typeof COMPANION.options>;
