/** `mqttscope sign`: computes the CONNECT fields of a device's sign-in to Alibaba Cloud IoT. */

import { type NamedValue, type SignInRequest, signIn } from '../../alibaba/sign.ts';
import { SIGN_METHODS } from '../../alibaba/signMethod.ts';
import { checkSignIn } from '../../alibaba/validate.ts';
import { LONGEST_BASE } from '../../alibaba/verify.ts';
import { jsonLine } from '../../base/printable.ts';
import type { Lines } from '../../i18n/cli/en/lines.ts';
import { type Sentence, UsageError } from '../cli/errors.ts';
import { LANGUAGE } from '../cli/language.ts';
import {
  anyText,
  choice,
  command,
  flag,
  type Kind,
  many,
  one,
  oneOr,
  type Values,
} from '../cli/options.ts';
import { type CommandSurroundings, parseSubcommand } from '../cli/subcommand.ts';
import { deviceSecret, type SecretSources } from './deviceSecretInput.ts';

const OWN_KEYS: ReadonlySet<string> = new Set(['securemode', 'signmethod', 'timestamp']);

const extra: Kind<NamedValue> = {
  read: (text) => {
    const [, name = '', value = ''] = /^([^=|,]+)=([^,]*)$/s.exec(text) ?? [];
    const bare = name.trim();
    if (bare === '' || hasControls(text)) throw new UsageError((say) => say.notAnExtra());
    if (OWN_KEYS.has(bare)) throw new UsageError((say) => say.extraTwice(bare));
    return [bare, value];
  },
};

const secureMode: Kind<2 | 3> = {
  read: (text) => {
    if (text === '2') return 2;
    if (text === '3') return 3;
    throw new UsageError((say) => say.notASecureMode());
  },
};

const time: Kind<string> = {
  read: (text) => {
    if (text === 'none' || /^\d+$/.test(text)) return text;
    throw new UsageError((say) => say.notATime());
  },
};

const hostPart: Kind<string> = {
  read: (text, option) => {
    if (text === '') throw new UsageError((say) => say.isLeftEmpty(option));
    if (/^[A-Za-z0-9-]{1,63}$/.test(text)) return text;
    throw new UsageError((say) => say.notOfAHost(option));
  },
};

export const SIGN = command('sign', [], {
  productKey: one('--product-key <KEY>', anyText),
  deviceName: one('--device-name <NAME>', anyText),
  deviceSecret: one('--device-secret <SECRET>', anyText),
  clientId: one('--client-id <ID>', anyText),
  timestamp: one('--timestamp <MS>', time),
  signMethod: oneOr('--sign-method <METHOD>', 'hmacsha256', choice(SIGN_METHODS, true)),
  secureMode: oneOr('--secure-mode <MODE>', 2, secureMode),
  region: one('--region <ID>', hostPart),
  instance: one('--instance <ID>', hostPart),
  extra: many('--extra <NAME=VALUE>', extra),
  json: flag('--json'),
  lang: LANGUAGE,
});

/** Version of the --json object. Increased for changes that readers must know. */
const SIGN_SCHEMA = 1;

export interface SignSurroundings extends CommandSurroundings {
  /** Undefined: the secret sources of this process. */
  readonly secrets?: SecretSources;
  /** ms since 1970; undefined: the system clock. */
  readonly now?: () => number;
}

type SignValues = Values<typeof SIGN.options>;

/** Throws `UsageError`. */
export async function runSign(
  argv: readonly string[],
  surroundings: SignSurroundings,
): Promise<void> {
  const parsed = parseSubcommand(SIGN, argv, surroundings);
  if (parsed === 'answered') return;
  const options = parsed.values;
  const sources = surroundings.secrets ?? { environment: process.env, input: process.stdin };
  const unsigned = checked(options, surroundings.now ?? Date.now);
  const request: SignInRequest = {
    ...unsigned,
    deviceSecret: await deviceSecret(options.deviceSecret, sources),
  };
  const { signIns } = await surroundings.texts.lines();
  if (options.instance && options.region) {
    surroundings.notice(signIns.regionLeftAside);
  }
  for (const note of notesOn(request, signIns)) surroundings.notice(note);
  const { signContent, password, clientId, username, host, port, wsUrl } = signIn(request);
  const shown = { signContent, password, clientId, username, host, port, wsUrl };
  const lines = Object.entries(shown).map(([name, value]) => `${name} ${value}\n`);
  surroundings.output.write(
    options.json ? `${jsonLine({ schema: SIGN_SCHEMA, ...shown })}\n` : lines.join(''),
  );
}

function hasControls(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

/** Throws `UsageError`. */
function checked(options: SignValues, now: () => number): Omit<SignInRequest, 'deviceSecret'> {
  const productKey = named(options.productKey, '--product-key', '&');
  const deviceName = named(options.deviceName, '--device-name', '&');
  onlyOf(productKey, '--product-key', /[^A-Za-z0-9]/u, (say) => say.lettersAndDigits);
  onlyOf(deviceName, '--device-name', /[^A-Za-z0-9_@.:-]/u, (say) => say.lettersDigitsAndSigns);
  const clientIdBase = named(options.clientId ?? `${productKey}.${deviceName}`, '--client-id', '|');
  const length = Array.from(clientIdBase).length;
  if (length > LONGEST_BASE) {
    throw new UsageError((say) => say.baseLong(length, LONGEST_BASE));
  }
  const { timestamp = String(now()) } = options;
  return {
    productKey,
    deviceName,
    clientIdBase,
    timestamp: timestamp === 'none' ? undefined : timestamp,
    signMethod: options.signMethod,
    secureMode: options.secureMode,
    regionId: options.region,
    instanceId: options.instance,
    extra: options.extra,
  };
}

/** @param forbidden character that would end the field early */
function named(text: string | undefined, option: string, forbidden: '&' | '|'): string {
  if (text === undefined) throw new UsageError((say) => say.isMissing(option));
  if (text === '') throw new UsageError((say) => say.isEmpty(option));
  if (text.includes(forbidden)) {
    throw new UsageError((say) => (forbidden === '&' ? say.ampersand(option) : say.bar(option)));
  }
  if (hasControls(text)) throw new UsageError((say) => say.control(option));
  return text;
}

/** Throws `UsageError` with only the position, because the text may be a misplaced secret. */
function onlyOf(text: string, option: string, other: RegExp, what: Sentence): void {
  const at = text.search(other);
  if (at < 0) return;
  const place = Array.from(text.slice(0, at)).length + 1;
  throw new UsageError((say) => say.holdsAnother(option, what(say), place));
}

/** Settings by option. */
const OPTIONS: ReadonlyMap<string, string> = new Map([
  ['productKey', '--product-key'],
  ['deviceName', '--device-name'],
  ['clientIdBase', '--client-id'],
  ['regionId', '--region'],
  ['secureMode', '--secure-mode'],
  ['timestamp', '--timestamp'],
]);

/** Within the platform's range; `sign` does not connect. */
const KEEP_ALIVE = 300;

function notesOn(request: SignInRequest, words: Lines['signIns']): readonly string[] {
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
    list.map((note) => {
      const option = field === 'deviceSecret' ? words.deviceSecret : OPTIONS.get(field);
      return words.platformNote(option ?? field, note);
    }),
  );
}
