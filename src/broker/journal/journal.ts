/** Journal of the last messages in the broker, each from its PUBLISH to the last acknowledgement. */

import { decode } from '../../mqtt/codec/decode.ts';
import type { ProtocolVersion, PublishPacket } from '../../mqtt/tables/packet.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import { topicMatches } from '../../mqtt/tables/topics.ts';
import type { Message, MessageSource } from '../core/contract/message.ts';
import type { MessageObserver } from '../core/contract/observer.ts';
import type { MessageTrace, PublishArrival, TracePacket } from '../core/contract/trace.ts';
import { Account } from '../core/memory/ledger.ts';
import { DEFAULT_LIMITS } from '../core/memory/limits.ts';
import type { Session } from '../core/sessions/session.ts';
import type { Mark } from '../faults/marks.ts';
import { Allowance } from './allowance.ts';
import type { Faults } from './faults.ts';
import { Latest } from './latest.ts';
import { type Keeper, MessageRecord } from './messageRecord.ts';
import type { JournalCommand, JournalReply, TracedFault } from './tracedMessage.ts';

/** Above this number, or if the account is full, the oldest messages are forgotten. */
interface JournalLimits {
  readonly messages: number;
  readonly account: Account;
}

export const JOURNAL_MESSAGES = 5000;
const ROWS_TOLD = 200;
/** Limit of remembered publishers and packet identifiers of QoS 1 messages. */
const IDENTIFIERS_KNOWN = 2000;
/** Longer publisher names are not remembered there. */
const LONGEST_NAME = 256;
/** Number of messages searched for the original of a repeated PUBLISH that was lost. */
const REPEATS_SEARCHED = 500;

type ConnectionOf = (connection: number) => PublishersConnection | undefined;

export class Journal implements MessageObserver, Keeper {
  readonly #limits: JournalLimits;
  #records: MessageRecord[] = [];
  /** Entries of `#records` whose message is forgotten. */
  #forgotten = 0;
  #newest = 0;
  readonly #account: Account;
  #skipped = 0;
  readonly #allowance = new Allowance();
  #faults: Faults | undefined;
  #connectionOf: ConnectionOf = () => undefined;
  /** Last QoS 1 messages by packet identifier and publisher. */
  readonly #lastOf = new Latest<MessageRecord>(IDENTIFIERS_KNOWN);

  constructor(
    limits: JournalLimits = {
      messages: JOURNAL_MESSAGES,
      account: new Account(DEFAULT_LIMITS.journalBytes),
    },
  ) {
    this.#limits = limits;
    this.#account = limits.account;
  }

  /**
   * Connects fault injection.
   * @param connectionOf returns the connection of a publisher whose PUBLISH did not reach the broker
   */
  attach(faults: Faults, connectionOf: ConnectionOf): void {
    this.#faults = faults;
    this.#connectionOf = connectionOf;
  }

  admits(publisher: string | undefined, now: number): boolean {
    const isAdmitted = this.#allowance.admits(publisher, now);
    if (!isAdmitted) this.#skipped += 1;
    return isAdmitted;
  }

  began(source: MessageSource, came: PublishArrival, now: number): MessageTrace {
    const { origin, publisher, connection, packetId, dup = false } = came;
    const isRepeated = dup || this.#faults?.isCopyComing(connection, packetId) === true;
    const isNumbered =
      source.qos === 1 && packetId !== undefined && (publisher?.length ?? 0) <= LONGEST_NAME;
    const identity = isNumbered ? `${packetId} ${publisher}` : undefined;
    const missed = this.#faults?.missedBefore(came);
    const expiresAt = expiryOf(source, now);
    const isMissed = missed?.isForgotten === false && missed.isLike(source);
    const record = isMissed
      ? missed
      : new MessageRecord(this, source, {
          origin,
          publisher,
          repeats:
            isRepeated && identity !== undefined ? this.#earlier(identity, source) : undefined,
          expiresAt,
          time: now,
        });
    record.expiresAt = expiresAt;
    // The broker's own messages are recorded only if they have a subscriber.
    if (origin !== 'broker' && !isMissed) record.number = this.keep(record);
    if (connection !== undefined) {
      record.packet({
        time: now,
        connection,
        packet: 'publish',
        direction: 'in',
        packetId,
        dup,
        reasonCode: undefined,
      });
    }
    if (identity !== undefined) this.#lastOf.set(identity, record);
    return record;
  }

  /**
   * A fault rule stops a PUBLISH before the broker. If it arrived or was stopped earlier, it has a record.
   */
  missed({ client, connection, bytes, time }: Mark): MessageRecord | undefined {
    const publishers = this.#connectionOf(connection);
    const packet = publishers && missedPublish(bytes, publishers);
    if (packet === undefined || !this.admits(client, time)) return undefined;
    if (packet.dup) {
      const earlier = this.#sentAgain(client, packet);
      if (earlier !== undefined) return earlier;
    }
    const record = new MessageRecord(this, packet, {
      origin: 'publish',
      publisher: client,
      repeats: undefined,
      expiresAt: expiryOf(packet, time),
      time,
    });
    record.number = this.keep(record);
    return record;
  }

  beganRetained(message: Message): MessageTrace {
    const { publisher, expiresAt, time } = message;
    const about = { origin: 'retained', publisher, repeats: undefined, expiresAt, time } as const;
    return new MessageRecord(this, message, about);
  }

