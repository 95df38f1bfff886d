/** `mqttscope record`: a broker's packets to a file, without a browser. */
import { text as textOf } from 'node:stream/consumers';
import { Command, Option } from 'commander';
import { EXPORT_FORMATS, type ExportFormat } from '../engine/files/captureExport.ts';
import { newClientId } from '../profiles/clientId.ts';
import { formatOf } from './captureFormat.ts';
import { UsageError } from './errors.ts';
import { validFilter } from './filterOption.ts';
import { type RecordPlan, record } from './recorder.ts';
import {
  type BrokerAddress,
  parseAddress,
  parseDuration,
  parseNumber,
  parseProtocol,
  parseSubscriptions,
  type RawRecordOptions,
} from './recordOptions.ts';
import { readText, readTrust } from './recordTrust.ts';
import { type CommandSurroundings, parseSubcommand, WITH_SECRETS } from './subcommand.ts';

/** Seconds that a broker is asked to keep the session with --no-clean (MQTT 5, 3.1.2.11.2). */
const SESSION_EXPIRY = 3600;
const STANDARD_INPUT = '-';

const AFTERWORD = `
Both directions are recorded, with the bytes as they were: what the broker sends, and what this
client answers. Packets go to FILE as they come, so memory stays bounded however long it takes. The
format follows from the ending of FILE (.mqttscope, .pcapng, .ndjson, .csv); any other is
mqttscope's own. A FILE that is there is kept until the recording
is complete (which grows in FILE.partial), and stays where no connection came about. Passwords, authentication data and delivered
device secrets are overwritten with * unless --with-secrets is given.

The recording ends with the first of
  --for DURATION   so long after the connection was accepted
  --count N        N received PUBLISH packets
  --until EXPR     a packet that the display filter lets through, which is the last one, or a packet
                   that shows that an earlier one now passes: exchange.state == retried
  Ctrl+C, SIGTERM
Handshakes under way are brought to their end (for a second at most), then it disconnects. Without
any of them it goes on for ever. A connection that is lost is opened again, unless --no-reconnect, and
also one that had to be ended because the broker broke a rule; one that cannot be opened in the first
place is an error. Malformed packets alone do not end it: finding them is what a recording is for.

The password comes from MQTTSCOPE_PASSWORD, or from --password-file (- for standard input).

Examples:
  mqttscope record --url mqtt://localhost --subscribe '#' --for 30s -o all.mqttscope
  mqttscope record --url mqtts://broker:8883 --ca ca.pem --username me --subscribe 'a/#' --count 100 -o a.pcapng
  mqttscope record --url wss://broker/mqtt --subscribe 'jobs/+' --until 'payload contains "done"' -o jobs.ndjson
  mqttscope record --url mqtt://localhost --subscribe '#' --for 1m -o - | mqttscope problems -

Exit codes: 0 recorded, 1 no connection, no subscription granted, connection lost for good or FILE
not writable (FILE.partial holds what was seen until then), 2 wrong arguments.`;

const collect = (value: string, previous: readonly string[] = []): readonly string[] => [
  ...previous,
  value,
];

