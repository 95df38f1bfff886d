/** `mqttscope verify`: checks whether a device's credentials match its secret, and explains differences. */

import {
  brokenConnectIn,
  circumstancesOfConnect,
  connectIn,
  credentialsOfConnect,
} from '../../alibaba/connectInText.ts';
import type { Credentials, KnownOfDevice } from '../../alibaba/credentials.ts';
import { diagnose } from '../../alibaba/diagnose.ts';
import type { Diagnosis } from '../../alibaba/diagnosis.ts';
import type { FoundCredentials } from '../../alibaba/findCredentials.ts';
import { parameterValues, parseClientId, parseUserName } from '../../alibaba/identity.ts';
import { circumstancesOfLog } from '../../alibaba/logs/circumstances.ts';
import { type LogReading, NO_LOG, readLog } from '../../alibaba/logs/readLog.ts';
import { exitCodeOf, isCheckable, missingFields, verdictOf } from '../../alibaba/logs/verdict.ts';
import { connectBytes, otherReasons } from '../../alibaba/otherReasons.ts';
import { checkNames } from '../../alibaba/validate.ts';
import { parseHex } from '../../base/hex.ts';
import { jsonLine } from '../../base/printable.ts';
import { refuseSameFile } from '../captures/sameFile.ts';
import { UsageError } from '../cli/errors.ts';
import { LANGUAGE } from '../cli/language.ts';
import { anyText, command, flag, type Kind, many, one, type Values } from '../cli/options.ts';
import { STANDARD_OUTPUT } from '../cli/replacedFile.ts';
import { type CommandSurroundings, parseSubcommand } from '../cli/subcommand.ts';
import { deviceSecret, type SecretSources } from './deviceSecretInput.ts';
import { readLogText } from './logText.ts';
import { readDevices } from './platformFile.ts';
import { plain, report, type Told, withoutSecretQuotes, withoutSecrets } from './verifyReport.ts';

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
const VERIFY_SCHEMA = 3;

export interface VerifySurroundings extends CommandSurroundings {
  /** Undefined: the secret sources of this process. */
  readonly secrets?: SecretSources;
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
  const given = credentialsOf(options, sources, found);
  const { reading } = found;
  const credentials = completeOf(given, options.log === undefined);
  const secret = await deviceSecret(options.deviceSecret, sources, options.log === '-');
  const productSecret =
    options.productSecret ?? sources.environment['MQTTSCOPE_PRODUCT_SECRET'] ?? '';
  const devices = options.devices === undefined ? [] : await readDevices(options.devices);
  const known: KnownOfDevice = {
    deviceSecret: secret,
    productSecret: productSecret === '' ? undefined : productSecret,
    timestamps: [...found.timestamps, ...options.timestamp],
    clientIds: found.clientIds,
    productKey: options.productKey,
    deviceName: options.deviceName,
    devices,
    packetError: found.packetError,
  };
  const { signIns } = await surroundings.texts.lines();
  if (found.signIns > 1) {
    surroundings.notice(signIns.manySignIns(found.signIns));
  }
  const diagnosed =
    credentials !== undefined && isCheckable(reading.kind)
      ? diagnose(credentials, known)
      : undefined;
  const foreign = devices.map(({ deviceSecret: other }) => other);
  const secrets = [secret, productSecret, given.password ?? '', ...foreign];
  const diagnosis = diagnosed && withoutSecrets(diagnosed, secrets);
  const { output } = surroundings;
  const names =
    diagnosis === undefined || diagnosis.where === 'userName' ? [] : checkNames(diagnosis);
  for (const { field, note } of names) {
    const option = field === 'productKey' ? '--product-key' : '--device-name';
    surroundings.notice(signIns.platformNote(option, note));
  }
  const verdict = verdictOf(reading.kind, diagnosis, {
    hasProductSecret: productSecret !== '',
    missing: missingFields(given),
  });
  const told: Told = {
    diagnosis,
    verdict,
    reading: withoutSecretQuotes(reading, secrets),
    others:
      verdict.state === 'wrong'
        ? []
        : otherReasons({
            ...circumstancesOf(given, diagnosis),
            ...found.circumstances,
            ...circumstancesOfLog(reading),
            isRight: verdict.state === 'right',
          }),
  };
  output.write(
    options.json
      ? `${jsonLine({ schema: VERIFY_SCHEMA, ...report(told, signIns) })}\n`
      : plain(told, signIns),
  );
  return exitCodeOf(verdict, reading);
}

type Found = Partial<FoundCredentials> & {
  readonly timestamps: readonly string[];
  /** Sign-ins in the log. */
  readonly signIns: number;
  readonly reading: LogReading;
};

/** Throws `UsageError`, `StartError`. */
async function foundIn({ log, connect }: VerifyValues, sources: SecretSources): Promise<Found> {
  if (log !== undefined && connect !== undefined) {
    throw new UsageError((say) => say.logAndConnect());
  }
  if (log !== undefined) {
    const { found, reading } = readLog(await readLogText(log, sources));
    return { ...found, signIns: found.earlier.length + 1, reading };
  }
  if (connect === undefined) return { timestamps: [], signIns: 1, reading: NO_LOG };
  const bytes = parseHex(connect);
  if (!bytes.ok) throw new UsageError((say) => say.notHex());
  const packet = connectIn(bytes.bytes);
  if (packet !== undefined) {
    const circumstances = circumstancesOfConnect(packet);
    return {
      ...credentialsOfConnect(packet),
      timestamps: [],
      signIns: 1,
      circumstances,
      reading: NO_LOG,
    };
  }
  const broken = brokenConnectIn(bytes.bytes);
  if (broken?.credentials.password === undefined) {
    throw new UsageError((say) => say.noConnect());
  }
  const { credentials, fault } = broken;
  return { ...credentials, packetError: fault, timestamps: [], signIns: 1, reading: NO_LOG };
}

type Given = { readonly [Field in keyof Credentials]: Credentials[Field] | undefined };

function credentialsOf(
  { clientId, username, password }: VerifyValues,
  { environment }: SecretSources,
  found: Found,
): Given {
  const variable = environment['MQTTSCOPE_PASSWORD'] || undefined;
  return {
    clientId: clientId ?? found.clientId,
    userName: username ?? found.userName,
    password: password ?? variable ?? found.password,
  };
}

/** Throws `UsageError` if fields are missing that only options can give. */
function completeOf(given: Given, mustBe: boolean): Credentials | undefined {
  const { clientId, userName, password } = given;
  const isWhole = clientId !== undefined && userName !== undefined && password !== undefined;
  if (isWhole) return { clientId, userName, password };
  if (!mustBe) return undefined;
  const [missing = 'clientId'] = missingFields(given);
  throw new UsageError((say) => say.notFound(OPTIONS[missing]));
}

const OPTIONS = {
  clientId: '--client-id',
  userName: '--username',
  password: '--password',
} as const satisfies Record<keyof Credentials, string>;

function circumstancesOf(given: Given, diagnosis: Diagnosis | undefined) {
  const { clientId = '', userName = '', password = '' } = given;
  const isWhole = missingFields(given).length === 0;
  const [mode] = parameterValues(parseClientId(clientId), 'securemode');
  return {
    productKey: diagnosis?.productKey ?? parseUserName(userName)?.productKey,
    secureMode: mode === '2' ? 2 : mode === '3' ? 3 : undefined,
    connectBytes: isWhole ? connectBytes({ clientId, userName, password }) : undefined,
  } as const;
}
