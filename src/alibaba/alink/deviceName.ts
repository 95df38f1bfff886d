/** How the platform names a device. */
export interface DeviceName {
  readonly productKey: string;
  readonly deviceName: string;
}

/** Names a device where people read it and requests are listed. */
export const deviceLabel = ({ productKey, deviceName }: DeviceName): string =>
  `${productKey}/${deviceName}`;

/** Names the device's session: whatever it calls itself as an MQTT client. */
export const sessionNameOf = ({ productKey, deviceName }: DeviceName): string =>
  `${deviceName}&${productKey}`;

export const isSameDevice = (a: DeviceName, b: DeviceName): boolean =>
  sessionNameOf(a) === sessionNameOf(b);
