/** Identifies a device of the platform. */
export interface DeviceName {
  readonly productKey: string;
  readonly deviceName: string;
}

/** Label of a device in lists and views. */
export const deviceLabel = ({ productKey, deviceName }: DeviceName): string =>
  `${productKey}/${deviceName}`;

/** Name of the device's session, independent of its MQTT client identifier. */
export const sessionNameOf = ({ productKey, deviceName }: DeviceName): string =>
  `${deviceName}&${productKey}`;

export const isSameDevice = (a: DeviceName, b: DeviceName): boolean =>
  sessionNameOf(a) === sessionNameOf(b);
