/** A session (4.1): what the broker keeps about a client, connected or not. */

import type { QoS } from '../../../mqtt/tables/packet.ts';
import type { SessionFacts } from '../contract/facts.ts';
import { Followed } from '../contract/followed.ts';
import type { Delivery, MessageSource } from '../contract/message.ts';
import type { Client } from '../contract/parties.ts';
import type { QueueMemory } from '../contract/queueMemory.ts';
import type { SessionRecord } from '../contract/sessionRecord.ts';
import type { Deadline } from '../memory/deadlines.ts';
import type { Account } from '../memory/ledger.ts';
import type { Limits } from '../memory/limits.ts';
import type { MachineShare } from '../memory/machineShares.ts';
import { arraySize, propertiesSize, textSize } from '../memory/sizes.ts';
import type { Link } from '../output/link.ts';
import { type KeptMessages, Outbound } from './outbound.ts';

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

/** What a session costs, and what each of these costs in it. */
const SESSION_BYTES = 1500;
const WILL_BYTES = 400;
/** The connection remembers it, too. */
const IDENTIFIER_BYTES = 60;

/** Estimated memory of what lasts as long as the session, without its name. */
export function sessionSize(client: Client, will: Will | undefined): number {
  const { userName } = client;
  return SESSION_BYTES + (userName === undefined ? 0 : textSize(userName)) + willSize(will);
}

function willSize(will: Will | undefined): number {
  if (will === undefined) return 0;
  const { topic, payload, properties } = will.source;
  return WILL_BYTES + textSize(topic) + arraySize(payload) + propertiesSize(properties);
}

/** How a session's queue took a message. */
export type Taken = 'yes' | 'full' | 'away';

export class Session {
  readonly clientId: string;
  readonly #account: Account;
  #client: Client;
  #will: Will | undefined;
  /** What the account has been charged with. */
  #charged = 0;
  /** The client's machine, and what of it this session has. */
  #share: MachineShare | undefined;
  #shared = 0;
  #link: Link | undefined;
  #isOver = false;
  /** Seconds that the session outlives its connection. */
  expiry = 0;
  /** False where only its subscriptions outlive the connection. */
  keepsMessages = true;
  /** Waits for the end of the will's delay, or of the session, while away. */
  willDeadline: Deadline | undefined;
  expiryDeadline: Deadline | undefined;
  /** When the last connection ended. */
  left = 0;
  /** By filter as the client wrote it. */
  readonly subscriptions = new Map<string, Subscription>();
  readonly outbound: Outbound;
  /** Where an observer follows messages of this session. */
  followed: Followed | undefined;
  #record: SessionRecord | undefined;
  /** QoS 2 identifiers of the client, PUBREL awaited. */
  readonly #received = new Set<number>();

  /** @param account charged with the session until `letGo`, but not with its subscriptions and messages */
  constructor(client: Client, limits: Limits, queueMemory: QueueMemory, account: Account) {
    this.clientId = account.names?.hold(client.id) ?? client.id;
    this.#client = client;
    this.#account = account;
    this.outbound = new Outbound(limits, queueMemory);
    this.#charge();
  }

  /** Where the session outlasts the process; undefined: it does not. */
  get record(): SessionRecord | undefined {
    return this.#record;
  }

  set record(record: SessionRecord | undefined) {
    this.#record = record;
    this.outbound.record = record;
  }

  /** The session itself, without what it holds. */
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

  /** QoS 2 identifiers of the client, PUBREL awaited. */
  get received(): ReadonlySet<number> {
    return this.#received;
  }

  /** The client's last connection; hooks are asked on its behalf when its will is published. */
  get client(): Client {
    return this.#client;
  }

  /** The connection; undefined: away. */
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

  /** The client is there, once more. */
  taken(client: Client, will: Will | undefined): void {
    this.#client = client;
    this.#will = will;
    this.#charge();
  }

  /** The session is over: nothing of it is held any more. */
  letGo(): void {
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

  /** Counts for its machine: what every session takes only while it is away, as connections are few. */
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

  /** QoS 2 messages of the client that await their PUBREL. */
  get receiving(): number {
    return this.#received.size;
  }

  receive(packetId: number): void {
    if (this.#received.has(packetId)) return;
    this.#chargeIdentifier(1);
    this.#received.add(packetId);
    this.#record?.packet('received', packetId);
  }

  /** PUBREL came; false where the identifier was not known. */
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
    this.#record?.about('emptied');
    this.#charge();
  }

  /** What a broker before this one has left in it. */
  restore(messages: KeptMessages, received: Iterable<number>): void {
    this.outbound.restore(messages);
    for (const packetId of received) this.#received.add(packetId);
    this.#charge();
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
