/**
 * Wrong credentials, each made by one known mistake. They are computed by OpenSSL, independently of this
 * module.
 */
import { createHash, createHmac } from 'node:crypto';
import type { Credentials, KnownOfDevice } from './credentials.ts';
import type { MistakeKey } from './mistakes.ts';

export interface PlantedDevice {
  readonly productKey: string;
  readonly deviceName: string;
  readonly deviceSecret: string;
  readonly productSecret: string;
  /** The part before the first bar of the client id. */
  readonly base: string;
  readonly timestamp: string;
  readonly method: 'md5' | 'sha1' | 'sha256';
}

export interface Planted {
  readonly credentials: Credentials;
  /** The CONNECT as written, if that is the mistake. */
  readonly packet?: Uint8Array | undefined;
  /** Known facts besides the device secret. */
  readonly known?: Partial<KnownOfDevice>;
}

type Parts = Readonly<Record<string, string>>;

/** A planted sign-in. Missing parts are right. */
interface Slip {
  readonly text?: string | Buffer;
  readonly secret?: string | Buffer;
  readonly method?: PlantedDevice['method'];
  readonly clientId?: string;
  readonly userName?: string;
  /** Converts the digest to the password. */
  readonly password?: (digest: Buffer) => string;
  readonly known?: Partial<KnownOfDevice>;
  /** Converts the right CONNECT to the wrong one. */
  readonly packet?: (connect: Buffer) => Buffer;
}

const glued = (parts: Parts) =>
  Object.entries(parts)
    .map(([name, value]) => name + value)
    .join('');

/** The four fields in the right order, with some replaced. */
function fields(device: PlantedDevice, other: Parts = {}): Parts {
  const { base, deviceName, productKey, timestamp } = device;
  return { clientId: base, deviceName, productKey, timestamp, ...other };
}

/** The fields without some of them. */
function without(device: PlantedDevice, ...names: readonly string[]): Parts {
  return Object.fromEntries(
    Object.entries(fields(device)).filter(([name]) => !names.includes(name)),
  );
}

const hexOf = (digest: Buffer) => digest.toString('hex');

function tailed(device: PlantedDevice, tail: string): string {
  return `${device.base}|${tail}|`;
}

function usualTail({ method, timestamp }: PlantedDevice): string {
  return `securemode=2,signmethod=hmac${method},timestamp=${timestamp}`;
}

export function plant(device: PlantedDevice, slip: Slip): Planted {
  const { text = glued(fields(device)), secret = device.deviceSecret, known } = slip;
  const digest = createHmac(slip.method ?? device.method, secret)
    .update(text)
    .digest();
  const credentials = {
    clientId: slip.clientId ?? tailed(device, usualTail(device)),
    userName: slip.userName ?? `${device.deviceName}&${device.productKey}`,
    password: (slip.password ?? hexOf)(digest),
  };
  return {
    credentials,
    ...(slip.packet && { packet: slip.packet(connectOf(credentials)) }),
    ...(known && { known }),
  };
}

/** MQTT 3.1.1, clean session, with user name and password. */
function connectOf({ clientId, userName, password }: Credentials): Buffer {
  const texts = [clientId, userName, password].map((text) => {
    const bytes = Buffer.from(text);
    return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
  });
  const head = Buffer.from([0, 4, ...Buffer.from('MQTT'), 4, 0xc2, 0, 60]);
  const body = Buffer.concat([head, ...texts]);
  return Buffer.concat([Buffer.from([0x10, (body.length & 0x7f) | 0x80, body.length >> 7]), body]);
}

const otherMethod = ({ method }: PlantedDevice) => (method === 'md5' ? 'sha256' : 'md5');
const plainHash = ({ method }: PlantedDevice, text: string | Buffer) =>
  createHash(method).update(text).digest();

type Planter = (device: PlantedDevice) => Slip;

