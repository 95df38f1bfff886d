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
  if (url === undefined || (url.protocol !== 'ws:' && url.protocol !== 'wss:')) return undefined;
  const own = pageSocket(page);
  if (URL.canParse(own) && isSameServer(url, new URL(own))) {
    return { kind: 'socket', url: new URL(`.${CONTROL_PATH}`, own).href, isPages: true };
  }
  const folder = url.pathname.replace(/\/[^/]*$/, '');
  return {
    kind: 'socket',
    url: `${url.protocol}//${url.host}${folder}${CONTROL_PATH}`,
    isPages: false,
  };
}

/** A machine has several names for itself. */
function isSameServer(one: URL, other: URL): boolean {
  if (one.protocol !== other.protocol || one.port !== other.port) return false;
  if (one.hostname === other.hostname) return true;
  return isLoopback(one.hostname) && isLoopback(other.hostname);
}
