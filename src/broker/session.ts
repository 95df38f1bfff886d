/** A session (4.1): what the broker keeps about a client, connected or not. */
import type { QoS } from '../mqtt/packet.ts';
import type { Deadline } from './deadlines.ts';
import type { Holdings } from './holdings.ts';
import type { Link } from './link.ts';
import type { Delivery, MessageSource } from './message.ts';
import { Followed } from './observer.ts';
import type { Client, Limits } from './options.ts';
import { Outbound } from './outbound.ts';

/** A session that never expires (3.1.2.11.2). */
export const FOREVER = 0xffff_ffff;

export interface Subscription {
  readonly session: Session;
  /** As the client wrote it, `$share/…` included. */
  readonly filter: string;
  readonly qos: QoS;
  readonly noLocal: boolean;
  readonly retainAsPublished: boolean;
  /** Subscription Identifier; undefined: none. */
  readonly identifier: number | undefined;
}

export interface Will {
  /** Its payload is the session's own. */
  readonly source: MessageSource;
  /** Seconds (3.1.3.2.2). */
  readonly delay: number;
}

/** How a session's queue took a message. */
export type Taken = 'yes' | 'full' | 'away';

export class Session {
  readonly clientId: string;
  /** The client's last connection; hooks are asked on its behalf when its will is published. */
  client: Client;
  /** Seconds that the session outlives its connection. */
  expiry = 0;
  /** False where only its subscriptions outlive the connection. */
  keepsMessages = true;
  /** The connection; undefined: away. */
  link: Link | undefined;
  will: Will | undefined;
  /** Waits for the end of the will's delay, or of the session, while away. */
  willDeadline: Deadline | undefined;
  expiryDeadline: Deadline | undefined;
  /** By filter as the client wrote it. */
  readonly subscriptions = new Map<string, Subscription>();
  readonly outbound: Outbound;
  /** Where an observer follows messages of this session. */
  followed: Followed | undefined;
  /** QoS 2 identifiers of the client, PUBREL awaited. */
  readonly #received = new Set<number>();

  constructor(client: Client, limits: Limits, holdings: Holdings) {
    this.clientId = client.id;
    this.client = client;
    this.outbound = new Outbound(limits, holdings);
  }

  /** A repeated QoS 2 message must not be passed on again [MQTT-4.3.3-10]. */
  hasReceived(packetId: number): boolean {
    return this.#received.has(packetId);
  }

  /** QoS 2 messages of the client that await their PUBREL. */
  get receiving(): number {
    return this.#received.size;
  }

  receive(packetId: number): void {
    this.#received.add(packetId);
  }

  /** PUBREL came; false where the identifier was not known. */
  release(packetId: number): boolean {
    return this.#received.delete(packetId);
  }

  follow(): Followed {
    this.followed ??= new Followed();
    return this.followed;
  }

  /** Sends or keeps a subscriber's copy. QoS 0 is not kept for a client that is away. */
  deliver(delivery: Delivery, now: number): Taken {
    const { link } = this;
    if (delivery.qos === 0) {
      if (link === undefined) delivery.trace?.notGiven('away', now);
      else link.deliver(delivery, now);
      return link === undefined ? 'away' : 'yes';
    }
    if (link === undefined && !this.keepsMessages) {
      delivery.trace?.notGiven('away', now);
      return 'away';
    }
    delivery.message.own();
    if (!this.outbound.add(delivery)) {
      delivery.trace?.notGiven('queue-full', now);
      return 'full';
    }
    this.pump(now);
    return 'yes';
  }

  /** Forgets all messages of both directions, and keeps the subscriptions. */
  empty(now: number): void {
    this.followed?.ended(now);
    this.outbound.clear(now);
    this.#received.clear();
  }

  /** Sends what may be sent now. */
  pump(now: number): void {
    const { link, outbound } = this;
    if (link === undefined) return;
    link.isHeldBack = false;
    while (link.isOpen) {
      if (link.isPassingOn || !link.isReady) {
        link.isHeldBack = true;
        return;
      }
      const dispatch = outbound.next(link.receiveMaximum, now);
      if (dispatch === undefined) return;
      const { packetId } = dispatch;
      if (dispatch.kind === 'pubrel') {
        link.acknowledge('pubrel', packetId);
        this.followed?.sentPubrel(packetId, link.id, now);
      } else if (!link.deliverNumbered(dispatch.delivery, packetId, dispatch.dup, now)) {
        outbound.abandon(packetId);
        this.followed?.sent.delete(packetId);
      } else if (dispatch.delivery.trace !== undefined) {
        this.follow().sent.set(packetId, dispatch.delivery.trace);
      }
    }
  }
}
