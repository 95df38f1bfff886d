/** The broker behind an address, and the likely address of its control interface. */
import { CONTROL_PATH } from '../../../broker/control/control.ts';
import { isLoopback, type PageOrigin, pageSocket } from '../../../profiles/addresses/host.ts';
import { isTabAddress } from '../../../profiles/settings/tabAddress.ts';

export type BrokerPlace =
  | { readonly kind: 'tab' }
  /** `isPages`: belongs to the server of this page. `url`: of the control interface. */
  | { readonly kind: 'socket'; readonly url: string; readonly isPages: boolean };

/** The same for all addresses of a broker, as far as the addresses show it. */
export function placeKey(place: BrokerPlace): string {
  return place.kind === 'tab' ? 'tab' : place.url;
}

/** Next to the path of MQTT on the same host. Undefined for an address of no broker. */
export function placeOf(address: string, page: PageOrigin): BrokerPlace | undefined {
  if (isTabAddress(address)) return { kind: 'tab' };
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined) return undefined;
  const own = pageSocket(page);
  if (URL.canParse(own) && isSameServer(url, new URL(own), page.mqttPort)) {
    return { kind: 'socket', url: new URL(`.${CONTROL_PATH}`, own).href, isPages: true };
  }
  if (url.protocol !== 'ws:' && url.protocol !== 'wss:') return undefined;
  const folder = url.pathname.replace(/\/[^/]*$/, '');
  return {
    kind: 'socket',
    url: `${url.protocol}//${url.host}${folder}${CONTROL_PATH}`,
    isPages: false,
  };
}

/**
 * A machine has several names for itself. MQTT over TCP is opened by the companion, so that loopback is its own
 * machine.
 */
function isSameServer(one: URL, own: URL, mqttPort: number | undefined): boolean {
  const [scheme, usual] = own.protocol === 'wss:' ? ['mqtts:', 8883] : ['mqtt:', 1883];
  const isTcp = one.protocol === scheme;
  const isSame = isTcp
    ? Number(one.port || usual) === mqttPort
    : one.protocol === own.protocol && one.port === own.port;
  if (!isSame) return false;
  if (one.hostname === own.hostname) return true;
  return isLoopback(one.hostname) && (isTcp || isLoopback(own.hostname));
}
