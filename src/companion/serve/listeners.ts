/** The companion's listeners: one for `--http`, one for `--mqtt`, and those of `--listen`. */

import { WEBSOCKET_PATH } from '../mqtt/webSocketListener.ts';
import { hostFromHere, urlHost } from '../net/addresses.ts';
import type { PortChoice } from '../net/listen.ts';
import type { TlsIdentity } from '../net/tlsIdentity.ts';
import type { Addresses, CompanionOptions } from './companionSetup.ts';

export interface Listener {
  /** HTTP with MQTT over WebSocket; otherwise MQTT over TCP. */
  readonly isWeb: boolean;
  readonly host: string;
  /** Undefined: not encrypted. */
  readonly tls: TlsIdentity | undefined;
  readonly choice: PortChoice;
  readonly option: '--http' | '--mqtt' | '--listen';
}

export interface OpenListener extends Listener {
  readonly port: number;
}

type Asked = Pick<CompanionOptions, 'host' | 'http' | 'mqtt' | 'listen' | 'tls' | 'broker'>;

/** In the order of their printed addresses. Without a broker there are only HTTP listeners. */
export function listenersOf({ host, http, mqtt, listen, tls, broker }: Asked): readonly Listener[] {
  const asked = (listen ?? []).map(
    ({ isWeb, isTls, port, ...at }): Listener => ({
      isWeb,
      host: at.host,
      tls: isTls ? tls : undefined,
      choice: { port, given: true },
      option: '--listen',
    }),
  );
  const usual: readonly Listener[] = [
    ...(http ? [{ isWeb: true, host, tls, choice: http, option: '--http' } as const] : []),
    ...(mqtt ? [{ isWeb: false, host, tls, choice: mqtt, option: '--mqtt' } as const] : []),
  ];
  return [...usual, ...asked].filter(({ isWeb }) => isWeb || broker);
}

export function addressesOf(listeners: readonly OpenListener[], hasBroker: boolean): Addresses {
  const shown = (isWeb: boolean, scheme: string, path: string): readonly string[] =>
    listeners
      .filter((one) => one.isWeb === isWeb)
      .map(({ host, port, tls }) => {
        const s = tls === undefined ? '' : 's';
        return `${scheme}${s}://${urlHost(hostFromHere(host))}:${port}${path}`;
      });
  return {
    apps: shown(true, 'http', '/'),
    mqtt: shown(false, 'mqtt', ''),
    ws: hasBroker ? shown(true, 'ws', WEBSOCKET_PATH) : [],
  };
}
