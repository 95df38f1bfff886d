/** Addresses for devices to connect to. */

export const DEFAULT_REGION = 'cn-shanghai';

export interface Endpoint {
  readonly host: string;
  /** For both TCP and TLS. */
  readonly port: number;
  /** Port 443 also for ws://. */
  readonly wsUrl: string;
}

/** With an instance id, the host belongs to the instance and does not contain product or region. */
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
