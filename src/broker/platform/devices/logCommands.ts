/** Control commands for the messages of devices. Times: ms of the broker's clock. */
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import type { Misfit } from '../../../alibaba/alink/misfit.ts';

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
  /** `payload`: Base64, up to 16,384 bytes; undefined: forgotten. */
  | {
      readonly kind: 'platform-message';
      readonly message: (LogRow & { readonly payload: string }) | undefined;
    };

export interface DeviceEvent {
  readonly time: number;
  readonly kind: 'property' | 'event' | 'denied' | 'dropped' | 'refused' | 'other';
  readonly topic: string;
  readonly size: number;
  /** Code of the answer, if one was sent. */
  readonly code: number | undefined;
  /**
   * Why it was denied, dropped or refused: a key (`not-permitted`, `rate`, `payload-size`, `not-json`, …).
   */
  readonly why: string | undefined;
  /** Subject for display: comma-separated properties that do not fit the model, or an event's identifier. */
  readonly about?: string;
  /** Values that do not fit the thing model, with the expected and the received form; at most 20. */
  readonly misfits?: readonly Misfit[];
}

/**
 * `up`: like a `DeviceEvent`. `down`: sent to the device, or `unheard` because none of its subscriptions
 * matches.
 */
export interface LoggedMessage extends Omit<DeviceEvent, 'kind'> {
  readonly number: number;
  readonly direction: 'up' | 'down';
  readonly kind: DeviceEvent['kind'] | 'sent' | 'unheard';
  /** First bytes of the payload. */
  readonly payload: Uint8Array;
}

export interface LogRow extends Omit<LoggedMessage, 'payload'> {
  /** Beginning of the payload; undefined: not text. */
  readonly preview: string | undefined;
}
