/** Messages between the app and a worker for observing a broker. */
import type { Said } from '../../broker/core/commands/refusals.ts';
import type { ControlAccess } from '../control/controlAccess.ts';

export type WatchCommand =
  /**
   * Once, for a capture without a connection: records packets of other clients at the broker. `clients`:
   * their identifiers. Answers with `tap`.
   */
  | {
      readonly kind: 'open-tap';
      readonly access: ControlAccess;
      readonly clients: readonly string[] | 'all';
      /** Records this device tap of the host instead of the broker's own clients. */
      readonly deviceTap?: number | undefined;
    }
  /** Ends it; the capture stays. */
  | { readonly kind: 'end-tap' }
  /**
   * Marks the effects of the broker's fault rules on this connection's packets. Replaces the previous
   * setting; undefined: nothing is watched. `at`: the rules run on the bridge that carries the connection.
   */
  | {
      readonly kind: 'watch-faults';
      readonly access: ControlAccess | undefined;
      readonly at?: 'bridge' | undefined;
    };

export type TapState =
  /** Restored by a reload of the page: its packets are gone, and the user can open it again. */
  | { readonly kind: 'not-opened' }
  | { readonly kind: 'opening' }
  /** `connections`: the number of open ones. */
  | { readonly kind: 'open'; readonly connections: number }
  /** The user has ended it. */
  | { readonly kind: 'ended' }
  /** The broker or the way to it is gone; retries follow. */
  | { readonly kind: 'lost' }
  /** Not allowed or not understood. */
  | { readonly kind: 'refused'; readonly said: Said };

export interface WatchEvent {
  readonly kind: 'tap';
  readonly state: TapState;
}
