/** `mqttscope sign`: the fields of CONNECT with which a device signs in to Alibaba Cloud IoT. */

import { Command } from 'commander';
import { platformNoteText } from '../alibaba/platformNotes.ts';
import {
  isSignMethod,
  type NamedValue,
  SIGN_METHODS,
  type SignInRequest,
  type SignMethod,
  signIn,
} from '../alibaba/sign.ts';
import { checkSignIn } from '../alibaba/validate.ts';
import { LONGEST_BASE } from '../alibaba/verify.ts';
import { jsonLine } from '../engine/files/packetLine.ts';
import { deviceSecret, type SecretSources } from './deviceSecretInput.ts';
import { UsageError } from './errors.ts';
import { type CommandSurroundings, parseSubcommand } from './subcommand.ts';

const AFTERWORD = `
Prints, one a line: signContent, password, clientId, username, host, port, wsUrl.
What is left out: --client-id is PRODUCT.DEVICE, as the console and the vendor's C packages have it;
--timestamp is now; --sign-method hmacsha256; --secure-mode 2 (TLS); --region cn-shanghai.

The device secret may also stand in MQTTSCOPE_DEVICE_SECRET, or come from standard input, which
--device-secret - asks for: others on this machine can read command lines, and not environments.
  printf %s "$SECRET" | mqttscope sign --product-key a1B2c3D4e5F --device-name dev-0001

Names that cannot be are refused: product keys are of letters and digits, device names of these and
- _ @ . :, and --client-id has up to 64 characters. What else the platform may not like, such as a
length, is told on standard error; the cloud decides.
Exit codes: 0 signed, 2 wrong arguments.`;

/** Of what --json prints; greater where it changes in a way that a reader has to know. */
const SIGN_SCHEMA = 1;

export interface SignSurroundings extends CommandSurroundings {
  /** undefined: of this process. */
  readonly secrets?: SecretSources;
  /** Milliseconds since 1970; undefined: the clock. */
  readonly now?: () => number;
}

type RawOptions = {
  readonly productKey?: string;
  readonly deviceName?: string;
  readonly deviceSecret?: string;
  readonly clientId?: string;
  readonly timestamp?: string;
  readonly signMethod: string;
  readonly secureMode: string;
  readonly region?: string;
  readonly instance?: string;
  readonly extra?: readonly NamedValue[];
  readonly json?: true;
};

/** Throws `UsageError`. */
export async function runSign(
  argv: readonly string[],
  surroundings: SignSurroundings,
): Promise<void> {
  const command = describeCommand();
  if (!parseSubcommand(command, argv, surroundings)) return;
  const options = command.opts<RawOptions>();
  const sources = surroundings.secrets ?? { environment: process.env, input: process.stdin };
  const unsigned = checked(options, surroundings.now ?? Date.now);
  const request: SignInRequest = {
    ...unsigned,
    deviceSecret: await deviceSecret(options.deviceSecret, sources),
  };
  if (options.instance && options.region) {
    surroundings.notice('--region is left aside, because --instance names the host.');
  }
  for (const note of notesOn(request)) surroundings.notice(note);
  const { signContent, password, clientId, username, host, port, wsUrl } = signIn(request);
  const shown = { signContent, password, clientId, username, host, port, wsUrl };
  const lines = Object.entries(shown).map(([name, value]) => `${name} ${value}\n`);
  surroundings.output.write(
    options.json ? `${jsonLine({ schema: SIGN_SCHEMA, ...shown })}\n` : lines.join(''),
  );
}

function describeCommand(): Command {
  const collect = (text: string, before: readonly NamedValue[] = []): readonly NamedValue[] => [
    ...before,
    extraParameter(text),
  ];
  return new Command('mqttscope sign')
    .description('Signs a device in to Alibaba Cloud IoT: the fields of its CONNECT, and its host.')
    .option('--product-key <KEY>', 'product key')
    .option('--device-name <NAME>', 'device name')
    .option('--device-secret <SECRET>', 'device secret; - reads it from standard input')
    .option('--client-id <ID>', 'what stands before the first | of the client id, and is signed')
    .option('--timestamp <MS>', 'milliseconds since 1970, signed as it stands; none leaves it out')
    .option('--sign-method <METHOD>', SIGN_METHODS.join(', '), 'hmacsha256')
    .option('--secure-mode <MODE>', '2 (TLS, wss) or 3 (plain TCP, ws)', '2')
    .option('--region <ID>', 'region of the public instance')
    .option('--instance <ID>', 'id of an instance of your own')
    .option(
      '--extra <NAME=VALUE>',
      'one more key for the client id, unsigned; may be repeated',
      collect,
    )
    .option('--json', 'one JSON object')
    .allowExcessArguments(false)
    .addHelpText('after', AFTERWORD);
}

const OWN_KEYS: ReadonlySet<string> = new Set(['securemode', 'signmethod', 'timestamp']);

