/** Parses an address to listen on: `8883`, `tls://0.0.0.0:8883`, `ws://:8080`. */
import { UsageError } from '../cli/errors.ts';
import type { Kind } from '../cli/options.ts';
import { bareHost, urlHost } from './addresses.ts';

export interface ListenAddress {
  readonly isTls: boolean;
  readonly isWeb: boolean;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

const SCHEMES: ReadonlyMap<string, Pick<ListenAddress, 'isTls' | 'isWeb'>> = new Map([
  ['tcp', { isTls: false, isWeb: false }],
  ['mqtt', { isTls: false, isWeb: false }],
  ['tls', { isTls: true, isWeb: false }],
  ['ssl', { isTls: true, isWeb: false }],
  ['mqtts', { isTls: true, isWeb: false }],
  ['ws', { isTls: false, isWeb: true }],
  ['wss', { isTls: true, isWeb: true }],
]);
/** Standard ports of MQTT over TLS. */
const TLS_PORTS: ReadonlySet<number> = new Set([8883, 8884]);
const HOST = '127.0.0.1';

/** Undefined: invalid. Without a scheme, the port determines whether TLS is used. */
export function listenAddress(text: string): ListenAddress | undefined {
  const [, scheme, host = '', digits = ''] =
    /^(?:([a-z]+):\/\/)?(?:(\[[0-9a-f:.]+\]|[^:/\s[\]]*):)?(\d{1,5})\/?$/i.exec(text) ?? [];
  const port = Number(digits);
  if (digits === '' || port > 65_535) return undefined;
  const known = scheme === undefined ? undefined : SCHEMES.get(scheme.toLowerCase());
  if (scheme !== undefined && known === undefined) return undefined;
  const kind = known ?? { isTls: TLS_PORTS.has(port), isWeb: false };
  return { ...kind, host: host === '' ? HOST : host === '*' ? '0.0.0.0' : bareHost(host), port };
}

/** Values of `--listen`. */
export const LISTEN_ADDRESS: Kind<ListenAddress> = {
  read: (text, option) => {
    const address = listenAddress(text);
    if (address !== undefined) return address;
    throw new UsageError((say) => say.notAListenAddress(option, text));
  },
};

/** Address for clients. */
export function shownListen({ isTls, isWeb, host, port }: ListenAddress): string {
  const scheme = isWeb ? (isTls ? 'wss' : 'ws') : isTls ? 'mqtts' : 'mqtt';
  return `${scheme}://${urlHost(host)}:${port}`;
}
