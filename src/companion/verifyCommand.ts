/** `mqttscope verify`: whether a device's credentials are right for its secret, and if not, why. */

import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import {
  type ConnectCircumstances,
  circumstancesOfConnect,
  connectIn,
  credentialsOfConnect,
} from '../alibaba/connectInText.ts';
import { diagnose, PATIENT_TIMES } from '../alibaba/diagnose.ts';
import type { Credentials, Diagnosis, FoundMistake } from '../alibaba/diagnosis.ts';
import { findCredentials } from '../alibaba/findCredentials.ts';
import { parameterValues, parseClientId } from '../alibaba/identity.ts';
import { mistakeText } from '../alibaba/mistakes.ts';
import { type OtherReason, otherReasons, otherReasonText } from '../alibaba/otherReasons.ts';
import { jsonLine } from '../engine/files/packetLine.ts';
import { parseHex } from '../payload/hex.ts';
import { deviceSecret, readAll, type SecretSources } from './deviceSecretInput.ts';
import { StartError, systemReason, UsageError } from './errors.ts';
import { type CommandSurroundings, parseSubcommand } from './subcommand.ts';

const AFTERWORD = `
The credentials stand in the three options, in a device's log (--log), or in the bytes of a CONNECT
packet (--connect); an option wins over what a log says. Of several sign-ins in a log the last one
is judged. The password may also stand in
MQTTSCOPE_PASSWORD, the product secret in MQTTSCOPE_PRODUCT_SECRET, the device secret in
MQTTSCOPE_DEVICE_SECRET or on standard input (--device-secret -). Neither secret nor password is
ever printed.

--json prints one object: "schema", "ok", "mistake" (a name, or null where they are right or where no known
mistake gives this password), "explanation", "where", "also" (more mistakes at once), "reproduced",
"signContent" (what the platform signs), "signedInstead", "signMethod", "productKey", "deviceName",
"passwordLength", "expectedLength", "tried", and where they are right "otherReasons": what else
refuses a device.

Exit codes: 0 right, 1 wrong, or a file that cannot be read, 2 wrong arguments.`;

/** Of what --json prints; greater where it changes in a way that a reader has to know. */
const VERIFY_SCHEMA = 1;

export interface VerifySurroundings extends CommandSurroundings {
  /** undefined: of this process. */
  readonly secrets?: SecretSources;
  /** ms since 1970; undefined: the clock. */
  readonly now?: () => number;
  /** Signatures to find a time that nobody mentioned; undefined: as many as take a second or two. */
  readonly mostTimes?: number;
}

type RawOptions = {
  readonly clientId?: string;
  readonly username?: string;
  readonly password?: string;
  readonly deviceSecret?: string;
  readonly productSecret?: string;
  readonly productKey?: string;
  readonly deviceName?: string;
  readonly timestamp?: readonly string[];
  readonly log?: string;
  readonly connect?: string;
  readonly json?: true;
};

/** Resolves to the exit code. Throws `UsageError`, `StartError`. */
export async function runVerify(
  argv: readonly string[],
  surroundings: VerifySurroundings,
): Promise<number> {
  const command = describeCommand();
  if (!parseSubcommand(command, argv, surroundings)) return 0;
  const options = command.opts<RawOptions>();
  const sources = surroundings.secrets ?? { environment: process.env, input: process.stdin };
  const found = await foundIn(options, sources);
  const credentials = credentialsOf(options, sources, found);
  const secret = await deviceSecret(options.deviceSecret, sources, options.log === '-');
  const productSecret =
    options.productSecret ?? sources.environment['MQTTSCOPE_PRODUCT_SECRET'] ?? '';
  const known = {
    deviceSecret: secret,
    productSecret: productSecret === '' ? undefined : productSecret,
    timestamps: [...found.timestamps, ...(options.timestamp ?? [])],
    now: (surroundings.now ?? Date.now)(),
    productKey: options.productKey,
    deviceName: options.deviceName,
  };
  if (found.signIns > 1) {
    surroundings.notice(`The log has ${found.signIns} sign-ins; the last one is judged.`);
  }
  const diagnosis = diagnose(credentials, known, surroundings.mostTimes ?? PATIENT_TIMES);
  const shown = withoutSecrets(diagnosis, [secret, productSecret, credentials.password]);
  const { output } = surroundings;
  const others = diagnosis.ok
    ? otherReasons({ ...circumstancesOf(credentials, shown), ...found.circumstances })
    : [];
  output.write(
    options.json
      ? `${jsonLine({ schema: VERIFY_SCHEMA, ...report(shown, others) })}\n`
      : plain(shown, others),
  );
  return diagnosis.ok ? 0 : 1;
}

function describeCommand(): Command {
  const collect = (text: string, before: readonly string[] = []): readonly string[] => {
    if (/^\d+$/.test(text)) return [...before, text];
    throw new UsageError('--timestamp must be decimal digits.');
  };
  return new Command('mqttscope verify')
    .description(
      'Tells whether client id, user name and password of a device are right on Alibaba Cloud IoT, and which mistake made them if not.',
    )
    .option('--client-id <ID>', 'whole client id, with its |…| tail')
    .option('--username <NAME>', 'user name')
    .option('--password <TEXT>', 'password')
    .option('--device-secret <SECRET>', 'device secret; - reads it from standard input')
    .option('--product-secret <SECRET>', 'product secret, to see whether it was used instead')
    .option('--log <FILE>', 'text to find the three in; - reads standard input')
    .option('--connect <HEX>', 'bytes of a CONNECT packet')
    .option('--timestamp <MS>', 'a time that may have been signed; may be repeated', collect)
    .option('--product-key <KEY>', 'product key that the device should have')
    .option('--device-name <NAME>', 'device name that the device should have')
    .option('--json', 'one JSON object')
    .allowExcessArguments(false)
    .addHelpText('after', AFTERWORD);
}

