/** What a fault rule says: which packets it means, and what becomes of them. */
import type { PacketType, QoS } from '../../mqtt/tables/packet.ts';

export type Direction = 'from-client' | 'to-client';

/** All that is given must hold; nothing given means every packet. */
export interface FaultMatch {
  /** Client identifier, or the name of a device's session; `*` stands for any characters, also none. */
  readonly client?: string;
  readonly direction?: Direction;
  /** One of these. */
  readonly packet?: readonly PacketType[];
  /**
   * Topic filter (4.7) for the topic of a PUBLISH, also by its acknowledgements; a filter in
   * SUBSCRIBE and UNSUBSCRIBE is matched as if it were a topic name.
   */
  readonly topic?: string;
  /** Of a PUBLISH or of the message that is acknowledged; of SUBSCRIBE: asked for. */
  readonly qos?: QoS;
  /** A display filter, in the words of the inspector; the host brings what reads it. */
  readonly filter?: string;
  /** Only the packet with this number among those that match, counted from 1. */
  readonly nth?: number;
  /** Who has a count of its own for `nth`; one for all by default. */
  readonly per?: 'client' | 'connection';
  /** Between 0 and 1; asked after `nth`. */
  readonly chance?: number;
  /** Of the generator that `chance` and ranges of delay draw from. */
  readonly seed?: number;
}

export type FaultAction =
  | {
      readonly action: 'delay';
      /** Milliseconds; both the same for a fixed delay. */
      readonly least: number;
      readonly most: number;
      /** Packets behind it need not wait, as they would on TCP. */
      readonly overtake: boolean;
    }
  | { readonly action: 'drop' }
  /** `dup`: the second copy of a PUBLISH above QoS 0 has its DUP flag set. */
  | { readonly action: 'duplicate'; readonly dup: boolean }
  /**
   * Until it is released by hand. `keepAlive`: both ends are kept from closing for want of packets meanwhile.
   * `releaseAfter`: ms after which it goes on unchanged by itself.
   */
  | {
      readonly action: 'hold';
      readonly overtake: boolean;
      readonly keepAlive?: boolean;
      readonly releaseAfter?: number;
    }
  /** Goes on changed. */
  | { readonly action: 'edit'; readonly set: PacketChange }
  | FaultAnswer
  /** The connection ends without a word; the packet is not passed on, or is the last one. */
  | { readonly action: 'cut'; readonly when: 'before' | 'after' }
  /** This packet and all after it, of both directions, vanish; the connection stays open. */
  | { readonly action: 'silent' };

/** The packet is not processed; the client gets an answer with this reason code. */
export interface FaultAnswer {
  readonly action: 'answer';
  /** MQTT 5's (2.4); clients of older versions get what theirs has for it. */
  readonly reasonCode: number;
  readonly reasonString?: string;
  /** For 0x9C and 0x9D. */
  readonly serverReference?: string;
  /** `disconnect`: with DISCONNECT, also where the packet has an acknowledgement of its own. */
  readonly with: 'acknowledgement' | 'disconnect';
}

/** What a rule changes in a packet; a member that the packet does not have is left alone. */
export interface PacketChange {
  /** Of a PUBLISH; in place of an alias that it uses; one that it sets means this topic from then on. */
  readonly topic?: string;
  /** Of a PUBLISH, in Base64. */
  readonly payload?: string;
  /** Of a PUBLISH. */
  readonly retain?: boolean;
  /** Of an acknowledgement, CONNACK, DISCONNECT or AUTH. */
  readonly reasonCode?: number;
}

export interface FaultRule {
  /** Unique among the rules; packets are marked with it. */
  readonly id: string;
  readonly enabled: boolean;
  readonly match: FaultMatch;
  readonly do: FaultAction;
}

/** Packets that clients send and that can be answered in the broker's place. */
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
