/** Endpoints for the sign-in of devices, and the subset that a browser can use. */
import {
  type EndpointChoice,
  endpoints,
  REGIONS,
  type Region,
} from '../../../../alibaba/regions.ts';
import type { PageOrigin } from '../../../../profiles/addresses/host.ts';
import { isTabAddress } from '../../../../profiles/settings/tabAddress.ts';
import type { Draft } from '../../../session/profiles/draft.ts';
import { placeOf, urlOf } from '../../../session/profiles/settings.ts';

export interface Way extends EndpointChoice {
  /** `page`: not from this page, which was loaded over HTTPS. `never`: not from any browser. */
  readonly inBrowser: 'opens' | 'page' | 'never';
  /** Connect uses this address. */
  readonly isUsed: boolean;
}

export interface Host {
  readonly kind: 'public' | 'instance' | 'own';
  readonly ways: readonly Way[];
}

export function regionOf(draft: Draft): Region | undefined {
  return REGIONS.find(({ id }) => id === draft.regionId);
}

/** Hosts in the draft: its own address, its instance, the public instance of its region. */
export function hostsOf(draft: Draft, page: PageOrigin): readonly Host[] {
  const used = urlOf(draft, page).url;
  const wayOf = (choice: EndpointChoice): Way => ({
    ...choice,
    inBrowser: !choice.canBrowser
      ? 'never'
      : choice.transport === 'ws' && page.secure
        ? 'page'
        : 'opens',
    isUsed: used === choice.url,
  });
  const place = placeOf(draft);
  const own = ownEndpoint(draft, page);
  const { productKey, regionId } = place;
  const hasPublic = productKey !== '' && regionOf(draft)?.publicInstance !== false;
  return [
    ...(own === undefined ? [] : [{ kind: 'own', ways: [wayOf(own)] } as const]),
    ...(place.instanceId === ''
      ? []
      : [{ kind: 'instance', ways: endpoints(place).map(wayOf) } as const]),
    ...(hasPublic
      ? [{ kind: 'public', ways: endpoints({ productKey, regionId }).map(wayOf) } as const]
      : []),
  ];
}

/** By the scheme of an address, with its usual port. */
const TRANSPORTS: ReadonlyMap<string, readonly [EndpointChoice['transport'], number]> = new Map([
  ['ws:', ['ws', 80]],
  ['wss:', ['wss', 443]],
  ['mqtt:', ['tcp', 1883]],
  ['mqtts:', ['tls', 8883]],
]);

/** The user's address; undefined: the platform's own. */
function ownEndpoint(draft: Draft, page: PageOrigin): EndpointChoice | undefined {
  const { url } = urlOf(draft, page);
  if (draft.url.trim() === '' || url === undefined) return undefined;
  const { hostname, port, protocol } = new URL(isTabAddress(url) ? 'ws://localhost' : url);
  const [transport, usual] = TRANSPORTS.get(protocol) ?? (['ws', 80] as const);
  return {
    transport,
    url,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? usual : Number(port),
    secureMode: transport === 'wss' || transport === 'tls' ? 2 : 3,
    // The companion can open addresses that the browser cannot.
    canBrowser: true,
    note: undefined,
  };
}

/**
 * Endpoint for programs: the address of the form, otherwise the platform's for the secure mode. Undefined if
 * there is none yet, or if only this tab can reach it.
 */
export function endpointFor(draft: Draft, page: PageOrigin): EndpointChoice | undefined {
  if (isTabAddress(draft.url.trim())) return undefined;
  const transport = draft.secureMode === 2 ? 'wss' : 'ws';
  const own = ownEndpoint(draft, page);
  if (own === undefined && urlOf(draft, page).url === undefined) return undefined;
  return own ?? endpoints(placeOf(draft)).find((choice) => choice.transport === transport);
}
