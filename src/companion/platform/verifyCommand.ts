/** `mqttscope verify`: checks whether a device's credentials match its secret, and explains differences. */

import {
  brokenConnectIn,
  circumstancesOfConnect,
  connectIn,
  credentialsOfConnect,
} from '../../alibaba/connectInText.ts';
import type { Credentials, KnownOfDevice } from '../../alibaba/credentials.ts';
import { diagnose, PATIENT_TIMES } from '../../alibaba/diagnose.ts';
import type { Diagnosis } from '../../alibaba/diagnosis.ts';
import { type FoundCredentials, findCredentials } from '../../alibaba/findCredentials.ts';
import { parameterValues, parseClientId } from '../../alibaba/identity.ts';
import { connectBytes, otherReasons } from '../../alibaba/otherReasons.ts';
import { checkNames } from '../../alibaba/validate.ts';
import { parseHex } from '../../base/hex.ts';
import { jsonLine } from '../../base/printable.ts';
import { refuseSameFile } from '../captures/sameFile.ts';
import { UsageError } from '../cli/errors.ts';
import { englishLines, LANGUAGE } from '../cli/language.ts';
import { readOptionFile } from '../cli/optionFile.ts';
import { anyText, command, flag, type Kind, many, one, type Values } from '../cli/options.ts';
import { STANDARD_OUTPUT } from '../cli/replacedFile.ts';
import { type CommandSurroundings, parseSubcommand } from '../cli/subcommand.ts';
import { deviceSecret, readAll, type SecretSources } from './deviceSecretInput.ts';
import { readDevices } from './platformFile.ts';
import { plain, report, withoutSecrets } from './verifyReport.ts';

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
  devices: one('--devices <FILE>', anyText),
  json: flag('--json'),
  lang: LANGUAGE,
});

/** Version of the --json object. Increased for changes that readers must know. */
const VERIFY_SCHEMA = 2;

export interface VerifySurroundings extends CommandSurroundings {
  /** Undefined: those of this process. */
  readonly secrets?: SecretSources;
  /** ms since 1970; undefined: the system clock. */
  readonly now?: () => number;
  /** Limit of signatures for finding an unknown time; undefined: as many as take a second or two. */
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
  await refuseSameFile({ inputs: [options.log, options.devices], outputs: [STANDARD_OUTPUT] });
  const sources = surroundings.secrets ?? { environment: process.env, input: process.stdin };
  const found = await foundIn(options, sources);
  const credentials = credentialsOf(options, sources, found);
  const secret = await deviceSecret(options.deviceSecret, sources, options.log === '-');
  const productSecret =
    options.productSecret ?? sources.environment['MQTTSCOPE_PRODUCT_SECRET'] ?? '';
  const devices = options.devices === undefined ? [] : await readDevices(options.devices);
  const known: KnownOfDevice = {
    deviceSecret: secret,
    productSecret: productSecret === '' ? undefined : productSecret,
    timestamps: [...found.timestamps, ...options.timestamp],
    clientIds: found.clientIds,
    now: (surroundings.now ?? Date.now)(),
    productKey: options.productKey,
    deviceName: options.deviceName,
    devices,
    packetFault: found.packetFault,
  };
  const { signIns } = await surroundings.texts.lines();
  if (found.signIns > 1) {
    surroundings.notice(signIns.manySignIns(found.signIns));
  }
  const diagnosis = diagnose(credentials, known, surroundings.mostTimes ?? PATIENT_TIMES);
  const foreign = devices.map(({ deviceSecret: other }) => other);
  const shown = withoutSecrets(diagnosis, [
    secret,
    productSecret,
    credentials.password,
    ...foreign,
  ]);
  const { output } = surroundings;
  const names = diagnosis.where === 'userName' ? [] : checkNames(shown);
  for (const { field, note } of names) {
    const option = field === 'productKey' ? '--product-key' : '--device-name';
    surroundings.notice(signIns.platformNote(option, note));
  }
  const isRefused = diagnosis.ok && found.isRefused === true;
  const hasFailed = diagnosis.ok && found.hasFailed === true;
  const others = diagnosis.ok
    ? otherReasons({
        ...circumstancesOf(credentials, shown),
        ...found.circumstances,
        isRefused,
        hasFailed,
      })
    : [];
  if (options.json) {
    const told = report(shown, { others, isRefused, hasFailed }, (await englishLines()).signIns);
    output.write(`${jsonLine({ schema: VERIFY_SCHEMA, ...told })}\n`);
  } else output.write(plain(shown, { others, isRefused, hasFailed }, signIns));
  return diagnosis.ok && !isRefused ? 0 : 1;
}

type Found = Partial<FoundCredentials> & {
  readonly timestamps: readonly string[];
  /** Sign-ins in the log. */
  readonly signIns: number;
};

/** Throws `UsageError`, `StartError`. */
async function foundIn({ log, connect }: VerifyValues, { input }: SecretSources): Promise<Found> {
  if (log !== undefined && connect !== undefined) {
    throw new UsageError((say) => say.logAndConnect());
  }
  if (log !== undefined) {
    const text = log === '-' ? await readAll(input, undefined) : await readOptionFile(log, '--log');
    const found = findCredentials(text);
    return { ...found, signIns: found.earlier.length + 1 };
  }
  if (connect === undefined) return { timestamps: [], signIns: 1 };
  const bytes = parseHex(connect);
  if (!bytes.ok) throw new UsageError((say) => say.notHex());
  const packet = connectIn(bytes.bytes);
  if (packet !== undefined) {
    const circumstances = circumstancesOfConnect(packet);
    return { ...credentialsOfConnect(packet), timestamps: [], signIns: 1, circumstances };
  }
  const broken = brokenConnectIn(bytes.bytes);
  if (broken?.credentials.password === undefined) {
    throw new UsageError((say) => say.noConnect());
  }
  return { ...broken.credentials, packetFault: broken.fault, timestamps: [], signIns: 1 };
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

function circumstancesOf(credentials: Credentials, { productKey }: Diagnosis) {
  const mode = parameterValues(parseClientId(credentials.clientId), 'securemode')[0];
  const secureMode = mode === '2' ? 2 : 3;
  return { productKey, secureMode, connectBytes: connectBytes(credentials) } as const;
}
