/** Messages between the app and a worker for a device of Alibaba's platform. */

export type AlinkCommand =
  /** Answers with `tick` at once and then every `every` ms, until `stop-ticking` or `disconnect`. */
  | { readonly kind: 'tick'; readonly id: number; readonly every: number }
  | { readonly kind: 'stop-ticking'; readonly id: number };

export type AlinkEvent =
  /** `count` from 1; ticks missed by a late clock are skipped. */
  | { readonly kind: 'tick'; readonly id: number; readonly count: number }
  | {
      readonly kind: 'platform-messages';
      readonly messages: readonly PlatformMessage[];
      /** Messages that arrived too fast to be reported one by one. The capture has them. */
      readonly missed: number;
    };

/** A call, or an answer with relevant content, for the device that the connection signed in as. */
export interface PlatformMessage {
  /** Number of its PUBLISH; 0 if the recording is stopped. */
  readonly packet: number;
  /** Wall-clock time of its arrival, ms since 1970, fractional. */
  readonly at: number;
  readonly topic: string;
  readonly payload: Uint8Array;
}
