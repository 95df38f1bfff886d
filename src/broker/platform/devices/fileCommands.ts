/** The part of the control interface about files, and firmware that devices are upgraded with. Times: ms of the broker's clock. */
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';

export type FileCommand =
  /**
   * A file in pieces. `upload`: of the pieces before; absent: this is the first. `data`: Base64.
   * Answered with `platform-upload`.
   */
  | {
      readonly kind: 'upload-file';
      readonly upload?: number;
      readonly name: string;
      readonly data: string;
      readonly isLast: boolean;
    }
  /** Without a device: all packages and upgrades. */
  | { readonly kind: 'platform-ota'; readonly productKey?: string; readonly deviceName?: string }
  /** Firmware of a product; `file` and `others`: of uploads that have ended. Answered with `platform-package`. */
  | {
      readonly kind: 'add-package';
      readonly productKey: string;
      readonly file: number;
      readonly others?: readonly number[];
      readonly version: string;
      /** Absent: `default`, the firmware itself. */
      readonly module?: string;
      readonly signMethod: SignMethod;
      /** A difference to another version. */
      readonly isDiff: boolean;
      /** JSON text of an object. */
      readonly extData?: string;
    }
  /** Its upgrades that have not ended are cancelled. */
  | { readonly kind: 'remove-package'; readonly package: number }
  /** Answered with `platform-upgrade`. `timeout`, ms: until the new version has to be reported. */
  | ({
      readonly kind: 'upgrade-device';
      readonly package: number;
      readonly by: DownloadProtocol;
      readonly timeout?: number;
    } & DeviceName)
  | { readonly kind: 'cancel-upgrade'; readonly upgrade: number }
  /** Remote configuration of a product; `file`: of an upload that has ended, absent: there is none any more. */
  | { readonly kind: 'set-config'; readonly productKey: string; readonly file?: number }
  /** To one device, or to all of the product. Answered with `platform-pushed`. */
  | { readonly kind: 'push-config'; readonly productKey: string; readonly deviceName?: string };

export type FileReply =
  /** `file`: once it is complete. */
  | {
      readonly kind: 'platform-upload';
      readonly upload: number;
      readonly received: number;
      readonly file: FileFacts | undefined;
    }
  | {
      readonly kind: 'platform-ota';
      readonly time: number;
      /** Files can be fetched over HTTP here. */
      readonly hasHttp: boolean;
      readonly packages: readonly PackageFacts[];
      /** Newest first. */
      readonly upgrades: readonly UpgradeFacts[];
      /** Of the device that was asked for. */
      readonly versions: readonly ModuleVersion[];
      readonly configs: readonly ConfigFacts[];
    }
  | { readonly kind: 'platform-package'; readonly package: PackageFacts }
  | { readonly kind: 'platform-upgrade'; readonly upgrade: UpgradeFacts }
  /** Devices that it was sent to; others are offline or have not subscribed to the topic. */
  | { readonly kind: 'platform-pushed'; readonly sent: number; readonly missed: number };

export interface FileFacts {
  readonly file: number;
  readonly name: string;
  readonly size: number;
  /** Hex. */
  readonly md5: string;
  readonly sha256: string;
}

/** Remote configuration. */
export interface ConfigFacts extends Omit<FileFacts, 'md5'> {
  readonly productKey: string;
  readonly configId: string;
  readonly changed: number;
}

/** As the platform writes them, and the vendor's libraries compare them. */
export type SignMethod = 'Md5' | 'SHA256';

export type DownloadProtocol = 'http' | 'mqtt';

/** Of its first file. */
export interface PackageFacts extends FileFacts {
  /** Its other files: most packages have none. */
  readonly others: readonly FileFacts[];
  readonly package: number;
  readonly productKey: string;
  readonly module: string;
  readonly version: string;
  readonly signMethod: SignMethod;
  readonly isDiff: boolean;
  readonly extData: string | undefined;
  readonly added: number;
}

export interface UpgradeFacts extends DeviceName {
  readonly upgrade: number;
  readonly package: number;
  readonly module: string;
  readonly version: string;
  readonly by: DownloadProtocol;
  /** `pending`: the device is offline, or has not subscribed to the topic. */
  readonly state: 'pending' | 'pushed' | 'in-progress' | 'succeeded' | 'failed' | 'cancelled';
  /** Percent that the device reported last. */
  readonly progress: number | undefined;
  /** Why it failed: a step below 0 as the device reported it, or the new version was not reported in time. */
  readonly failure: number | 'timed-out' | undefined;
  /** The device's own words. */
  readonly description: string | undefined;
  readonly began: number;
  readonly changed: number;
}

export interface ModuleVersion {
  readonly module: string;
  readonly version: string;
  /** When it was reported. */
  readonly time: number;
}
