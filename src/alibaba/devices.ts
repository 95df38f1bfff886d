/** The devices that a broker knows. */

export interface Device {
  readonly productKey: string;
  readonly deviceName: string;
  readonly deviceSecret: string;
  /** A disabled device is known but may not connect. */
  readonly disabled?: boolean;
}

/** By user name. A Map, because a device may be named `__proto__`. */
export type Devices = ReadonlyMap<string, Device>;

function keyOf(productKey: string, deviceName: string): string {
  return `${deviceName}&${productKey}`;
}

export function indexDevices(devices: readonly Device[]): Devices {
  return new Map(devices.map((device) => [keyOf(device.productKey, device.deviceName), device]));
}

export function findDevice(
  devices: Devices,
  productKey: string,
  deviceName: string,
): Device | undefined {
  return devices.get(keyOf(productKey, deviceName));
}