/** Throws `UsageError`, `StartError`. */
export async function runRecord(
  argv: readonly string[],
  surroundings: CommandSurroundings,
): Promise<void> {
  const command = new Command('mqttscope record')
    .description('Records what a client of a broker sends and receives, to a capture file.')
    .requiredOption('--url <URL>', 'broker: mqtt://, mqtts://, ws:// or wss://')
    .requiredOption('--subscribe <FILTER>', 'topic filter; may be repeated', collect)
    .requiredOption(
      '-o, --output <FILE>',
      'file to write; one that is there is replaced at the end; - for standard output',
    )
    .option('--for <DURATION>', 'how long: 500ms, 30s, 5m, 1h')
    .option('--count <N>', 'how many received PUBLISH packets')
    .option('--until <EXPR>', 'up to the first packet that this display filter lets through')
    .addOption(new Option('--format <format>', 'format of FILE').choices(EXPORT_FORMATS))
    .option('--qos <QOS>', 'QoS to subscribe with: 0, 1 or 2', '0')
    .option('--protocol <VERSION>', 'version of MQTT: 3.1, 3.1.1 or 5', '5')
    .option('--client-id <ID>', 'client identifier; a new one unless given')
    .option('--username <NAME>', 'user name')
    .option('--password-file <FILE>', 'file that holds the password; - for standard input')
    .option('--password <PASSWORD>', 'password; seen by all users of this machine')
    .option('--keep-alive <SECONDS>', 'keep alive; 0 for none', '60')
    .option('--no-clean', 'take up the session of --client-id, and leave it behind')
    .option('--no-reconnect', 'end when the connection is lost')
    .option(
      '--ca <FILE>',
      'certificates (PEM) of the authorities to trust, for mqtts:// and wss://',
    )
    .option('--insecure', 'take any certificate')
    .option('--cert <FILE>', 'certificate (PEM) to show to the broker')
    .option('--key <FILE>', 'its private key (PEM)')
    .option(...WITH_SECRETS)
    .addHelpText('after', AFTERWORD);
  if (!parseSubcommand(command, argv, surroundings)) return;
  const { notice, version } = surroundings;
  const plan = await planOf(command.opts<RawRecordOptions>(), notice);
  if (plan.trust.isInsecure) notice('--insecure: whoever answers is believed to be the broker.');
  const interruption = new AbortController();
  const interrupt = (): void => {
    interruption.abort();
  };
  // Further signals are ignored, since the end is near: under npm, Ctrl+C arrives twice.
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    const application = `mqttscope ${version}`;
    await record(plan, { notice, application, signal: interruption.signal });
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

async function planOf(
  options: RawRecordOptions,
  notice: (text: string) => void,
): Promise<RecordPlan> {
  const address = parseAddress(options.url);
  const version = parseProtocol(options.protocol);
  const subscriptions = parseSubscriptions(options.subscribe, options.qos, version);
  if (!options.clean && options.clientId === undefined) {
    throw new UsageError('--no-clean takes up a session: name whose with --client-id.');
  }
  const checked = {
    keepAlive: parseNumber(options.keepAlive, '--keep-alive', 0, 65_535),
    duration: options.for === undefined ? undefined : parseDuration(options.for, '--for'),
    count:
      options.count === undefined
        ? undefined
        : parseNumber(options.count, '--count', 1, Number.MAX_SAFE_INTEGER),
    until: checkedFilter(options.until),
  };
  return {
    settings: {
      url: address.url,
      version,
      clientId: options.clientId ?? newClientId(),
      signIn: await signInOf(options, address, notice),
      cleanStart: options.clean,
      keepAlive: checked.keepAlive,
      sessionExpiry: options.clean ? 0 : SESSION_EXPIRY,
      will: undefined,
      subscriptions,
    },
    trust: await readTrust(options, address.isEncrypted),
    file: options.output,
    format: formatNamed(options.format) ?? formatWanted(options.output),
    withSecrets: options.withSecrets === true,
    duration: checked.duration,
    count: checked.count,
    until: checked.until,
    reconnects: options.reconnect,
  };
}

function checkedFilter(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (text.trim() === '') throw new UsageError('--until is empty; it takes a display filter.');
  validFilter(text, '--until');
  return text;
}

/** Own where the ending tells none; but not under the name of a format that it is not. */
function formatWanted(file: string): ExportFormat {
  if (/\.p?cap$/i.test(file)) {
    throw new UsageError(
      `${file} would be no pcap. Name it .pcapng, which Wireshark opens as well.`,
    );
  }
  return formatOf(file) ?? 'mqttscope';
}

const formatNamed = (name: string | undefined): ExportFormat | undefined =>
  EXPORT_FORMATS.find((format) => format === name);

async function signInOf(
  options: RawRecordOptions,
  address: BrokerAddress,
  notice: (text: string) => void,
): Promise<RecordPlan['settings']['signIn']> {
  const isSeen = options.password !== undefined || address.password !== undefined;
  if (isSeen) {
    notice(
      'The password stands in the arguments, where all users of this machine see it; MQTTSCOPE_PASSWORD and --password-file hide it.',
    );
  }
  const fromFile =
    options.passwordFile === undefined ? undefined : await readPassword(options.passwordFile);
  const password = fromFile ?? options.password ?? address.password;
  return {
    kind: 'password',
    userName: options.username ?? address.userName ?? '',
    password: password ?? process.env['MQTTSCOPE_PASSWORD'] ?? '',
  };
}

/** The first line. */
async function readPassword(file: string): Promise<string> {
  const text =
    file === STANDARD_INPUT ? await textOf(process.stdin) : await readText(file, '--password-file');
  return text.split(/\r?\n/, 1)[0] ?? '';
}
