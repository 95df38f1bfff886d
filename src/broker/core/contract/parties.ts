/** Peers and clients, and the terms on which a client is admitted. */
import type {
  ProtocolVersion,
  PublishPacket,
  QoS,
  SubscriptionRequest,
} from '../../../mqtt/tables/packet.ts';
import type { PublishVerdict, SubscribeVerdict } from './verdicts.ts';

/** The other end of a transport connection, as the host sees it. */
export interface Peer {
  readonly transport: 'tcp' | 'websocket' | 'port' | 'udp';
  /** For people: `127.0.0.1:50312`, `tab`. */
  readonly address: string;
  /** Another machine, by the same name each time: its sessions have a share. Undefined: this one. */
  readonly machine?: string;
  /** Comes over this machine's loopback (or from this tab). */
  readonly loopback: boolean;
  /** Comes from the very address that it came to: from this machine, over whatever network. */
  readonly isOwnAddress?: boolean;
  /** That it came to, where it came over a network. */
  readonly localAddress?: string;
  /** Where a tap leads it to, without secrets. */
  readonly onward?: string;
  /** Encrypted on the way. */
  readonly secure: boolean;
  /** The user name that its certificate proves, in place of CONNECT's. */
  readonly certifiedName?: string;
}

/** A client that has been accepted. */
export interface Client {
  readonly id: string;
  readonly userName: string | undefined;
  readonly version: ProtocolVersion;
  readonly peer: Peer;
  /** Where it came in on terms of its own. */
  readonly admitted?: Admitted;
}

/**
 * A client that may come in on terms of its own: the rules here are asked in the place of the host's
 * hooks, its own limits on QoS and RETAIN hold in the place of the broker's, and a filter that is refused
 * to it gets 0x80 in MQTT 3.1 too.
 */
export interface Admitted {
  /** Names its session in place of the client identifier, which may be another one each time. */
  readonly sessionName: string;
  readonly ignoresWill: boolean;
  /** Its copies have the publisher's QoS up to this one, whatever was granted; undefined: as granted. */
  readonly deliversUpTo: QoS | undefined;
  /** QoS 1 and 2 messages to it that may be unacknowledged; undefined: as many as of any client. */
  readonly inFlight?: number;
  /** Of the PUBLISH packets that it may send; MQTT 5 is told (3.2.2.3.4). */
  readonly maximumQoS: QoS;
  /** False: nothing of it is retained, and it gets nothing that is; MQTT 5 is told (3.2.2.3.5). */
  readonly retainAvailable: boolean;
  /** Clean Session 1 takes what waits from it, and leaves its subscriptions. */
  readonly keepsSubscriptions: boolean;
  authorisePublish(client: Client, topic: string, packet: PublishPacket): PublishVerdict;
  /**
   * `place`: of the filter in its SUBSCRIBE, from 0. `held`: the session's other filters.
   */
  authoriseSubscribe(
    client: Client,
    request: SubscriptionRequest,
    place: number,
    held: number,
  ): SubscribeVerdict;
  authoriseRead(client: Client, topic: string): boolean;
  /** A PUBLISH that was taken, after it went to its subscribers and was acknowledged. */
  published(client: Client, topic: string, packet: PublishPacket): void;
}
