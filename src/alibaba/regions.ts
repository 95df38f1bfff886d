/** The platform's regions, and the addresses on which it listens in them. */

export interface Region {
  readonly id: string;
  /** The city, in English. */
  readonly name: string;
  /** As the platform's Chinese console names it. */
  readonly chineseName: string;
  /** Whether the region has a public instance; the others have only instances with an id of their own. */
  readonly publicInstance: boolean;
}

export const DEFAULT_REGION = 'cn-shanghai';

export const REGIONS: readonly Region[] = [
  { id: 'cn-shanghai', name: 'China (Shanghai)', chineseName: '华东2(上海)', publicInstance: true },
  { id: 'cn-beijing', name: 'China (Beijing)', chineseName: '华北2(北京)', publicInstance: false },
  {
    id: 'cn-shenzhen',
    name: 'China (Shenzhen)',
    chineseName: '华南1(深圳)',
    publicInstance: false,
  },
  { id: 'ap-southeast-1', name: 'Singapore', chineseName: '新加坡', publicInstance: true },
  { id: 'ap-northeast-1', name: 'Japan (Tokyo)', chineseName: '日本(东京)', publicInstance: true },
  {
    id: 'us-west-1',
    name: 'US (Silicon Valley)',
    chineseName: '美国(硅谷)',
    publicInstance: true,
  },
  { id: 'us-east-1', name: 'US (Virginia)', chineseName: '美国(弗吉尼亚)', publicInstance: true },
  {
    id: 'eu-central-1',
    name: 'Germany (Frankfurt)',
    chineseName: '德国(法兰克福)',
    publicInstance: true,
  },
];

export interface Endpoint {
  readonly host: string;
  /** For TCP and TLS alike. */
  readonly port: number;
  /** Port 443 for ws:// too. */
  readonly wsUrl: string;
}

/** With an instance id the host is the instance's and names neither product nor region. */
export function endpoint(place: {
  readonly productKey: string;
  readonly regionId?: string | undefined;
  readonly instanceId?: string | undefined;
  readonly secureMode: 2 | 3;
}): Endpoint {
  const region = place.regionId || DEFAULT_REGION;
  const host = place.instanceId
    ? `${place.instanceId}.mqtt.iothub.aliyuncs.com`
    : `${place.productKey}.iot-as-mqtt.${region}.aliyuncs.com`;
  const scheme = place.secureMode === 2 ? 'wss' : 'ws';
  return { host, port: 1883, wsUrl: `${scheme}://${host}:443/` };
}
