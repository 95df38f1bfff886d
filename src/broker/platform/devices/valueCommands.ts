/** Control commands for a device's desired values, tags and raw data. */
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';

export type DeviceValueCommand =
  /**
   * `desired`: JSON text of an object; null deletes. An online device gets a property set at once (the answer
   * is `platform-called`), another one when it asks.
   */
  | ({ readonly kind: 'set-desired-properties'; readonly desired: string } & DeviceName)
  /** `tags`: JSON text of an object of texts; null deletes. */
  | ({ readonly kind: 'set-tags'; readonly tags: string } & DeviceName)
  /** `payload`: Base64. `down`: to `model/down_raw`; `reply`: to `model/up_raw_reply`. */
  | ({
      readonly kind: 'send-raw';
      readonly to: 'down' | 'reply';
      readonly payload: string;
    } & DeviceName);

export interface DesiredFacts {
  readonly identifier: string;
  /** JSON text. */
  readonly value: string;
  /** Number of changes. */
  readonly version: number;
  /** ms since 1970. */
  readonly time: number;
}

export interface TagFacts {
  readonly key: string;
  readonly value: string;
}

/** Raw data from or to a device. */
export interface RawFacts {
  /** ms of the broker's clock. */
  readonly time: number;
  readonly kind: 'up' | 'up-reply' | 'down' | 'down-reply';
  /** Sent by a rule. */
  readonly isByRule: boolean;
  readonly size: number;
  /** Base64 of the first bytes, at most 1024. */
  readonly data: string;
}
