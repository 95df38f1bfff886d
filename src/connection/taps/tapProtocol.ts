/** Looking on at a broker, as it passes between the app and a worker. */
import type { Said } from '../../broker/core/commands/refusals.ts';
import type { ControlAccess } from '../control/controlAccess.ts';

export type WatchCommand =
  /**
   * Once, for a capture without a connection: packets of other clients as they pass at the broker.
   * `clients`: their identifiers. Answers with `tap`.
   */
  | {
      readonly kind: 'open-tap';
      readonly access: ControlAccess;
      readonly clients: readonly string[] | 'all';
      /** Of this device tap of the host, in place of the broker's own clients. */
      readonly deviceTap?: number | undefined;
    }
  /** Ends it; the capture stays. */
  | { readonly kind: 'end-tap' }
  /**
   * Marks what the broker's fault rules do to this connection's packets. Takes the place of the one
   * before; undefined: nothing is watched. `at`: they are done on the bridge, over which it is led.
   */
  | {
      readonly kind: 'watch-faults';
      readonly access: ControlAccess | undefined;
      readonly at?: 'bridge' | undefined;
    };

export type TapState =
  /** It came back with a reload of the page: what it had shown is gone, and a person opens it again. */
  | { readonly kind: 'not-opened' }
  | { readonly kind: 'opening' }
  /** `clients`: connections that are open now. */
  | { readonly kind: 'open'; readonly connections: number }
  /** The person has ended it. */
  | { readonly kind: 'ended' }
  /** The broker is gone, or the way to it; it is tried again. */
  | { readonly kind: 'lost' }
  /** Not allowed, or not understood. */
  | { readonly kind: 'refused'; readonly said: Said };

export interface WatchEvent {
  readonly kind: 'tap';
  readonly state: TapState;
}
