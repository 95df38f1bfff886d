/** Types of the vendor's packages, which have none, as far as the device programs use them. */

interface VendorSettings {
  readonly productKey: string;
  readonly deviceName: string;
  readonly deviceSecret: string;
  readonly brokerUrl: string;
}

interface VendorMessage {
  readonly id?: string;
}

interface VendorDevice {
  on(event: 'connect' | 'close', listener: () => void): void;
  on(event: 'error', listener: (error: unknown) => void): void;
  on(event: 'message', listener: (topic: string, payload: Buffer) => void): void;
  subscribe(topic: string, options: { readonly qos: 0 | 1 }, done: () => void): void;
  postProps(params: object, replied: (reply: unknown) => void): void;
  onProps(set: (message: unknown) => void): void;
  getConfig(replied: (reply: unknown) => void): void;
  onService(
    name: string,
    invoked: (
      message: VendorMessage,
      reply: (answer: object, by: 'sync' | 'async') => void,
    ) => void,
  ): void;
}

declare module 'alibabacloud-iot-device-sdk' {
  const sdk: { device(settings: VendorSettings): VendorDevice };
  export default sdk;
}

declare module 'aliyun-iot-device-sdk' {
  const sdk: { device(settings: VendorSettings): VendorDevice };
  export default sdk;
}
