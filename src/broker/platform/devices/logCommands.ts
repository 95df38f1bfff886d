/** The part of the control interface about the messages of devices. Times: ms of the broker's clock. */
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import type { DeviceEvent } from './commands.ts';

export type LogCommand =
  /** Newest first. `text`: in topic, payload, reason or code. */
  | ({
      readonly kind: 'platform-log';
      readonly first: number;
      readonly count: number;
      readonly text?: string;
    } & DeviceName)
  | { readonly kind: 'platform-message'; readonly message: number };

export type LogReply =
  | {
      readonly kind: 'platform-log';
      readonly time: number;
      readonly first: number;
      readonly total: number;
      readonly rows: readonly LogRow[];
    }
  /** `payload`: Base64, up to 16,384 bytes; undefined: it is forgotten. */
  | {
      readonly kind: 'platform-message';
      readonly message: (LogRow & { readonly payload: string }) | undefined;
    };

/** `up`: as a `DeviceEvent`. `down`: sent to the device, or `unheard` as none of its subscriptions matches. */
export interface LoggedMessage extends Omit<DeviceEvent, 'kind'> {
  readonly number: number;
  readonly direction: 'up' | 'down';
  readonly kind: DeviceEvent['kind'] | 'sent' | 'unheard';
  /** The first of its bytes. */
  readonly payload: Uint8Array;
}

export interface LogRow extends Omit<LoggedMessage, 'payload'> {
  /** The beginning of the payload; undefined: it is no text. */
  readonly preview: string | undefined;
}
