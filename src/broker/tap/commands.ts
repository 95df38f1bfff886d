/** Commands and events for observing the wire between clients and the broker. */
import type { Sender } from '../../mqtt/tables/packet.ts';
import type { FaultPlace } from '../faults/commands.ts';
import type { Mark } from '../faults/marks.ts';
import type { BrokerWhy } from './endReasons.ts';

/** Commands for packets on the wire between clients and the broker. */
export type TapCommand =
  /**
   * `clients`: identifiers; `all`: every client, including later ones. `kept`: packets that the broker still
   * remembers precede the reply. Secrets are overwritten. The answer is `done`.
   */
  | {
      readonly kind: 'tap';
      /** Chosen by the sender, unique on this line; below 2 ** 16. */
      readonly tap: number;
      readonly clients: readonly string[] | 'all';
      readonly kept: boolean;
      /** Observes the device tap with this number, instead of the broker. */
      readonly deviceTap?: number;
    }
  | { readonly kind: 'end-tap'; readonly tap: number }
  /** Starts `marks`; `client`: only of that client. `kept`: remembered ones precede the reply. */
  | {
      readonly kind: 'watch-marks';
      readonly client?: string;
      readonly kept?: boolean;
      /** Place of the treated packets, if it is not the broker. */
      readonly at?: FaultPlace;
    }
  | { readonly kind: 'end-marks'; readonly at?: FaultPlace };

export interface TapEnded {
  readonly by?: 'client' | 'server';
  /** A fact for a reader that has its texts; only from a device tap, which has all the evidence. */
  readonly cause?: unknown;
  /** Set if the broker has ended it, with a reason code of MQTT 5. */
  readonly why?: BrokerWhy;
  /** Ended by neither side: by a fault rule of that name, or by hand. */
  readonly cut?: { readonly rule?: string };
}

export type TapEvent =
  /** Treated packets, after `watch-marks`. */
  | {
      readonly kind: 'marks';
      readonly marks: readonly SentMark[];
      /** Number of marks left out before these, because this line or its reader was too slow. */
      readonly leftOut: number;
      /** Place of the treated packets, if it is not the broker; it has its own connection numbers. */
      readonly at?: FaultPlace;
    }
  /** Begin or end of a tapped client's connection, in order with its packets. */
  | {
      readonly kind: 'tap-opened';
      readonly tap: number;
      readonly connection: number;
      /** When the transport was opened, ms. */
      readonly time: number;
      /** The client's address for the broker: `127.0.0.1:50312`. */
      readonly address: string;
      readonly transport: 'tcp' | 'websocket' | 'port' | 'udp';
      /** Its identifier; empty if it has none yet. */
      readonly client: string;
      /** Earlier bytes are missing: the stream starts in its middle. */
      readonly isPartial: boolean;
      /** Target of a device tap. */
      readonly onward?: string;
    }
  | {
      readonly kind: 'tap-closed';
      readonly tap: number;
      readonly connection: number;
      readonly time: number;
      /** Reason of the end, if known. */
      readonly ended?: TapEnded;
    }
  /** A side has ended a device tap's connection; `tap-closed` follows when the other one does. */
  | {
      readonly kind: 'tap-half-closed';
      readonly tap: number;
      readonly connection: number;
      readonly ended: TapEnded;
    }
  /** A side of a device tap's connection sends WebSocket text frames, which are forwarded as binary ones. */
  | {
      readonly kind: 'tap-text';
      readonly tap: number;
      readonly connection: number;
      readonly sender: Sender;
    }
  /** Number of bytes left out, because this line or its reader was too slow. */
  | {
      readonly kind: 'tap-gap';
      readonly tap: number;
      readonly connection: number;
      readonly bytes: number;
    };

/** A treated packet on the control interface, once for each action. */
export interface SentMark extends Omit<Mark, 'bytes'> {
  /** Counts from 1 over the broker's life. */
  readonly mark: number;
  /** Repeats an earlier report (except for `made`): the packet is now sent to the client. */
  readonly placed: boolean;
  /** When the connection's transport was opened, ms. */
  readonly opened: number;
  /** The packet's bytes in Base64, with secrets overwritten; cut at 64 KiB. */
  readonly packet: string;
  /** Bytes of the whole packet. */
  readonly size: number;
  /** Secrets in it were overwritten. */
  readonly masked: boolean;
}
