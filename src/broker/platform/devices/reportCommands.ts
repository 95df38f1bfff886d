/** The part of the control interface about what devices report of themselves: log lines and files. */
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';

export type ReportCommand =
  | ({ readonly kind: 'platform-device-log' } & DeviceName)
  /** Whether the device is asked to report its log; it is told at once where it hears of it. */
  | ({ readonly kind: 'set-device-log'; readonly isOn: boolean } & DeviceName)
  | ({ readonly kind: 'platform-device-files' } & DeviceName)
  /** A piece of at most 480,000 bytes. */
  | ({
      readonly kind: 'platform-device-file';
      readonly file: number;
      readonly offset: number;
    } & DeviceName)
  | ({ readonly kind: 'remove-device-file'; readonly file: number } & DeviceName);

export type ReportReply =
  | {
      readonly kind: 'platform-device-log';
      readonly time: number;
      readonly isOn: boolean;
      /** Newest first, at most 500. */
      readonly lines: readonly DeviceLogLine[];
    }
  | {
      readonly kind: 'platform-device-files';
      readonly time: number;
      /** Newest first. */
      readonly files: readonly DeviceFileFacts[];
    }
  /** `data`: Base64; undefined: there is no such file. */
  | { readonly kind: 'platform-device-file'; readonly data: string | undefined };

/** As the device wrote it. */
export interface DeviceLogLine {
  readonly number: number;
  /** ms of the broker's clock. */
  readonly time: number;
  readonly utcTime: string | undefined;
  readonly logLevel: string | undefined;
  readonly module: string | undefined;
  readonly code: string | undefined;
  readonly traceContext: string | undefined;
  readonly logContent: string;
}

export interface DeviceFileFacts {
  readonly file: number;
  readonly name: string;
  /** That have arrived. */
  readonly received: number;
  /** As announced; undefined: not known. */
  readonly size: number | undefined;
  readonly state: 'uploading' | 'complete' | 'cancelled';
  readonly md5: string | undefined;
  readonly changed: number;
}