  keep(record: MessageRecord): number {
    this.#newest += 1;
    this.#records.push(record);
    record.skippedBefore = this.#skipped;
    this.grew(record.bytes);
    return this.#newest;
  }

  grew(bytes: number): void {
    this.#account.add(bytes);
    while (this.#isFull) this.#forgetOldest();
  }

  copied(publisher: string | undefined): void {
    this.#allowance.use(publisher);
  }

  came(packet: TracePacket): void {
    this.#faults?.came(packet);
  }

  faultOf(packet: TracePacket): TracedFault | undefined {
    return this.#faults?.of(packet);
  }

  /** The fault layer treated a packet, before or after the broker. */
  marked(mark: Mark): void {
    this.#faults?.mark(mark);
  }

  /** A marked packet was sent to its client. */
  placed(mark: Mark): void {
    this.#faults?.placed(mark);
  }

  /** A connection has ended. */
  closed(connection: number): void {
    this.#faults?.closed(connection);
  }

  answer(command: JournalCommand, now: number): JournalReply {
    if (command.kind === 'messages') return this.#list(command, now);
    const behind = command.message - this.oldest;
    const record = behind < 0 ? undefined : this.#records[this.#forgotten + behind];
    return { kind: 'message', time: now, message: record?.whole(now) };
  }

  /** Newest first. */
  *recent(): Generator<MessageRecord> {
    for (let at = this.#records.length - 1; at >= this.#forgotten; at -= 1) {
      const record = this.#records[at];
      if (record !== undefined) yield record;
    }
  }

  /** 0: nothing is remembered. */
  get oldest(): number {
    return this.#records[this.#forgotten]?.number ?? 0;
  }

  #list(command: JournalCommand & { kind: 'messages' }, now: number): JournalReply {
    const { topic = '', client, publisher, before = Infinity, sys = true, count } = command;
    const isWanted = topicTest(topic);
    const fits = (record: MessageRecord): boolean =>
      isWanted(record.topic) &&
      (sys || !record.topic.startsWith('$SYS/')) &&
      (client === undefined || record.concerns(client)) &&
      (publisher === undefined || record.publisher === publisher);
    const found: MessageRecord[] = [];
    let newer = 0;
    const wanted = Math.min(count, ROWS_TOLD);
    for (const record of this.recent()) {
      if (found.length > wanted) break;
      if (!fits(record)) continue;
      if (record.number >= before) newer += 1;
      else found.push(record);
    }
    return {
      kind: 'messages',
      time: now,
      rows: found.slice(0, wanted).map((record) => record.row(now)),
      more: found.length > wanted,
      oldest: this.oldest,
      newest: this.#newest,
      newer,
      skipped: this.#skipped - (this.#records[this.#forgotten]?.skippedBefore ?? 0),
    };
  }

  get #isFull(): boolean {
    const count = this.#records.length - this.#forgotten;
    return count > this.#limits.messages || (!this.#account.fits(0) && count > 1);
  }

  /** The message that this PUBLISH repeats. */
  #sentAgain(client: string, packet: PublishPacket): MessageRecord | undefined {
    let left = REPEATS_SEARCHED;
    for (const record of this.recent()) {
      if (record.isOf(client, packet.packetId) && record.isLike(packet)) return record;
      left -= 1;
      if (left === 0) return undefined;
    }
    return undefined;
  }

  #forgetOldest(): void {
    const record = this.#records[this.#forgotten];
    if (record === undefined) return;
    this.#account.add(-record.bytes);
    record.forget();
    this.#forgotten += 1;
    if (this.#forgotten < this.#limits.messages) return;
    this.#records = this.#records.slice(this.#forgotten);
    this.#forgotten = 0;
  }

  /** The message that a PUBLISH with DUP repeats. Identifiers are reused, so the content must match. */
  #earlier(identity: string, source: MessageSource): number | undefined {
    const earlier = this.#lastOf.get(identity);
    return earlier?.isLike(source) === true ? earlier.number : undefined;
  }
}

/** ms */
function expiryOf({ properties }: MessageSource, now: number): number | undefined {
  const expiry = propertyValue(properties, 'messageExpiryInterval');
  return expiry === undefined ? undefined : now + expiry * 1000;
}

/** A filter with wildcards matches topics; other text is searched in the topic. */
function topicTest(wanted: string): (topic: string) => boolean {
  if (/[+#]/.test(wanted)) return (topic) => topicMatches(wanted, topic);
  const text = wanted.toLowerCase();
  return (topic) => text === '' || topic.toLowerCase().includes(text);
}

interface PublishersConnection {
  readonly version: ProtocolVersion;
  /** Topics of the client's aliases that reached the broker. */
  readonly aliases: ReadonlyMap<number, string>;
  /** undefined: not accepted. */
  readonly session: Session | undefined;
}

/** Decodes a PUBLISH that a fault rule stopped, like the broker; undefined if that is impossible. */
function missedPublish(
  bytes: Uint8Array,
  { version, aliases, session }: PublishersConnection,
): PublishPacket | undefined {
  if (session === undefined) return undefined;
  const decoded = decode(bytes, version, 'client');
  if (!decoded.ok || decoded.packet.type !== 'publish') return undefined;
  const { packet } = decoded;
  if (packet.topic !== '') return packet;
  const alias = propertyValue(packet.properties, 'topicAlias');
  const topic = alias === undefined ? undefined : aliases.get(alias);
  return topic === undefined ? undefined : { ...packet, topic };
}