type Found = Partial<{ readonly [name in keyof Credentials]: string | undefined }> & {
  readonly timestamps: readonly string[];
  /** In the log. */
  readonly signIns: number;
  /** Of a CONNECT packet. */
  readonly circumstances?: ConnectCircumstances | undefined;
};

/** Throws `UsageError`, `StartError`. */
async function foundIn({ log, connect }: RawOptions, { input }: SecretSources): Promise<Found> {
  if (log !== undefined && connect !== undefined) {
    throw new UsageError('--log and --connect cannot both say what to verify.');
  }
  if (log !== undefined) {
    const text = log === '-' ? await readAll(input, undefined) : await fileText(log);
    const found = findCredentials(text);
    return { ...found, signIns: found.earlier.length + 1 };
  }
  if (connect === undefined) return { timestamps: [], signIns: 1 };
  const bytes = parseHex(connect);
  if (!bytes.ok) throw new UsageError('--connect must be hexadecimal digits, two a byte.');
  const packet = connectIn(bytes.bytes);
  if (packet === undefined) {
    throw new UsageError('--connect holds no whole CONNECT packet of MQTT 3.1, 3.1.1 or 5.0.');
  }
  const circumstances = circumstancesOfConnect(packet);
  return { ...credentialsOfConnect(packet), timestamps: [], signIns: 1, circumstances };
}

async function fileText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new StartError(`Cannot read ${path}: ${systemReason(error)}.`);
  }
}

/** Throws `UsageError`. */
function credentialsOf(
  { clientId, username, password }: RawOptions,
  { environment }: SecretSources,
  found: Found,
): Credentials {
  const variable = environment['MQTTSCOPE_PASSWORD'] || undefined;
  return {
    clientId: needed(clientId ?? found.clientId, '--client-id'),
    userName: needed(username ?? found.userName, '--username'),
    password: needed(password ?? variable ?? found.password, '--password'),
  };
}

function needed(text: string | undefined, option: string): string {
  if (text !== undefined) return text;
  throw new UsageError(
    `${option} is missing: it is neither given nor found in a log or CONNECT packet.`,
  );
}

/** Shorter ones would take words out of the output. */
const SHORTEST_SECRET = 6;

/** Stars of the same length where somebody put a secret into another field; the arguments have them already. */
function withoutSecrets(diagnosis: Diagnosis, secrets: readonly string[]): Diagnosis {
  const long = secrets.filter((secret) => secret.length >= SHORTEST_SECRET);
  const hide = (text: string | undefined) =>
    long.reduce((before, secret) => before?.replaceAll(secret, '*'.repeat(secret.length)), text);
  const { productKey, deviceName, signContent, signedInstead } = diagnosis;
  return {
    ...diagnosis,
    productKey: hide(productKey),
    deviceName: hide(deviceName),
    signContent: hide(signContent),
    signedInstead: hide(signedInstead),
  };
}

function said({ mistake, args }: FoundMistake) {
  return { mistake, explanation: mistakeText(mistake, args) };
}

function circumstancesOf({ clientId }: Credentials, { productKey }: Diagnosis) {
  const mode = parameterValues(parseClientId(clientId), 'securemode')[0];
  return { productKey, secureMode: mode === '2' ? 2 : 3 } as const;
}

function report(diagnosis: Diagnosis, others: readonly OtherReason[]) {
  const { ok, mistake, also, where, reproduced, ...rest } = diagnosis;
  return {
    ok,
    mistake: mistake ?? null,
    explanation: explanationOf(diagnosis),
    where: where ?? null,
    also: also.map(said),
    reproduced,
    productKey: rest.productKey ?? null,
    deviceName: rest.deviceName ?? null,
    signMethod: rest.signMethod ?? null,
    signContent: rest.signContent ?? null,
    signedInstead: rest.signedInstead ?? null,
    passwordLength: rest.passwordLength,
    expectedLength: rest.expectedLength ?? null,
    tried: rest.tried,
    ...(ok && {
      otherReasons: others.map((reason) => ({
        key: reason.key,
        explanation: otherReasonText(reason),
        likely: reason.isLikely,
      })),
    }),
  };
}

function explanationOf({ ok, mistake, args, tried }: Diagnosis): string {
  if (mistake !== undefined) return mistakeText(mistake, args);
  if (ok) return 'The credentials are right for this secret.';
  return `No known mistake gives this password; ${tried} ways were tried. Most likely it was made with another secret.`;
}

function plain(diagnosis: Diagnosis, reasons: readonly OtherReason[]): string {
  const { ok, mistake, also, signContent, signedInstead } = diagnosis;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['ok', String(ok)],
    ['mistake', mistake],
    ['explanation', explanationOf(diagnosis)],
    ...also.map((one) => ['also', `${one.mistake}: ${said(one).explanation}`] as const),
    ['signContent', signContent],
    ['signedInstead', signedInstead],
  ];
  const lines = rows.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]));
  const others = reasons.map(
    (reason, at) => `${at + 1}. ${otherReasonText(reason)}${reason.isLikely ? ' (likely)' : ''}`,
  );
  const more = ok ? ['', 'What else refuses a device, in this order:', ...others] : [];
  return `${[...lines, ...more].join('\n')}\n`;
}
