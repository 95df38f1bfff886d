/** How the platform names a device. */
export interface DeviceName {
  readonly productKey: string;
  readonly deviceName: string;
}
