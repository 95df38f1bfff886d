/** `mqttscope record`: writes a broker's packets to a file, without a browser. */

import { text as textOf } from 'node:stream/consumers';
import { EXPORT_FORMATS } from '../../engine/files/captureFormats.ts';
import { recording } from '../../i18n/cli/en/recording.ts';
import { newClientId } from '../../profiles/settings/ids.ts';
import { writtenFormat } from '../captures/captureFormat.ts';
import { refuseSameFile } from '../captures/sameFile.ts';
import { ENDING_SIGNALS } from '../cli/endingSignals.ts';
import { UsageError } from '../cli/errors.ts';
import { EXIT } from '../cli/exitCodes.ts';
import { LANGUAGE } from '../cli/language.ts';
import { readOptionFile } from '../cli/optionFile.ts';
import {
  anyText,
  choice,
  command,
  flag,
  type Kind,
  manyNeeded,
  needed,
  number,
  one,
  oneOr,
  unless,
  type Values,
} from '../cli/options.ts';
import { protocol } from '../cli/protocolKind.ts';
import { type CommandSurroundings, parseSubcommand, WITH_SECRETS } from '../cli/subcommand.ts';
import { refuseBytesOnTerminal } from '../cli/terminalText.ts';
import { type RecordPlan, record } from './recorder.ts';
import { address, displayFilter, duration, qos, subscriptionsOf } from './recordOptions.ts';
import { readTrust } from './recordTrust.ts';
import { checkRotation, fileSize } from './rotation.ts';

/** Session expiry interval in seconds with --no-clean (MQTT 5, 3.1.2.11.2). */
const SESSION_EXPIRY = 3600;
const STANDARD_INPUT = '-';

/** Unlimited, so that help omits the range. */
const anyCount: Kind<number> = { read: number(1, Number.MAX_SAFE_INTEGER).read };

export const RECORD = command('record', [], {
  url: needed('--url <URL>', address),
  subscribe: manyNeeded('--subscribe <FILTER>', anyText),
  output: needed('-o, --output <FILE>', anyText),
  for: one('--for <DURATION>', duration),
  count: one('--count <N>', anyCount),
  until: one('--until <EXPR>', displayFilter),
  format: one('--format <format>', choice(EXPORT_FORMATS)),
  rotateSize: one('--rotate-size <SIZE>', fileSize),
  keep: one('--keep <N>', number(2, 100_000)),
  qos: oneOr('--qos <QOS>', 0, qos),
  protocol: oneOr('--protocol <VERSION>', 5, protocol),
  clientId: one('--client-id <ID>', anyText),
  username: one('--username <NAME>', anyText),
  passwordFile: one('--password-file <FILE>', anyText),
  password: one('--password <PASSWORD>', anyText),
  keepAlive: oneOr('--keep-alive <SECONDS>', 60, number(0, 65_535)),
  clean: unless('--no-clean'),
  reconnect: unless('--no-reconnect'),
  ca: one('--ca <FILE>', anyText),
  insecure: flag('--insecure'),
  cert: one('--cert <FILE>', anyText),
  key: one('--key <FILE>', anyText),
  withSecrets: WITH_SECRETS,
  lang: LANGUAGE,
});

type RecordValues = Values<typeof RECORD.options>;

/** Resolves to the exit code. Throws `UsageError`, `StartError`. */
export async function runRecord(
  argv: readonly string[],
  surroundings: CommandSurroundings,
): Promise<number> {
  const parsed = parseSubcommand(RECORD, argv, surroundings);
  if (parsed === 'answered') return EXIT.done;
  const { notice, version } = surroundings;
  const { output, passwordFile, ca, cert, key, rotateSize, keep } = parsed.values;
  checkRotation({ output, rotates: rotateSize !== undefined, keep }, '--rotate-size');
  await refuseSameFile({ inputs: [passwordFile, ca, cert, key], outputs: [output] });
  const plan = await planOf(parsed.values, () => notice(recording.passwordSeen));
  refuseBytesOnTerminal(plan.file, plan.format, surroundings.output);
  if (plan.trust.isInsecure) notice(recording.insecure);
  const interruption = new AbortController();
  const interrupt = (): void => {
    interruption.abort();
  };
  // Further signals are ignored during the end: under npm, Ctrl+C arrives twice.
  for (const signal of ENDING_SIGNALS) process.on(signal, interrupt);
  try {
    const application = `mqttscope ${version}`;
    return await record(plan, { notice, application, signal: interruption.signal });
  } finally {
    for (const signal of ENDING_SIGNALS) process.off(signal, interrupt);
  }
}

/** @param passwordSeen called if the arguments contain it */
async function planOf(values: RecordValues, passwordSeen: () => void): Promise<RecordPlan> {
  const { url: address, protocol: version, clean, clientId } = values;
  const subscriptions = subscriptionsOf(values.subscribe, values.qos, version);
  if (!clean && clientId === undefined) throw new UsageError((say) => say.noSession());
  return {
    settings: {
      url: address.url,
      version,
      clientId: clientId ?? newClientId(),
      signIn: await signInOf(values, passwordSeen),
      cleanStart: clean,
      keepAlive: values.keepAlive,
      sessionExpiry: clean ? 0 : SESSION_EXPIRY,
      will: undefined,
      subscriptions,
    },
    trust: await readTrust(values, address.isEncrypted),
    file: values.output,
    format: writtenFormat(values.output, values.format, 'mqttscope'),
    rotateSize: values.rotateSize,
    keep: values.keep,
    withSecrets: values.withSecrets,
    duration: values.for,
    count: values.count,
    until: values.until,
    reconnects: values.reconnect,
  };
}

async function signInOf(
  values: RecordValues,
  passwordSeen: () => void,
): Promise<RecordPlan['settings']['signIn']> {
  const { url: address, passwordFile } = values;
  const isSeen = values.password !== undefined || address.password !== undefined;
  if (isSeen) passwordSeen();
  const fromFile = passwordFile === undefined ? undefined : await readPassword(passwordFile);
  const password = fromFile ?? values.password ?? address.password;
  return {
    kind: 'password',
    userName: values.username ?? address.userName ?? '',
    password: password ?? process.env['MQTTSCOPE_PASSWORD'] ?? '',
  };
}

/** Reads the first line. */
async function readPassword(file: string): Promise<string> {
  const text =
    file === STANDARD_INPUT
      ? await textOf(process.stdin)
      : await readOptionFile(file, '--password-file');
  return text.split(/\r?\n/, 1)[0] ?? '';
}
