/** Fault rules: the packets that they match, and their steps. */
import type { PacketType, QoS } from '../../mqtt/tables/packet.ts';

export type Direction = 'from-client' | 'to-client';

/** Conditions that must all hold; without any, every packet matches. */
export interface FaultMatch {
  /** Client identifier, or the name of a device's session; `*` matches any characters, including none. */
  readonly client?: string;
  readonly direction?: Direction;
  /** Any of these types. */
  readonly packet?: readonly PacketType[];
  /**
   * Topic filter (4.7) for the topic of a PUBLISH, also through its acknowledgements; a filter in SUBSCRIBE
   * and UNSUBSCRIBE is matched like a topic name.
   */
  readonly topic?: string;
  /** QoS of a PUBLISH or of the acknowledged message; for SUBSCRIBE: a requested QoS. */
  readonly qos?: QoS;
  /** A display filter in the inspector's language; the host provides the compiler. */
  readonly filter?: string;
  /** Only the nth matching packet, counted from 1. */
  readonly nth?: number;
  /** Unit with a separate count for `nth`; default: one count for all. */
  readonly per?: 'client' | 'connection';
  /** Between 0 and 1; applied after `nth`. */
  readonly chance?: number;
  /** Seed of the generator for `chance` and delay ranges. */
  readonly seed?: number;
}

export type FaultAction =
  | {
      readonly action: 'delay';
      /** Milliseconds; equal values for a fixed delay. */
      readonly least: number;
      readonly most: number;
      /** Later packets need not wait, unlike on TCP. */
      readonly overtake: boolean;
    }
  | { readonly action: 'drop' }
  /** `dup`: sets the DUP flag in the second copy of a PUBLISH above QoS 0. */
  | { readonly action: 'duplicate'; readonly dup: boolean }
  /**
   * Waits until it is released by hand. `keepAlive`: keeps both ends from closing meanwhile for lack of
   * packets. `releaseAfter`: ms after which it is released unchanged.
   */
  | {
      readonly action: 'hold';
      readonly overtake: boolean;
      readonly keepAlive?: boolean;
      readonly releaseAfter?: number;
    }
  /** Passes it on with changes. */
  | { readonly action: 'edit'; readonly set: PacketChange }
  | FaultAnswer
  /** Ends the connection without DISCONNECT; the packet is dropped, or is the last one. */
  | { readonly action: 'cut'; readonly when: 'before' | 'after' }
  /** Drops this packet and all later ones of both directions; the connection stays open. */
  | { readonly action: 'silent' };

/** The packet is not processed; the client gets an answer with this reason code. */
export interface FaultAnswer {
  readonly action: 'answer';
  /** Reason code of MQTT 5 (2.4); older clients get their version's equivalent. */
  readonly reasonCode: number;
  readonly reasonString?: string;
  /** For 0x9C and 0x9D. */
  readonly serverReference?: string;
  /** `disconnect`: answers with DISCONNECT, even if the packet has its own acknowledgement. */
  readonly with: 'acknowledgement' | 'disconnect';
}

/** Changes of a packet by a rule; members that the packet does not have are ignored. */
export interface PacketChange {
  /** Topic of a PUBLISH. Replaces an alias that it uses; an alias that it sets then means this topic. */
  readonly topic?: string;
  /** Payload of a PUBLISH in Base64. */
  readonly payload?: string;
  /** RETAIN of a PUBLISH. */
  readonly retain?: boolean;
  /** Reason code of an acknowledgement, CONNACK, DISCONNECT or AUTH. */
  readonly reasonCode?: number;
}

export interface FaultRule {
  /** Unique among the rules; marks carry it. */
  readonly id: string;
  readonly enabled: boolean;
  readonly match: FaultMatch;
  readonly do: FaultAction;
}

/** Client packets that a rule can answer instead of the broker. */
export const ANSWERABLE: ReadonlySet<PacketType> = new Set<PacketType>([
  'connect',
  'publish',
  'pubrec',
  'pubrel',
  'subscribe',
  'unsubscribe',
  'pingreq',
  'puback',
  'pubcomp',
  'auth',
]);