/** Throws `UsageError`. */
function extraParameter(text: string): NamedValue {
  const [, name = '', value = ''] = /^([^=|,]+)=([^,]*)$/s.exec(text) ?? [];
  const bare = name.trim();
  if (bare === '' || hasControls(text)) {
    throw new UsageError(
      '--extra must be NAME=VALUE without a comma, such as ext=1; the name without |.',
    );
  }
  if (OWN_KEYS.has(bare)) {
    throw new UsageError(`--extra ${bare}=… would stand there twice; it has an option of its own.`);
  }
  return [bare, value];
}

function hasControls(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

/** Throws `UsageError`. */
function checked(options: RawOptions, now: () => number): Omit<SignInRequest, 'deviceSecret'> {
  const productKey = named(options.productKey, '--product-key', '&');
  const deviceName = named(options.deviceName, '--device-name', '&');
  onlyOf(productKey, '--product-key', /[^A-Za-z0-9]/u, 'letters and digits');
  onlyOf(deviceName, '--device-name', /[^A-Za-z0-9_@.:-]/u, 'letters, digits and - _ @ . :');
  const clientIdBase = named(options.clientId ?? `${productKey}.${deviceName}`, '--client-id', '|');
  const length = Array.from(clientIdBase).length;
  if (length > LONGEST_BASE) {
    throw new UsageError(
      `--client-id has ${length} characters; the platform takes up to ${LONGEST_BASE}.`,
    );
  }
  return {
    productKey,
    deviceName,
    clientIdBase,
    timestamp: timestampOf(options.timestamp, now),
    signMethod: methodOf(options.signMethod),
    secureMode: modeOf(options.secureMode),
    regionId: hostPart(options.region, '--region'),
    instanceId: hostPart(options.instance, '--instance'),
    extra: options.extra ?? [],
  };
}

/** @param forbidden the character that would end it early */
function named(text: string | undefined, option: string, forbidden: '&' | '|'): string {
  if (text === undefined) throw new UsageError(`${option} is missing.`);
  if (text === '') throw new UsageError(`${option} is empty.`);
  if (text.includes(forbidden)) {
    throw new UsageError(
      forbidden === '&'
        ? `${option} must not hold &, which joins device name and product key in the user name.`
        : `${option} must not hold |, which ends the part of the client id that is signed.`,
    );
  }
  if (hasControls(text)) throw new UsageError(`${option} holds a control character.`);
  return text;
}

/** Throws `UsageError`, which tells the place alone: a secret may stand there by mistake. */
function onlyOf(text: string, option: string, other: RegExp, what: string): void {
  const at = text.search(other);
  if (at < 0) return;
  const place = Array.from(text.slice(0, at)).length + 1;
  throw new UsageError(`${option} may hold ${what} alone; character ${place} is another.`);
}

function timestampOf(text: string | undefined, now: () => number): string | undefined {
  if (text === undefined) return String(now());
  if (text === 'none') return undefined;
  if (/^\d+$/.test(text)) return text;
  throw new UsageError(`--timestamp must be milliseconds since 1970 in decimal digits, or none.`);
}

function methodOf(text: string): SignMethod {
  if (isSignMethod(text)) return text;
  throw new UsageError(
    `--sign-method must be ${SIGN_METHODS.slice(0, -1).join(', ')} or ${SIGN_METHODS.at(-1)}.`,
  );
}

function modeOf(text: string): 2 | 3 {
  if (text === '2') return 2;
  if (text === '3') return 3;
  throw new UsageError(
    `--secure-mode must be 2 (TLS) or 3 (plain) for a sign-in with a device secret.`,
  );
}

function hostPart(text: string | undefined, option: string): string | undefined {
  if (text === undefined) return undefined;
  if (text === '') throw new UsageError(`${option} is empty; leave it out where there is none.`);
  if (/^[A-Za-z0-9-]{1,63}$/.test(text)) return text;
  throw new UsageError(`${option} becomes a part of the host name: letters, digits and - only.`);
}

/** The settings by the options that give them. */
const OPTIONS: ReadonlyMap<string, string> = new Map([
  ['productKey', '--product-key'],
  ['deviceName', '--device-name'],
  ['deviceSecret', 'device secret'],
  ['clientIdBase', '--client-id'],
  ['regionId', '--region'],
  ['secureMode', '--secure-mode'],
  ['timestamp', '--timestamp'],
]);

/** Within the platform's range; `sign` makes no connection. */
const KEEP_ALIVE = 300;

function notesOn(request: SignInRequest): readonly string[] {
  const notes = checkSignIn({
    ...request,
    regionId: request.regionId ?? '',
    instanceId: request.instanceId ?? '',
    timestamp: request.timestamp,
    keepAlive: KEEP_ALIVE,
    hasWill: false,
    url: undefined,
  });
  return Object.entries(notes).flatMap(([field, list]) =>
    list.map((note) => `${OPTIONS.get(field) ?? field}: ${platformNoteText(note)}`),
  );
}
