/** What the control interface says of a device's desired values, tags and raw data. */
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import type { RawRule } from '../../../alibaba/rawRules.ts';

export type DeviceValueCommand =
  /**
   * `desired`: JSON text of an object; null deletes. A device that is online is sent a property set at once
   * (answered with `platform-called`), another one is told when it asks.
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

export type RawRuleCommand =
  /** How raw data of a product's devices is answered, in place of a script: the first rule that fits. */
  | { readonly kind: 'raw-rules'; readonly productKey: string }
  | {
      readonly kind: 'set-raw-rules';
      readonly productKey: string;
      readonly rules: readonly RawRule[];
    };

export type RawRuleReply = {
  readonly kind: 'raw-rules';
  readonly productKey: string;
  readonly rules: readonly RawRule[];
};

export interface DesiredFacts {
  readonly identifier: string;
  /** JSON text. */
  readonly value: string;
  /** How often it was set. */
  readonly version: number;
  /** ms since 1970. */
  readonly time: number;
}

export interface TagFacts {
  readonly key: string;
  readonly value: string;
}

/** Raw data of a device or for it. */
export interface RawFacts {
  /** ms of the broker's clock. */
  readonly time: number;
  readonly kind: 'up' | 'up-reply' | 'down' | 'down-reply';
  /** By a rule. */
  readonly isByRule: boolean;
  readonly size: number;
  /** Base64 of its beginning, at most 1024 bytes. */
  readonly data: string;
}
