/** What stands on the command line, checked as far as it can be without touching anything outside. */
import { Command, CommanderError } from 'commander';
import { bareHost, isLoopbackHost } from './addresses.ts';
import type { UserNameFrom } from './certificates.ts';
import { checkToken } from './controlToken.ts';
import { UsageError } from './errors.ts';
import { parseOrigin } from './hostRules.ts';
import {
  checkLimits,
  describeLimits,
  type LimitOptions,
  type RawLimitOptions,
} from './limitOptions.ts';
import type { PortChoice } from './listen.ts';
import { checkSeed, type PlatformArguments, platformArguments } from './platformOptions.ts';
import type { TlsFiles } from './tlsIdentity.ts';
import { parseUserOptions, parseUserVariable, type Users } from './users.ts';

/** The companion, as it was asked for. Files are named here and read later. */
export interface Arguments extends LimitOptions {
  readonly host: string;
  readonly http: PortChoice;
  readonly mqtt: PortChoice;
  /** Of `--user`. */
  readonly users: Users;
  /** Of `MQTTSCOPE_USERS`. */
  readonly environmentUsers: Users;
  readonly userFile: string | undefined;
  /** The file of `--users`. */
  readonly passwordFile: string | undefined;
  /** The file of `--acl`. */
  readonly acl: string | undefined;
  readonly clientIdPrefix: string | undefined;
  readonly demo: boolean;
  readonly broker: boolean;
  readonly tls: TlsFiles | undefined;
  readonly allowedOrigins: readonly string[];
  /** Of the control interface; undefined: one is made. */
  readonly token: string | undefined;
  /** The local platform of devices; undefined: there is none. */
  readonly platform: PlatformArguments | undefined;
  /** Of chance, for whoever wants the same again; undefined: another one at each start. */
  readonly seed: number | undefined;
  /** The file of `--faults`. */
  readonly faults: string | undefined;
  readonly open: boolean;
  /** The file of `--log`; `-`: standard output. */
  readonly log: string | undefined;
}

/** Help or the version was asked for and has been printed. */
export type Answered = 'answered';

export interface Surroundings {
  readonly version: string;
  /** `MQTTSCOPE_USERS`. */
  readonly users: string | undefined;
  /** `MQTTSCOPE_TOKEN`. */
  readonly token: string | undefined;
  readonly print: (text: string) => void;
}

type RawOptions = RawLimitOptions & {
  readonly host: string;
  readonly http?: string;
  readonly mqtt?: string;
  readonly user?: readonly string[];
  readonly userFile?: string;
  readonly users?: string;
  readonly acl?: string;
  readonly clientIdPrefix?: string;
  readonly demo: boolean;
  readonly broker: boolean;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly tlsClientCa?: string;
  readonly tlsUserName?: string;
  readonly allowOrigin?: readonly string[];
  readonly token?: string;
  readonly alibaba?: string | true;
  readonly alibabaSetting?: readonly string[];
  readonly seed?: string;
  readonly faults?: string;
  readonly open?: boolean;
  readonly log?: string;
};

const HTTP_PORT = 8080;
const MQTT_PORT = 1883;

const AFTERWORD = `
Users may also stand in the environment: MQTTSCOPE_USERS=name:password,name:password
Without --user, whoever comes over this machine's loopback may connect, and only --host values
of it are accepted, unless --alibaba lets devices in by their signature. Passwords may hold colons.

The token may also stand in the environment: MQTTSCOPE_TOKEN=token. Others on this machine can
read command lines, and not environments. It is not printed then.

Standard output carries the addresses, one a line, and the token where one was made:
  app http://127.0.0.1:8080/#t=4X…
  mqtt mqtt://127.0.0.1:1883
  ws ws://127.0.0.1:8080/mqtt
  token qx…
The code in the first one lets one tab look into the broker and steer it, once and within ten minutes.
and with --alibaba and no file, a line for each demo device:
  device productKey deviceName deviceSecret
Exit codes: 0 ended by a signal, 1 could not start, 2 wrong arguments.`;

