/** Suspicions about an unexplained password: reasons that tries cannot find. */
import type { Localizable, NoArgs } from '../base/message.ts';
import type { Credentials, KnownOfDevice } from './credentials.ts';
import { parameterValues, parseClientId, parseUserName } from './identity.ts';

export interface Suspicions {
  readonly 'client-id-of-chance': { readonly base: string };
  readonly 'timestamp-unsent': NoArgs;
  readonly 'timestamp-of-old': { readonly sent: string };
  readonly 'product-secret-entered': NoArgs;
  readonly 'another-secret': NoArgs;
  readonly 'another-devices-secret': NoArgs;
}

export type Suspicion = Localizable<Suspicions>;

const suspicion = <Key extends keyof Suspicions>(
  key: Key,
  args: Suspicions[Key],
): Localizable<Suspicions, Key> => ({ key, args });

/** Length of product secrets in known samples; device secrets have twice as many characters. */
const PRODUCT_SECRET_LENGTH = 16;

/** Constant that the vendor's SDKs for C always send. */
const SDK_TIMESTAMP = '2524608000000';

/** Beginnings of random client ids from libraries. */
const BEGINS_BY_CHANCE =
  /^(?:mqttjs|paho|auto|mqttx|mosq|emqx|esp\d*client|client|rand|test)[-_/.]?\w*\d/i;

/** Random-looking digits or letters at the end: hexadecimal, base 36, a UUID. */
const ENDS_BY_CHANCE = /(?:[0-9a-f]{4,}|(?=\w*\d)(?=\w*[a-z])\w{6,})$/i;

/** Limit of characters read at the end. */
const LONGEST_CHANCE = 64;

/** Whether a base may be random, and therefore differ in the signed text. */
function isOfChance(base: string, userName: string, known: KnownOfDevice): boolean {
  const rest = [known, parseUserName(userName)]
    .flatMap((device) => [device?.productKey ?? '', device?.deviceName ?? ''])
    .filter((name) => name !== '')
    .reduce((text, name) => text.replaceAll(name, ''), base);
  // A MAC address does not change.
  if (/^(?:[0-9a-f]{2}[:-]?){6}$/i.test(rest)) return false;
  return BEGINS_BY_CHANCE.test(rest) || ENDS_BY_CHANCE.test(rest.slice(-LONGEST_CHANCE));
}

/** Likeliest first; a different secret is always possible. */
export function suspicionsOf(
  { clientId, userName }: Credentials,
  known: KnownOfDevice,
): readonly Suspicion[] {
  const parts = parseClientId(clientId);
  const [sent] = parameterValues(parts, 'timestamp');
  return [
    ...(known.deviceSecret.trim().length === PRODUCT_SECRET_LENGTH
      ? [suspicion('product-secret-entered', {})]
      : []),
    suspicion('another-secret', {}),
    ...(isOfChance(parts.base, userName, known)
      ? [suspicion('client-id-of-chance', { base: parts.base })]
      : []),
    ...(sent === undefined ? [suspicion('timestamp-unsent', {})] : []),
    ...(sent === undefined || sent === SDK_TIMESTAMP
      ? []
      : [suspicion('timestamp-of-old', { sent })]),
    suspicion('another-devices-secret', {}),
  ];
}
