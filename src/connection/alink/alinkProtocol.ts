/** What passes between the app and a worker for a device of Alibaba's platform. */

export type AlinkCommand =
  /** Answers with `tick` at once and then each `every` ms, until `stop-ticking` or `disconnect`. */
  | { readonly kind: 'tick'; readonly id: number; readonly every: number }
  | { readonly kind: 'stop-ticking'; readonly id: number };

export type AlinkEvent =
  /** `count` from 1; those that the clock was held back for are left out. */
  | { readonly kind: 'tick'; readonly id: number; readonly count: number }
  | {
      readonly kind: 'platform-messages';
      readonly messages: readonly PlatformMessage[];
      /** Came too fast to be told one by one; they are in the capture all the same. */
      readonly missed: number;
    };

/** A call, or an answer whose contents matter, that came to the device which the connection signed in as. */
export interface PlatformMessage {
  /** Number of its PUBLISH; 0: the recording is stopped. */
  readonly packet: number;
  /** Wall-clock time of its arrival, ms since 1970, with fractions. */
  readonly at: number;
  readonly topic: string;
  readonly payload: Uint8Array;
}
