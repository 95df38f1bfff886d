/** Control commands for files, and for firmware upgrades of devices. Times: ms of the broker's clock. */
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';

export type FileCommand =
  /**
   * A file in pieces. `upload`: id of the upload; absent: this is the first piece. `data`: Base64. The answer
   * is `platform-upload`.
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
  /** Firmware of a product; `file` and `others`: finished uploads. The answer is `platform-package`. */
  | {
      readonly kind: 'add-package';
      readonly productKey: string;
      readonly file: number;
      readonly others?: readonly number[];
      readonly version: string;
      /** Absent: `default`, the main firmware. */
      readonly module?: string;
      readonly signMethod: SignMethod;
      /** The package is a diff to another version. */
      readonly isDiff: boolean;
      /** JSON text of an object. */
      readonly extData?: string;
    }
  /** Cancels its unfinished upgrades. */
  | { readonly kind: 'remove-package'; readonly package: number }
  /** The answer is `platform-upgrade`. `timeout`, ms: until the new version must be reported. */
  | ({
      readonly kind: 'upgrade-device';
      readonly package: number;
      readonly by: DownloadProtocol;
      readonly timeout?: number;
    } & DeviceName)
  | { readonly kind: 'cancel-upgrade'; readonly upgrade: number }
  /** Remote configuration of a product; `file`: a finished upload, absent: removes it. */
  | { readonly kind: 'set-config'; readonly productKey: string; readonly file?: number }
  /** To one device, or to all of the product. The answer is `platform-pushed`. */
  | { readonly kind: 'push-config'; readonly productKey: string; readonly deviceName?: string };

export type FileReply =
  /** `file`: set once it is complete. */
  | {
      readonly kind: 'platform-upload';
      readonly upload: number;
      readonly received: number;
      readonly file: FileFacts | undefined;
    }
  | {
      readonly kind: 'platform-ota';
      readonly time: number;
      /** True if files can be fetched over HTTP here. */
      readonly hasHttp: boolean;
      readonly packages: readonly PackageFacts[];
      /** Newest first. */
      readonly upgrades: readonly UpgradeFacts[];
      /** Versions of the requested device. */
      readonly versions: readonly ModuleVersion[];
      readonly configs: readonly ConfigFacts[];
    }
  | { readonly kind: 'platform-package'; readonly package: PackageFacts }
  | { readonly kind: 'platform-upgrade'; readonly upgrade: UpgradeFacts }
  /** Counts devices that received it, and devices that are offline or not subscribed to the topic. */
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

/** Spelling of the platform, which the vendor's libraries compare. */
export type SignMethod = 'Md5' | 'SHA256';

export type DownloadProtocol = 'http' | 'mqtt';

/** Facts of its first file. */
export interface PackageFacts extends FileFacts {
  /** Further files: most packages have none. */
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
  /** `pending`: the device is offline, or not subscribed to the topic. */
  readonly state: 'pending' | 'pushed' | 'in-progress' | 'succeeded' | 'failed' | 'cancelled';
  /** Last percentage that the device reported. */
  readonly progress: number | undefined;
  /** Why it failed: a reported step below 0, or the new version was not reported in time. */
  readonly failure: number | 'timed-out' | undefined;
  /** The device's own text. */
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
