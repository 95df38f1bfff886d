/** Notices at the start about network addresses of the companion and how a device connects. */
import { isIP } from 'node:net';
import type { Device } from '../../alibaba/devices.ts';
import type { Product } from '../../alibaba/product.ts';
import { type SignIn, signIn } from '../../alibaba/sign.ts';
import { shellWord } from '../../base/quoting.ts';
import type { Sentence } from '../cli/errors.ts';
import { isEveryHost, isLoopbackHost, urlHost } from './addresses.ts';
import { networkAddresses } from './networkAddresses.ts';

export interface Exposure {
  /** Without a broker there are only HTTP listeners. */
  readonly listeners: readonly ExposedListener[];
  /** The certificate is signed by an authority, which clients must trust instead of it. */
  readonly isCaSigned?: boolean;
  /** Undefined without a local platform. */
  readonly platform: PlatformExposure | undefined;
}

interface ExposedListener {
  /** HTTP, otherwise MQTT. */
  readonly isWeb: boolean;
  readonly host: string;
  readonly port: number;
  /** Path of its certificate as given; undefined: no encryption. */
  readonly certPath: string | undefined;
}

export interface PlatformExposure {
  /** A device generated and printed at this start, so its secret may be shown. */
  readonly made: Device | undefined;
  /** A configured device. */
  readonly known: Device | undefined;
  /** Products generated at this start. */
  readonly madeProducts: readonly Product[];
}

/** @param networks this machine's addresses on its networks, asked only if all are listened on */
export function exposureNotices(
  exposure: Exposure,
  networks: () => readonly string[] = typedAddresses,
): readonly Sentence[] {
  const notices: Sentence[] = [];
  const outside = (host: string): readonly string[] => {
    if (isEveryHost(host)) return networks();
    return isLoopbackHost(host) ? [] : [host];
  };
  const apps = exposure.listeners.flatMap(({ isWeb, host, port, certPath }) => {
    if (!isWeb || !isEveryHost(host)) return [];
    const s = certPath === undefined ? '' : 's';
    return someOf(outside(host)).map((address) => `http${s}://${urlHost(address)}:${port}/`);
  });
  if (apps.length > 0) notices.push((say) => say.listensEverywhere(apps));
  const mqtt = exposure.listeners.find(({ isWeb }) => !isWeb);
  if (mqtt !== undefined) {
    const hosts = isEveryHost(mqtt.host) ? someOf(outside(mqtt.host)) : [mqtt.host];
    notices.push(...deviceNotices(exposure, mqtt, hosts));
  }
  return notices;
}

/** Without a network, the address of this machine itself. */
const someOf = (outside: readonly string[]): readonly string[] =>
  outside.length > 0 ? outside : ['127.0.0.1'];

/** Placeholder for the authority's certificate, whose file the companion does not know. */
const CA_OF_CERTIFICATE = 'CA-OF-THE-CERTIFICATE.pem';

function deviceNotices(
  { platform, isCaSigned = false }: Exposure,
  { port, certPath }: ExposedListener,
  hosts: readonly string[],
): readonly Sentence[] {
  const device = platform?.made ?? platform?.known;
  if (platform === undefined || device === undefined) return [];
  const { productKey, deviceName } = device;
  const isSecure = certPath !== undefined;
  const secureMode = isSecure ? 2 : 3;
  if (platform.made === undefined) {
    const entry = { hosts, port, productKey, deviceName, secureMode } as const;
    return [(say) => say.deviceEntry(entry)];
  }
  const made = signIn({
    ...device,
    clientIdBase: 'mosquitto',
    signMethod: 'hmacsha256',
    secureMode,
  });
  const [host = '127.0.0.1', ...others] = hosts;
  const command = mosquittoPub(device, made, {
    host,
    port,
    caPath: isCaSigned ? CA_OF_CERTIFICATE : certPath,
  });
  return [(say) => say.toPost(others, command), ...secretNotices(platform)];
}

/**
 * Product secrets for devices without a device secret. They protect no more than the secrets of the printed
 * devices.
 */
function secretNotices({ madeProducts }: PlatformExposure): readonly Sentence[] {
  const known = madeProducts.flatMap(({ productKey, productSecret }) =>
    productSecret === undefined ? [] : [`${productKey} ${productSecret}`],
  );
  return known.length === 0 ? [] : [(say) => say.productSecrets(known)];
}

function mosquittoPub(
  device: Device,
  { clientId, username, password }: SignIn,
  {
    host,
    port,
    caPath,
  }: { readonly host: string; readonly port: number; readonly caPath: string | undefined },
): string {
  const topic = `/sys/${device.productKey}/${device.deviceName}/thing/event/property/post`;
  const payload =
    '{"id":"1","version":"1.0","params":{"temperature":21.5},"method":"thing.event.property.post"}';
  const word = (text: string): string =>
    /^[\w@%+=:,./-]+$/.test(text) ? text : (shellWord(text) ?? '');
  const tls = caPath === undefined ? '' : ` --cafile ${word(caPath)}`;
  return (
    `mosquitto_pub -V mqttv311 -h ${word(host)} -p ${port}${tls} -i ${word(clientId)} ` +
    `-u ${word(username)} -P ${password} -q 1 -t ${word(topic)} -m ${word(payload)}`
  );
}

/** IPv4 addresses, which are easier to type, or IPv6 if there are no others. */
function typedAddresses(): readonly string[] {
  const all = networkAddresses();
  const four = all.filter((address) => isIP(address) === 4);
  return four.length > 0 ? four : all;
}