/** `argv` without the program's own two entries. Throws `UsageError`. */
export function parseCommandLine(
  argv: readonly string[],
  surroundings: Surroundings,
): Arguments | Answered {
  const program = describeProgram(surroundings);
  try {
    program.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 'answered';
    // What follows an equals sign may be a secret.
    throw new UsageError(sentence(error.message.replace(/^error: /, '').replace(/=[^']*'/, "'")));
  }
  const [subcommand] = program.args;
  if (subcommand !== undefined) {
    throw noSubcommand(subcommand);
  }
  return checkOptions(program.opts<RawOptions>(), surroundings);
}

function describeProgram({ version, print }: Surroundings): Command {
  const collect = (value: string, previous: readonly string[] = []): readonly string[] => [
    ...previous,
    value,
  ];
  const program = new Command('mqttscope')
    .description(
      'Serves the MQTT explorer, and a broker for MQTT 3.1, 3.1.1 and 5.0 with demo devices to try it on.',
    )
    .usage(
      '[options]\n       mqttscope dissect FILE [--json] [--with-secrets]\n       mqttscope convert FILE -o OUT [--with-secrets]\n       mqttscope problems FILE [--fail-on warn|error] [--junit FILE]\n       mqttscope record --url URL --subscribe FILTER -o FILE [--for DURATION]\n       mqttscope passwd FILE NAME [--delete]\n       mqttscope sign --product-key KEY --device-name NAME [--device-secret SECRET]\n       mqttscope verify --client-id ID --username NAME --password TEXT [--device-secret SECRET]\n       mqttscope help [SUBCOMMAND]',
    )
    .option('--host <host>', 'address to listen on', '127.0.0.1')
    .option('--http <port>', `port of the app and of MQTT over WebSocket (default: ${HTTP_PORT})`)
    .option('--mqtt <port>', `port of MQTT over TCP (default: ${MQTT_PORT}); 0 takes a free one`)
    .option('--user <name:password>', 'a user who may connect; may be repeated', collect)
    .option(
      '--users <file>',
      'users from a file that mqttscope passwd writes, with hashed passwords',
    )
    .option('--user-file <file>', 'users from a file, one name:password a line')
    .option(
      '--acl <file>',
      'what clients may read and write, in the format of Mosquitto’s acl_file',
    )
    .option(
      '--client-id-prefix <text>',
      'what client identifiers must begin with; %u is the user name, such as %u-: CONNACK 0x85',
    )
    .option('--no-demo', 'without the demo devices')
    .option('--no-broker', 'serve the app only')
    .option(
      '--tls-cert <file>',
      'certificate (PEM): https, wss and mqtts instead of the plain ones',
    )
    .option('--tls-key <file>', 'private key (PEM) of the certificate')
    .option(
      '--tls-client-ca <file>',
      'certificates (PEM) of those that sign clients’: who shows none of theirs does not get in',
    )
    .option(
      '--tls-user-name <cn|san>',
      'the user name is the common name (or the first alternative name) of the client’s certificate, and no password is asked for',
    )
    .option(
      '--allow-origin <origin>',
      'origin of other pages that may connect; may be repeated',
      collect,
    )
    .option(
      '--token <token>',
      'token of the control interface, for who may watch and steer the broker (default: made at each start, and printed)',
    )
    .option(
      '--alibaba [file]',
      'a local platform for devices of Alibaba Cloud IoT: those of a file (JSON), or demo devices, which are printed; see docs/alibaba.md',
    )
    .option(
      '--alibaba-setting <name=value>',
      'how the platform behaves, such as connectsPerMinute=5; may be repeated',
      collect,
    )
    .option('--seed <n>', 'the same demo devices at each start')
    .option('--faults <file>', 'rules (JSON) for what goes wrong on purpose; see docs/faults.md')
    .option(
      '--log <file>',
      'append events (sign-ins, refusals, limits, control commands) to a file, one JSON object a line; - is standard output; see docs/events.md',
    )
    .option('--open', 'open the app in the browser');
  return describeLimits(program)
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', AFTERWORD)
    .allowExcessArguments(true)
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: () => undefined, outputError: () => undefined })
    .action(() => undefined);
}