/** A planter for each mistake. */
export const PLANTERS: Readonly<Record<MistakeKey, Planter>> = {
  'client-id-escaped': (d) => ({ clientId: tailed(d, usualTail(d).replaceAll(',', '\\,')) }),
  'client-id-full-width': (d) => ({ clientId: tailed(d, usualTail(d).replaceAll(',', '，')) }),
  'client-id-base-empty': (d) => ({
    text: glued(fields(d, { clientId: '' })),
    clientId: `|${usualTail(d)}|`,
  }),
  'client-id-base-long': (d) => ({
    text: glued(fields(d, { clientId: 'x'.repeat(65) })),
    clientId: `${'x'.repeat(65)}|${usualTail(d)}|`,
  }),
  'tail-missing': (d) => ({ text: glued(without(d, 'timestamp')), clientId: d.base }),
  'tail-open': (d) => ({ clientId: `${d.base}|${usualTail(d)}` }),
  'tail-separators': (d) => ({ clientId: tailed(d, usualTail(d).replaceAll(',', '&')) }),
  'tail-stray': (d) => ({ clientId: tailed(d, `${usualTail(d)},ext`) }),
  'tail-repeated': (d) => ({ clientId: tailed(d, `${usualTail(d)},securemode=3`) }),
  'tail-name-case': (d) => ({
    clientId: tailed(d, usualTail(d).replace('signmethod', 'signMethod')),
    method: 'sha256',
  }),
  'secure-mode-missing': (d) => ({
    clientId: tailed(d, usualTail(d).replace('securemode=2,', '')),
  }),
  'secure-mode-unknown': (d) => ({
    clientId: tailed(d, usualTail(d).replace('securemode=2', 'securemode=9')),
  }),
  'sign-method-unknown': (d) => ({
    clientId: tailed(d, usualTail(d).replace(`hmac${d.method}`, d.method)),
  }),
  'timestamp-form': (d) => ({
    clientId: tailed(d, usualTail(d).replace(d.timestamp, 'soon')),
    text: glued(fields(d, { timestamp: 'soon' })),
  }),
  'method-missing': (d) => ({
    clientId: tailed(d, `securemode=2,timestamp=${d.timestamp}`),
    method: 'sha256',
  }),
  'method-mismatch': (d) => ({ method: otherMethod(d) }),
  'method-mismatch-sdk-sha1': (d) => ({
    clientId: tailed(
      d,
      `securemode=2,signmethod=hmacmd5,timestamp=${d.timestamp},lan=NodeJS,_v=1.2.8`,
    ),
    method: 'sha1',
  }),
  'other-timestamp-signed': (d) => ({
    text: glued(fields(d, { timestamp: '1600000000123' })),
    known: { timestamps: ['1500000000000', '1600000000123', '1650000000000'] },
  }),
  'timestamp-not-sent': (d) => ({
    clientId: tailed(d, `securemode=2,signmethod=hmac${d.method}`),
    known: { timestamps: ['1', d.timestamp] },
  }),
  'other-client-id-signed': (d) => ({
    text: glued(fields(d, { clientId: `${d.productKey}.${d.deviceName}` })),
  }),
  'user-name-empty': (d) => ({ userName: '', known: named(d) }),
  'user-name-encoded': (d) => ({ userName: `${d.deviceName}%26${d.productKey}` }),
  'user-name-separator': (d) => ({ userName: `${d.deviceName}|${d.productKey}` }),
  'user-name-swapped': (d) => ({ userName: `${d.productKey}&${d.deviceName}` }),
  'user-name-form': (d) => ({ userName: d.deviceName, known: named(d) }),
  'user-name-case': (d) => ({
    userName: `${d.deviceName}&${d.productKey}`.toLowerCase(),
    known: named(d),
  }),
  'user-name-not-of-device': (d) => ({
    known: { productKey: d.productKey, deviceName: `${d.deviceName}-other` },
  }),
  'user-name-of-another-device': (d) => ({
    userName: `other-device&${d.productKey}`,
    known: named(d),
  }),
  'placeholder-left': (d) => ({ userName: `\${deviceName}&${d.productKey}` }),
  'password-empty': () => ({ password: () => '' }),
  'password-not-hex': () => ({ password: () => 'changeme' }),
  'password-is-secret': (d) => ({ password: () => d.deviceSecret }),
  'password-is-product-secret': (d) => ({
    password: () => d.productSecret,
    known: { productSecret: d.productSecret },
  }),
  'password-hex-prefixed': () => ({ password: (digest) => `0x${hexOf(digest)}` }),
  'password-base64': () => ({ password: (digest) => digest.toString('base64') }),
  'password-encoded-twice': () => ({
    password: (digest) => Buffer.from(hexOf(digest)).toString('base64'),
  }),
  'password-raw-bytes': () => ({ password: (digest) => digest.toString('latin1') }),
  'password-truncated': () => ({ password: (digest) => hexOf(digest).slice(0, -1) }),
  'password-longer': () => ({ password: (digest) => `${hexOf(digest)}00` }),
  'password-printed': () => ({
    password: (digest) =>
      Array.from(digest, (byte) => (((byte << 24) >> 24) >>> 0).toString(16).padStart(2, '0')).join(
        '',
      ),
  }),
  'secret-stored-with-blank': (d) => ({ known: { deviceSecret: `${d.deviceSecret}\n` } }),
  'secret-case': (d) => ({ secret: d.deviceSecret.toLowerCase() }),
  'secret-decoded': (d) => ({ secret: Buffer.from(d.deviceSecret, 'base64') }),
  'secret-encoded': (d) => ({
    secret: hexOf(createHash('md5').update(d.deviceSecret).digest()),
  }),
  'secret-truncated': (d) => ({ secret: d.deviceSecret.slice(0, 16) }),
  'secret-empty': () => ({ secret: '' }),
  'secret-one-character': (d) => ({
    secret: `${d.deviceSecret.slice(0, 9)}${d.deviceSecret[9] === 'O' ? '0' : 'O'}${d.deviceSecret.slice(10)}`,
  }),
  'secret-of-another-device': (d) => {
    const other = { ...d, deviceName: `${d.deviceName}-2`, deviceSecret: `${d.deviceSecret}Zz` };
    return { secret: other.deviceSecret, known: { devices: [d, other] } };
  },
  'product-secret-used': (d) => ({
    secret: d.productSecret,
    known: { productSecret: d.productSecret },
  }),
  'product-key-used': (d) => ({ secret: d.productKey }),
  'device-name-used': (d) => ({ secret: d.deviceName }),
  'wrong-order': (d) => ({
    text: `productKey${d.productKey}deviceName${d.deviceName}clientId${d.base}timestamp${d.timestamp}`,
  }),
  separators: (d) => ({
    text: Object.entries(fields(d))
      .map(([name, value]) => `${name}=${value}`)
      .join('&'),
  }),
  'values-only': (d) => ({ text: Object.values(fields(d)).join('') }),
  'field-left-out': (d) => ({ text: glued(without(d, 'clientId')) }),
  'whole-client-id-signed': (d) => ({
    text: glued(fields(d, { clientId: tailed(d, usualTail(d)) })),
  }),
  'client-id-alone-signed': (d) => ({
    text: tailed(d, usualTail(d)),
    method: 'sha1',
    password: (digest) => digest.toString('base64'),
  }),
  'tail-parameters-signed': (d) => ({
    clientId: tailed(d, `${usualTail(d)},ext=1`),
    text: `clientId${d.base}deviceName${d.deviceName}ext1productKey${d.productKey}timestamp${d.timestamp}`,
  }),
  'registration-signed': (d) => ({
    clientId: tailed(d, `${usualTail(d)},random=567`),
    text: `deviceName${d.deviceName}productKey${d.productKey}random567`,
  }),
  'timestamp-not-signed': (d) => ({ text: glued(without(d, 'timestamp')) }),
  'names-swapped': (d) => ({
    text: glued(fields(d, { deviceName: d.productKey, productKey: d.deviceName })),
  }),
  'case-signed': (d) => ({
    text: glued(fields(d, { productKey: d.productKey.toLowerCase() })),
  }),
  'field-name-spelling': (d) => ({ text: glued(fields(d)).replace('clientId', 'clientid') }),
  'other-value-signed': (d) => ({
    text: glued(fields(d, { deviceName: `${d.deviceName}&${d.productKey}` })),
  }),
  'placeholder-signed': (d) => ({ text: glued(fields(d, { deviceName: '${deviceName}' })) }),
  'text-encoded': (d) => ({ text: encodeURIComponent(glued(fields(d))) }),
  'key-and-text-swapped': (d) => ({ text: d.deviceSecret, secret: glued(fields(d)) }),
  'plain-hash': (d) => ({
    password: () => hexOf(plainHash(d, d.deviceSecret + glued(fields(d)))),
  }),
  'connect-length-wrong': () => ({
    packet: (connect) => Buffer.from([0x10, 0x80, 0x01, ...connect.subarray(3)]),
  }),
  'connect-truncated': () => ({ packet: (connect) => connect.subarray(0, 128) }),
  registration: (d) => ({
    clientId: tailed(d, `securemode=2,authType=register,random=123,signmethod=hmac${d.method}`),
    text: `deviceName${d.deviceName}productKey${d.productKey}random123`,
    secret: d.productSecret,
    known: { productSecret: d.productSecret },
  }),
  'message-queue': (d) => ({
    clientId: `GID_test@@@${d.deviceName}`,
    userName: 'Signature|LTAI0123456789|mqtt-cn-abcdef',
    text: `GID_test@@@${d.deviceName}`,
    method: 'sha1',
    password: (digest) => digest.toString('base64'),
  }),
  'pre-authenticated': (d) => ({
    clientId: tailed(d, 'securemode=-1,signmethod=hmacsha1'),
    userName: 'cZr5WQ3vO1Abc0000000000100',
    password: () => 'b0f54478fba8aac506ea85fae9dcfd3a',
  }),
  wrapped: (d) => ({ secret: `"${d.deviceSecret}"` }),
};

function named({ productKey, deviceName }: PlantedDevice): Partial<KnownOfDevice> {
  return { productKey, deviceName };
}
