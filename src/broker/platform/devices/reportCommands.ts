/** Control commands for reports of devices: log lines and files. Times: ms of the broker's clock. */
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';

export type ReportCommand =
  | ({ readonly kind: 'platform-device-log' } & DeviceName)
  /** Sets whether the device should report its log; it is notified at once if it is subscribed. */
  | ({ readonly kind: 'set-device-log'; readonly isOn: boolean } & DeviceName)
  | ({ readonly kind: 'platform-device-files' } & DeviceName)
  /** Returns a piece of at most 480,000 bytes. */
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
  /** `data`: Base64; undefined: the file does not exist. */
  | { readonly kind: 'platform-device-file'; readonly data: string | undefined };

/** A line in the device's own words. */
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
  /** Received bytes. */
  readonly received: number;
  /** Announced bytes; undefined: unknown. */
  readonly size: number | undefined;
  readonly state: 'uploading' | 'complete' | 'cancelled';
  readonly md5: string | undefined;
  readonly changed: number;
}
