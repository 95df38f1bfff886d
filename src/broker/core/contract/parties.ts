/** Peers, clients, and the terms on which a client is admitted. */
import type {
  ProtocolVersion,
  PublishPacket,
  QoS,
  SubscriptionRequest,
} from '../../../mqtt/tables/packet.ts';
import type { PublishVerdict, SubscribeVerdict } from './verdicts.ts';

/** Remote end of a transport connection, from the host's view. */
export interface Peer {
  readonly transport: 'tcp' | 'websocket' | 'port' | 'udp';
  /** For display: `127.0.0.1:50312`, `tab`. */
  readonly address: string;
  /** Stable name of a remote machine, whose sessions have a share. Undefined: this machine. */
  readonly machine?: string;
  /** Connected over this machine's loopback (or from this tab). */
  readonly loopback: boolean;
  /** Connected from the address that it connects to: from this machine, over any network. */
  readonly isOwnAddress?: boolean;
  /** Target of the tap, without secrets. */
  readonly onward?: string;
  /** Encrypted in transit. */
  readonly secure: boolean;
  /** User name that its certificate proves; replaces CONNECT's. */
  readonly certifiedName?: string;
}

/** An accepted client. */
export interface Client {
  readonly id: string;
  readonly userName: string | undefined;
  readonly version: ProtocolVersion;
  readonly peer: Peer;
  /** Set if the client was admitted on its own terms. */
  readonly admitted?: Admitted;
}

/**
 * A client admitted on its own terms. These rules replace the host's hooks, and its own limits on QoS and
 * RETAIN replace the broker's. A refused filter gets 0x80 in MQTT 3.1 too.
 */
export interface Admitted {
  /** Names its session instead of the client identifier, which may differ each time. */
  readonly sessionName: string;
  readonly ignoresWill: boolean;
  /** Its copies keep the publisher's QoS up to this one, whatever was granted; undefined: as granted. */
  readonly deliversUpTo: QoS | undefined;
  /** QoS 1 and 2 messages to it that may be unacknowledged; undefined: the usual limit. */
  readonly inFlight?: number;
  /** Limit for PUBLISH packets that it sends; announced in MQTT 5 (3.2.2.3.4). */
  readonly maximumQoS: QoS;
  /** False: its messages are not retained, and it gets no retained ones; announced in MQTT 5 (3.2.2.3.5). */
  readonly retainAvailable: boolean;
  /** Clean Session 1 deletes its queued messages and keeps its subscriptions. */
  readonly keepsSubscriptions: boolean;
  authorisePublish(client: Client, topic: string, packet: PublishPacket): PublishVerdict;
  /** `place`: index of the filter in its SUBSCRIBE, from 0. `held`: the session's other filters. */
  authoriseSubscribe(
    client: Client,
    request: SubscriptionRequest,
    place: number,
    held: number,
  ): SubscribeVerdict;
  authoriseRead(client: Client, topic: string): boolean;
  /** Called for an accepted PUBLISH after it was delivered and acknowledged. */
  published(client: Client, topic: string, packet: PublishPacket): void;
}
