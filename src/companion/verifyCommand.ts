/** `mqttscope verify`: whether a device's credentials are right for its secret, and if not, why. */

import { readFile } from 'node:fs/promises';
import {
  type ConnectCircumstances,
  circumstancesOfConnect,
  connectIn,
  credentialsOfConnect,
} from '../alibaba/connectInText.ts';
import { diagnose, PATIENT_TIMES } from '../alibaba/diagnose.ts';
import type { Credentials, Diagnosis } from '../alibaba/diagnosis.ts';
import { findCredentials } from '../alibaba/findCredentials.ts';
import { parameterValues, parseClientId } from '../alibaba/identity.ts';
import { type OtherReason, otherReasons } from '../alibaba/otherReasons.ts';
import { jsonLine } from '../engine/files/packetLine.ts';
import { parseHex } from '../payload/hex.ts';
import type { Lines } from '../words/cli/en/lines.ts';
import { deviceSecret, readAll, type SecretSources } from './deviceSecretInput.ts';
import { StartError, systemReason, UsageError } from './errors.ts';
import { englishLines, LANGUAGE } from './language.ts';
import { anyText, command, flag, type Kind, many, one, type Values } from './options.ts';
import { type CommandSurroundings, parseSubcommand } from './subcommand.ts';

const digits: Kind<string> = {
  read: (text) => {
    if (/^\d+$/.test(text)) return text;
    throw new UsageError((say) => say.notDigits());
  },
};

export const VERIFY = command('verify', [], {
  clientId: one('--client-id <ID>', anyText),
  username: one('--username <NAME>', anyText),
  password: one('--password <TEXT>', anyText),
  deviceSecret: one('--device-secret <SECRET>', anyText),
  productSecret: one('--product-secret <SECRET>', anyText),
  log: one('--log <FILE>', anyText),
  connect: one('--connect <HEX>', anyText),
  timestamp: many('--timestamp <MS>', digits),
  productKey: one('--product-key <KEY>', anyText),
  deviceName: one('--device-name <NAME>', anyText),
  json: flag('--json'),
  lang: LANGUAGE,
});

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

type VerifyValues = Values<typeof VERIFY.options>;

/** Resolves to the exit code. Throws `UsageError`, `StartError`. */
export async function runVerify(
  argv: readonly string[],
  surroundings: VerifySurroundings,
): Promise<number> {
  const parsed = parseSubcommand(VERIFY, argv, surroundings);
  if (parsed === 'answered') return 0;
  const options = parsed.values;
  const sources = surroundings.secrets ?? { environment: process.env, input: process.stdin };
  const found = await foundIn(options, sources);
  const credentials = credentialsOf(options, sources, found);
  const secret = await deviceSecret(options.deviceSecret, sources, options.log === '-');
  const productSecret =
    options.productSecret ?? sources.environment['MQTTSCOPE_PRODUCT_SECRET'] ?? '';
  const known = {
    deviceSecret: secret,
    productSecret: productSecret === '' ? undefined : productSecret,
    timestamps: [...found.timestamps, ...options.timestamp],
    now: (surroundings.now ?? Date.now)(),
    productKey: options.productKey,
    deviceName: options.deviceName,
  };
  const { signIns } = await surroundings.texts.lines();
  if (found.signIns > 1) {
    surroundings.notice(signIns.manySignIns(found.signIns));
  }
  const diagnosis = diagnose(credentials, known, surroundings.mostTimes ?? PATIENT_TIMES);
  const shown = withoutSecrets(diagnosis, [secret, productSecret, credentials.password]);
  const { output } = surroundings;
  const others = diagnosis.ok
    ? otherReasons({ ...circumstancesOf(credentials, shown), ...found.circumstances })
    : [];
  if (options.json) {
    const told = report(shown, others, (await englishLines()).signIns);
    output.write(`${jsonLine({ schema: VERIFY_SCHEMA, ...told })}\n`);
  } else output.write(plain(shown, others, signIns));
  return diagnosis.ok ? 0 : 1;
}

type Found = Partial<{ readonly [name in keyof Credentials]: string | undefined }> & {
  readonly timestamps: readonly string[];
  /** In the log. */
  readonly signIns: number;
  /** Of a CONNECT packet. */
  readonly circumstances?: ConnectCircumstances | undefined;
};

/** Throws `UsageError`, `StartError`. */
async function foundIn({ log, connect }: VerifyValues, { input }: SecretSources): Promise<Found> {
  if (log !== undefined && connect !== undefined) {
    throw new UsageError((say) => say.logAndConnect());
  }
  if (log !== undefined) {
    const text = log === '-' ? await readAll(input, undefined) : await fileText(log);
    const found = findCredentials(text);
    return { ...found, signIns: found.earlier.length + 1 };
  }
  if (connect === undefined) return { timestamps: [], signIns: 1 };
  const bytes = parseHex(connect);
  if (!bytes.ok) throw new UsageError((say) => say.notHex());
  const packet = connectIn(bytes.bytes);
  if (packet === undefined) throw new UsageError((say) => say.noConnect());
  const circumstances = circumstancesOfConnect(packet);
  return { ...credentialsOfConnect(packet), timestamps: [], signIns: 1, circumstances };
}

async function fileText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new StartError((say) => say.cannotRead(path, systemReason(error, say)));
  }
}

/** Throws `UsageError`. */
function credentialsOf(
  { clientId, username, password }: VerifyValues,
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
  throw new UsageError((say) => say.notFound(option));
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

function circumstancesOf({ clientId }: Credentials, { productKey }: Diagnosis) {
  const mode = parameterValues(parseClientId(clientId), 'securemode')[0];
  return { productKey, secureMode: mode === '2' ? 2 : 3 } as const;
}

function report(diagnosis: Diagnosis, others: readonly OtherReason[], words: Lines['signIns']) {
  const { ok, mistake, mistakes, where, reproduced, ...rest } = diagnosis;
  return {
    ok,
    mistake: mistake ?? null,
    explanation: explanationOf(diagnosis, words),
    where: where ?? null,
    also: mistakes.slice(1).map((also) => ({
      mistake: also.mistake,
      explanation: words.mistake(also),
    })),
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
        explanation: words.otherReason(reason),
        likely: reason.isLikely,
      })),
    }),
  };
}

function explanationOf(
  { ok, mistakes: [first], tried }: Diagnosis,
  words: Lines['signIns'],
): string {
  if (first !== undefined) return words.mistake(first);
  return ok ? words.right : words.noKnownMistake(tried);
}

function plain(
  diagnosis: Diagnosis,
  reasons: readonly OtherReason[],
  words: Lines['signIns'],
): string {
  const { ok, mistake, mistakes, signContent, signedInstead } = diagnosis;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['ok', String(ok)],
    ['mistake', mistake],
    ['explanation', explanationOf(diagnosis, words)],
    ...mistakes.slice(1).map((one) => ['also', `${one.mistake}: ${words.mistake(one)}`] as const),
    ['signContent', signContent],
    ['signedInstead', signedInstead],
  ];
  const lines = rows.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]));
  const told = (reason: OtherReason): string => words.otherReason(reason);
  const others = reasons.map(
    (reason, at) => `${at + 1}. ${reason.isLikely ? words.likely(told(reason)) : told(reason)}`,
  );
  const more = ok ? ['', words.otherReasons, ...others] : [];
  return `${[...lines, ...more].join('\n')}\n`;
}
