/** Session (4.1): the broker's state of a client, connected or not. */

import type { QoS } from '../../../mqtt/tables/packet.ts';
import type { SessionFacts } from '../contract/facts.ts';
import { Followed } from '../contract/followed.ts';
import type { Delivery, MessageSource } from '../contract/message.ts';
import type { Client } from '../contract/parties.ts';
import type { QueueMemory } from '../contract/queueMemory.ts';
import type { SessionRecord } from '../contract/sessionRecord.ts';
import type { Deadline } from '../memory/deadlines.ts';
import type { Account, MachineShare } from '../memory/ledger.ts';
import type { Limits } from '../memory/limits.ts';
import { arraySize, propertiesSize, textSize } from '../memory/sizes.ts';
import type { Link } from '../output/link.ts';
import { Outbound, type RestoredMessages } from './outbound.ts';

/** A session that never expires (3.1.2.11.2). */
export const FOREVER = 0xffff_ffff;

/** A subscription as it was requested. */
export interface SubscriptionTerms {
  readonly session: Session;
  /** The client's spelling, including `$share/…`. */
  readonly filter: string;
  readonly qos: QoS;
  readonly noLocal: boolean;
  readonly retainAsPublished: boolean;
  /** Subscription Identifier; undefined: none. */
  readonly identifier: number | undefined;
}

export interface Subscription extends SubscriptionTerms {
  /** Copies of messages made for it, for its rate. */
  copies: number;
}

export interface Will {
  /** The session owns its payload. */
  readonly source: MessageSource;
  /** Seconds (3.1.3.2.2). */
  readonly delay: number;
}

/** Memory of a session and of its parts. */
const SESSION_BYTES = 1500;
const WILL_BYTES = 400;
/** The connection stores it, too. */
const IDENTIFIER_BYTES = 60;

/** Estimated memory of a session's permanent parts, without its name. */
export function sessionSize(client: Client, will: Will | undefined): number {
  const { userName } = client;
  return SESSION_BYTES + (userName === undefined ? 0 : textSize(userName)) + willSize(will);
}

function willSize(will: Will | undefined): number {
  if (will === undefined) return 0;
  const { topic, payload, properties } = will.source;
  return WILL_BYTES + textSize(topic) + arraySize(payload) + propertiesSize(properties);
}

/** Result of adding a message to a session's queue. */
export type Taken = 'yes' | 'full' | 'away';

export class Session {
  readonly clientId: string;
  readonly #account: Account;
  #client: Client;
  #will: Will | undefined;
  /** Bytes charged to the account. */
  #charged = 0;
  /** Share of the client's machine. */
  #share: MachineShare | undefined;
  #shared = 0;
  #link: Link | undefined;
  #isOver = false;
  /** Session expiry interval in seconds. */
  expiry = 0;
  /** False if only its subscriptions outlive the connection. */
  keepsMessages = true;
  /** End of the will's delay, or of the session, while disconnected. */
  willDeadline: Deadline | undefined;
  expiryDeadline: Deadline | undefined;
  /** When the last connection ended. */
  left = 0;
  /** By filter in the client's spelling. */
  readonly subscriptions = new Map<string, Subscription>();
  readonly outbound: Outbound;
  /** Set if an observer traces messages of this session. */
  followed: Followed | undefined;
  #record: SessionRecord | undefined;
  /** The client's QoS 2 identifiers that await PUBREL. */
  readonly #received = new Set<number>();

  /** @param account charged for the session until `dispose`, except for its subscriptions and messages */
  constructor(client: Client, limits: Limits, queueMemory: QueueMemory, account: Account) {
    this.clientId = account.names?.hold(client.id) ?? client.id;
    this.#client = client;
    this.#account = account;
    this.outbound = new Outbound(limits, queueMemory);
    this.#charge();
  }

  /** Records a session that outlasts the process; undefined: it does not. */
  get record(): SessionRecord | undefined {
    return this.#record;
  }

  set record(record: SessionRecord | undefined) {
    this.#record = record;
    this.outbound.record = record;
  }

