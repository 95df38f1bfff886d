/** The part of the control interface about the messages of devices. Times: ms of the broker's clock. */
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
  /** `payload`: Base64, up to 16,384 bytes; undefined: it is forgotten. */
  | {
      readonly kind: 'platform-message';
      readonly message: (LogRow & { readonly payload: string }) | undefined;
    };

export interface DeviceEvent {
  readonly time: number;
  readonly kind: 'property' | 'event' | 'denied' | 'dropped' | 'refused' | 'other';
  readonly topic: string;
  readonly size: number;
  /** Of the answer that was sent, where there was one. */
  readonly code: number | undefined;
  /** Why it was denied, dropped or refused: a key (`not-permitted`, `rate`, `payload-size`, `not-json`, …). */
  readonly why: string | undefined;
  /** What it is about, for people: properties that did not fit the model, by commas; an event's identifier. */
  readonly about?: string;
  /** What did not fit the thing model, with what was expected and what came; at most 20. */
  readonly misfits?: readonly Misfit[];
  /** Nothing of what was posted fitted. */
  readonly isAllFiltered?: boolean;
}

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