function checkOptions(options: RawOptions, surroundings: Surroundings): Arguments {
  const host = bareHost(options.host);
  if (!/^[\w.:%-]+$/.test(host)) {
    throw new UsageError(`--host must be an address or a host name, not ${JSON.stringify(host)}.`);
  }
  const users = parseUserOptions(options.user ?? []);
  const environmentUsers = parseUserVariable(surroundings.users ?? '');
  const platform = platformArguments(options);
  const anyUser =
    users.size + environmentUsers.size > 0 ||
    (options.userFile ?? options.users ?? options.tlsClientCa) !== undefined;
  if (!isLoopbackHost(host) && !anyUser && platform === undefined) {
    throw new UsageError(
      `--host ${host} lets other machines in, and without a user anybody on the network could connect. Add --user name:password, --tls-client-ca for clients with certificates, or --alibaba for devices that sign in.`,
    );
  }
  const http = portChoice(options.http, HTTP_PORT, '--http');
  const mqtt = portChoice(options.mqtt, MQTT_PORT, '--mqtt');
  if (options.broker && http.given && mqtt.given && http.port === mqtt.port && http.port !== 0) {
    throw new UsageError(`--http and --mqtt are both ${http.port}: they need ports of their own.`);
  }
  return {
    host,
    http,
    mqtt,
    users,
    environmentUsers,
    userFile: options.userFile,
    passwordFile: options.users,
    acl: options.acl,
    clientIdPrefix: checkPrefix(options.clientIdPrefix),
    demo: options.demo,
    broker: options.broker,
    tls: tlsFiles(options),
    allowedOrigins: (options.allowOrigin ?? []).map(checkOrigin),
    token: givenToken(options.token, surroundings.token),
    platform,
    seed: options.seed === undefined ? undefined : checkSeed(options.seed),
    faults: options.faults,
    open: options.open === true,
    log: checkLog(options.log),
    ...checkLimits(options),
  };
}

function checkPrefix(prefix: string | undefined): string | undefined {
  if (prefix === undefined || /^[^\p{C}]{1,100}$/u.test(prefix)) return prefix;
  throw new UsageError(
    '--client-id-prefix must be 1 to 100 visible characters, such as %u- for the user name and a dash.',
  );
}

function checkLog(path: string | undefined): string | undefined {
  if (path === '')
    throw new UsageError('--log needs the name of a file, or - for standard output.');
  return path;
}

function portChoice(text: string | undefined, usual: number, option: string): PortChoice {
  if (text === undefined) return { port: usual, given: false };
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) {
    throw new UsageError(`${option} must be a port from 0 to 65535, not ${JSON.stringify(text)}.`);
  }
  return { port, given: true };
}

function tlsFiles(options: RawOptions): TlsFiles | undefined {
  const { tlsCert: cert, tlsKey: key, tlsClientCa: clientCa, tlsUserName } = options;
  if (cert === undefined && clientCa !== undefined) {
    throw new UsageError('--tls-client-ca needs --tls-cert and --tls-key beside it.');
  }
  if (clientCa === undefined && tlsUserName !== undefined) {
    throw new UsageError('--tls-user-name needs --tls-client-ca beside it.');
  }
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined) throw new UsageError('--tls-key needs --tls-cert beside it.');
  if (key === undefined) throw new UsageError('--tls-cert needs --tls-key beside it.');
  return { cert, key, clientCa, userNameFrom: checkUserNameFrom(tlsUserName) };
}

function checkUserNameFrom(text: string | undefined): UserNameFrom | undefined {
  if (text === undefined || text === 'cn' || text === 'san') return text;
  throw new UsageError(`--tls-user-name must be cn or san, not ${JSON.stringify(text)}.`);
}

/** An empty variable is none; an empty option is wrong. */
function givenToken(option: string | undefined, variable: string | undefined): string | undefined {
  if (option !== undefined) return checkToken(option, '--token');
  return variable === undefined || variable === ''
    ? undefined
    : checkToken(variable, 'MQTTSCOPE_TOKEN');
}

function checkOrigin(text: string): string {
  const origin = parseOrigin(text);
  if (origin === undefined) {
    throw new UsageError(
      `--allow-origin must be the origin of a page, such as https://app.example, not ${JSON.stringify(text)}.`,
    );
  }
  return origin;
}

export function noSubcommand(name: string): UsageError {
  return new UsageError(`There is no subcommand ${JSON.stringify(name)}.`);
}

function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return capital.endsWith('.') ? capital : `${capital}.`;
}
