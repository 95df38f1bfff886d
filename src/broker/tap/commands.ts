/** What can be asked of the wire between clients and the broker, and what is told of it. */
import type { Sender } from '../../mqtt/tables/packet.ts';
import type { FaultPlace } from '../faults/commands.ts';
import type { Mark } from '../faults/marks.ts';
import type { BrokerWhy } from './toldEnds.ts';

/** Packets of clients as they are on the wire between them and the broker. */
export type TapCommand =
  /**
   * `clients`: identifiers; `all`: everybody, also those that connect later. `kept`: what the broker
   * still remembers of these connections comes first, before the reply. Secrets are overwritten. Answered with `done`.
   */
  | {
      readonly kind: 'tap';
      /** Chosen by whoever asks, unique on this line; below 2 ** 16. */
      readonly tap: number;
      readonly clients: readonly string[] | 'all';
      readonly kept: boolean;
      /** Of the device tap with this number, in place of the broker. */
      readonly deviceTap?: number;
    }
  | { readonly kind: 'end-tap'; readonly tap: number }
  /**
   * From now on `marks` come; `client`: of that client alone. `kept`: first, before the
   * reply, those that are still remembered.
   */
  | {
      readonly kind: 'watch-marks';
      readonly client?: string;
      readonly kept?: boolean;
      /** Of packets treated there, and not at the broker. */
      readonly at?: FaultPlace;
    }
  | { readonly kind: 'end-marks'; readonly at?: FaultPlace };

export interface TapEnded {
  readonly by?: 'client' | 'server';
  /** A fact, for whoever has the words for it; of a device tap, which has all the evidence. */
  readonly cause?: unknown;
  /** Of the broker, which has ended it: by a reason code of MQTT 5. */
  readonly why?: BrokerWhy;
  /** Neither side: a fault rule of that name, or by hand. */
  readonly cut?: { readonly rule?: string };
}

export type TapEvent =
  /** Packets that were treated, since `watch-marks`. */
  | {
      readonly kind: 'marks';
      readonly marks: readonly SentMark[];
      /** So many more were left out before these, because this line or its reader was too slow. */
      readonly leftOut: number;
      /** Where they were treated, other than at the broker: connections have numbers of their own there. */
      readonly at?: FaultPlace;
    }
  /** Connections of tapped clients that began or ended, in order with their packets. */
  | {
      readonly kind: 'tap-opened';
      readonly tap: number;
      readonly connection: number;
      /** Of the transport's opening, ms. */
      readonly time: number;
      /** `127.0.0.1:50312`, as the broker sees it. */
      readonly address: string;
      readonly transport: 'tcp' | 'websocket' | 'port' | 'udp';
      /** Its identifier; empty where it has none yet. */
      readonly client: string;
      /** What came before is not there any more: the stream begins in its middle. */
      readonly isPartial: boolean;
      /** Where a device tap leads it to. */
      readonly onward?: string;
    }
  | {
      readonly kind: 'tap-closed';
      readonly tap: number;
      readonly connection: number;
      readonly time: number;
      /** As far as whoever tells it knows. */
      readonly ended?: TapEnded;
    }
  /** One side has ended a device tap's connection, and the other one has not yet: `tap-closed` comes when it does. */
  | {
      readonly kind: 'tap-half-closed';
      readonly tap: number;
      readonly connection: number;
      readonly ended: TapEnded;
    }
  /** That side of a device tap's connection speaks in text frames of WebSocket, which are led on as binary ones. */
  | {
      readonly kind: 'tap-text';
      readonly tap: number;
      readonly connection: number;
      readonly sender: Sender;
    }
  /** So many bytes had to be left out, because this line or its reader was too slow. */
  | {
      readonly kind: 'tap-gap';
      readonly tap: number;
      readonly connection: number;
      readonly bytes: number;
    };

/** A treated packet as the control interface tells of it: once for each thing that was done to it. */
export interface SentMark extends Omit<Mark, 'bytes'> {
  /** Counts over the broker's life, from 1. */
  readonly mark: number;
  /** It was told of before, unless it is `made`: now it is on the wire to the client. */
  readonly placed: boolean;
  /** When the connection's transport was opened, ms. */
  readonly opened: number;
  /** The packet's bytes in Base64, secrets overwritten; cut at 64 KiB. */
  readonly packet: string;
  /** Bytes of the whole packet. */
  readonly size: number;
  /** Secrets in it were overwritten. */
  readonly masked: boolean;
}
