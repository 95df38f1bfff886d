/** The platform's regions, and its addresses in them. */
import { DEFAULT_REGION, endpoint } from './endpoint.ts';

export interface Region {
  readonly id: string;
  /** The city in English. */
  readonly name: string;
  /** The name in the platform's Chinese console. */
  readonly chineseName: string;
  /** Whether the region has a public instance; other regions have only instances with an id. */
  readonly publicInstance: boolean;
}

export const REGIONS: readonly Region[] = [
  {
    id: 'cn-shanghai',
    name: 'China (Shanghai)',
    chineseName: '华东2（上海）',
    publicInstance: true,
  },
  {
    id: 'cn-beijing',
    name: 'China (Beijing)',
    chineseName: '华北2（北京）',
    publicInstance: false,
  },
  {
    id: 'cn-shenzhen',
    name: 'China (Shenzhen)',
    chineseName: '华南1（深圳）',
    publicInstance: false,
  },
  { id: 'ap-southeast-1', name: 'Singapore', chineseName: '新加坡', publicInstance: true },
  {
    id: 'ap-northeast-1',
    name: 'Japan (Tokyo)',
    chineseName: '日本（东京）',
    publicInstance: true,
  },
  {
    id: 'us-west-1',
    name: 'US (Silicon Valley)',
    chineseName: '美国（硅谷）',
    publicInstance: true,
  },
  { id: 'us-east-1', name: 'US (Virginia)', chineseName: '美国（弗吉尼亚）', publicInstance: true },
  {
    id: 'eu-central-1',
    name: 'Germany (Frankfurt)',
    chineseName: '德国（法兰克福）',
    publicInstance: true,
  },
];

/** Notes about an endpoint. */
export type EndpointNoteKey = 'plain-new-accounts' | 'tls-same-port' | 'tls-443' | 'web-socket-443';

/** An address for devices to sign in. */
export interface EndpointChoice {
  readonly transport: 'tcp' | 'tls' | 'ws' | 'wss';
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** The secure mode in the client id's tail. */
  readonly secureMode: 2 | 3;
  /** Whether a page can connect to it; other addresses need a bridge. */
  readonly canBrowser: boolean;
  readonly note: EndpointNoteKey | undefined;
}

/** The place where a product's devices sign in. */
export interface EndpointPlace {
  readonly productKey: string;
  /** Default: `cn-shanghai`. */
  readonly regionId?: string | undefined;
  /** Default: the region's public instance. */
  readonly instanceId?: string | undefined;
  /** Another host than the platform's, without port; the platform's ports are assumed. */
  readonly ownHost?: string | undefined;
}

export function endpoints(place: EndpointPlace): readonly EndpointChoice[] {
  const host = place.ownHost || endpoint({ ...place, secureMode: 2 }).host;
  const isOwn = Boolean(place.ownHost);
  const choice = (
    transport: EndpointChoice['transport'],
    scheme: string,
    port: number,
    note: EndpointNoteKey,
  ): EndpointChoice => ({
    transport,
    url: `${scheme}://${host}:${port}${scheme.startsWith('ws') ? '/' : ''}`,
    host,
    port,
    secureMode: transport === 'tls' || transport === 'wss' ? 2 : 3,
    canBrowser: scheme.startsWith('ws'),
    note: isOwn ? undefined : note,
  });
  return [
    choice('wss', 'wss', 443, 'web-socket-443'),
    choice('tls', 'mqtts', 1883, 'tls-same-port'),
    choice('tls', 'mqtts', 443, 'tls-443'),
    choice('tcp', 'mqtt', 1883, 'plain-new-accounts'),
    choice('ws', 'ws', 443, 'plain-new-accounts'),
  ];
}

/** The host of HTTPS pre-authentication and registration. */
export function authHost(regionId?: string): string {
  return `iot-auth.${regionId || DEFAULT_REGION}.aliyuncs.com`;
}
