/** A device that signs in to the platform with a time. */
import { createHmac } from 'node:crypto';

interface Device {
  readonly productKey: string;
  readonly deviceName: string;
  readonly hash: 'sha1' | 'sha256';
  /** ms since 1970. */
  readonly time: string;
}

export function signedDevice({ productKey, deviceName, hash, time }: Device) {
  const base = `${productKey}.${deviceName}`;
  const content = `clientId${base}deviceName${deviceName}productKey${productKey}timestamp${time}`;
  return {
    userName: `${deviceName}&${productKey}`,
    host: `${productKey}.iot-as-mqtt.cn-shanghai.aliyuncs.com`,
    /** @param mode 2: TLS, 3: TCP */
    idOf: (mode: 2 | 3): string =>
      `${base}|securemode=${mode},signmethod=hmac${hash},timestamp=${time}|`,
    /** The password, with a device secret as the key. */
    sign: (key: string): string => createHmac(hash, key).update(content).digest('hex'),
  };
}