  /** The session itself, without its contents. */
  get facts(): SessionFacts {
    const { id, userName, version, peer, admitted } = this.#client;
    return {
      clientId: id,
      userName,
      version,
      peer,
      isAdmitted: admitted !== undefined,
      expiry: this.expiry,
      keepsMessages: this.keepsMessages,
      will: this.#will,
      left: this.#link === undefined ? this.left : undefined,
    };
  }

  /** The client's QoS 2 identifiers that await PUBREL. */
  get received(): ReadonlySet<number> {
    return this.#received;
  }

  /** The client of the last connection; its hooks are asked when its will is published. */
  get client(): Client {
    return this.#client;
  }

  /** The connection; undefined while disconnected. */
  get link(): Link | undefined {
    return this.#link;
  }

  set link(link: Link | undefined) {
    this.#link = link;
    this.#weigh();
  }

  get will(): Will | undefined {
    return this.#will;
  }

  set will(will: Will | undefined) {
    this.#will = will;
    this.#charge();
  }

  /** The client has connected again. */
  taken(client: Client, will: Will | undefined): void {
    this.#client = client;
    this.#will = will;
    this.#charge();
  }

  /** Releases all memory of an ended session. */
  dispose(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#charge();
    this.#account.names?.release(this.clientId);
  }

  #charge(): void {
    const size = this.#isOver
      ? 0
      : sessionSize(this.#client, this.#will) + IDENTIFIER_BYTES * this.#received.size;
    this.#account.add(size - this.#charged);
    this.#charged = size;
    this.#weigh();
  }

  /**
   * Counts for its machine. Most of a session's share counts only while it is disconnected, because
   * connections are few.
   */
  #weigh(): void {
    const { machine } = this.#client.peer;
    const before = this.#share;
    if (before !== undefined) before.bytes -= this.#shared;
    if (before !== undefined && (this.#isOver || before.machine !== machine)) {
      this.#account.shares?.leave(before);
      this.#share = undefined;
    }
    if (this.#isOver || machine === undefined) return;
    this.#share ??= this.#account.shares?.join(machine);
    const usual = this.#link === undefined ? 0 : SESSION_BYTES;
    this.#shared = this.#charged + textSize(this.clientId) - usual;
    if (this.#share !== undefined) this.#share.bytes += this.#shared;
  }

  #chargeIdentifier(count: number): void {
    if (this.#isOver) return;
    const change = count * IDENTIFIER_BYTES;
    this.#account.add(change);
    this.#charged += change;
    this.#shared += change;
    if (this.#share !== undefined) this.#share.bytes += change;
  }

  /** A repeated QoS 2 message must not be passed on again [MQTT-4.3.3-10]. */
  hasReceived(packetId: number): boolean {
    return this.#received.has(packetId);
  }

  /** Number of QoS 2 messages of the client that await PUBREL. */
  get receiving(): number {
    return this.#received.size;
  }

  receive(packetId: number): void {
    if (this.#received.has(packetId)) return;
    this.#chargeIdentifier(1);
    this.#received.add(packetId);
    this.#record?.packet('received', packetId);
  }

  /** PUBREL arrived; returns false if the identifier was unknown. */
  release(packetId: number): boolean {
    const isKnown = this.#received.delete(packetId);
    if (!isKnown) return false;
    this.#chargeIdentifier(-1);
    this.#record?.packet('receive-over', packetId);
    return true;
  }

  follow(): Followed {
    this.followed ??= new Followed();
    return this.followed;
  }

  /** Sends or queues a subscriber's copy. QoS 0 is not queued for a disconnected client. */
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

  /** Deletes all messages of both directions and keeps the subscriptions. */
  empty(now: number): void {
    this.followed?.ended(now);
    this.outbound.clear(now);
    this.#received.clear();
    this.#record?.about('emptied');
    this.#charge();
  }

  /** Restores messages left by a previous broker. */
  restore(messages: RestoredMessages, received: Iterable<number>): void {
    this.outbound.restore(messages);
    for (const packetId of received) this.#received.add(packetId);
    this.#charge();
  }

  /** Sends all messages that may be sent now. */
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
