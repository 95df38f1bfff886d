/** Where a device can sign in, and which of the ways a browser can go. */
import { endpoint, REGIONS, type Region } from '../../../alibaba/regions.ts';
import type { PageOrigin } from '../../../profiles/host.ts';
import type { Draft } from '../draft.ts';
import { placeOf, urlOf } from '../settings.ts';

export type Transport = 'tcp' | 'tls' | 'ws' | 'wss';

export interface Way {
  readonly transport: Transport;
  readonly address: string;
  readonly secureMode: 2 | 3;
  /** `page`: this page, which came over HTTPS, may not; `never`: no browser can. */
  readonly inBrowser: 'opens' | 'page' | 'never';
  /** It is the one that Connect takes. */
  readonly isUsed: boolean;
}

export interface Host {
  readonly kind: 'public' | 'instance' | 'own';
  readonly ways: readonly Way[];
}

export function regionOf(draft: Draft): Region | undefined {
  return REGIONS.find(({ id }) => id === draft.regionId);
}

/** Those that the draft names: its own address, its instance, the public instance of its region. */
export function hostsOf(draft: Draft, page: PageOrigin): readonly Host[] {
  const used = urlOf(draft, page).url;
  const way = (transport: Transport, address: string): Way => ({
    transport,
    address,
    secureMode: transport === 'tls' || transport === 'wss' ? 2 : 3,
    inBrowser:
      transport === 'wss' || (transport === 'ws' && !page.secure)
        ? 'opens'
        : transport === 'ws'
          ? 'page'
          : 'never',
    isUsed: used === address,
  });
  const platformWays = (host: string): readonly Way[] => [
    way('tcp', `mqtt://${host}:1883`),
    way('tls', `mqtts://${host}:1883`),
    way('ws', `ws://${host}:443/`),
    way('wss', `wss://${host}:443/`),
  ];
  const place = placeOf(draft);
  const hosts: Host[] = [];
  if (draft.url.trim() !== '' && used !== undefined) {
    const transport = used.startsWith('wss:') ? 'wss' : 'ws';
    // The broker in the tab is no host, and any page opens it.
    const own = way(transport, used);
    hosts.push({ kind: 'own', ways: [/^wss?:/.test(used) ? own : { ...own, inBrowser: 'opens' }] });
  }
  if (place.instanceId !== '') {
    hosts.push({ kind: 'instance', ways: platformWays(endpoint(place).host) });
  }
  if (place.productKey !== '' && regionOf(draft)?.publicInstance !== false) {
    const { host } = endpoint({ ...place, instanceId: undefined });
    hosts.push({ kind: 'public', ways: platformWays(host) });
  }
  return hosts;
}
