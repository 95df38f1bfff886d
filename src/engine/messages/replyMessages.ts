/**
 * Collects requests and replies of MQTT 5. The code that pairs them is loaded with the first one. Until then
 * messages wait in the packet log.
 */
import { Lazy } from '../../base/lazy.ts';
import { PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import { type Cleared, clearedPart } from '../log/columns/cleared.ts';
import { senderOf } from '../log/columns/direction.ts';
import { publishShape } from '../log/columns/publishShape.ts';
import type { PacketLog } from '../log/packetLog.ts';
import type { PublishSeen, Replies, RepliesSources } from '../requestResponse/replies.ts';
import type { PacketReply, RepliesReply, RepliesRequest } from '../requestResponse/reply.ts';

const PAIRING = new Lazy(async () => (await import('../requestResponse/replies.ts')).Replies);

const DUP = 8;
/** Number of waiting messages above which those whose packets were discarded are dropped. */
const MANY = 1024;
const NO_COUNTS = { all: 0, waiting: 0, answered: 0, alone: 0 } as const;

interface Sources extends RepliesSources {
  readonly log: PacketLog;
  /** Called with the first message that waits. */
  readonly onUnread: () => void;
}

export class ReplyMessages {
  readonly #sources: Sources;
  #replies: Replies | undefined;
  /** Numbers of messages since the first unread one. */
  #waiting: number[] = [];
  #many = MANY;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  get hasUnread(): boolean {
    return this.#waiting.length > 0;
  }

  /** Number of entries since Clear, including forgotten ones. */
  get total(): number {
    return this.#replies?.total ?? 0;
  }

  /** True if a message without any property of a reply may be a reply, by its topic. */
  expects(topic: number): boolean {
    return this.#replies?.expects(topic) ?? this.hasUnread;
  }

  /** Takes a message with a property of a request or reply, or one on an expected topic. */
  publish(seen: PublishSeen): void {
    if (this.#replies === undefined) this.#wait(seen.number);
    else this.#replies.publish(seen);
  }

  ofPacket(packet: number): PacketReply | undefined {
    return this.#replies?.ofPacket(packet);
  }

  window(request: RepliesRequest): RepliesReply {
    const { show, search } = request;
    const none = { show, search, first: 0, rows: [], total: 0, counts: NO_COUNTS, forgotten: 0 };
    return this.#replies?.window(request) ?? none;
  }

  /** Loads the pairing, then reads the waiting messages. */
  async load(): Promise<void> {
    const Pairing = await PAIRING.load();
    this.#replies ??= new Pairing(this.#sources);
    this.#read(this.#replies);
  }

  clear(): Cleared {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#replies?.clear();
    return clearedPart(() => {
      this.#replies?.clear();
      this.#waiting = this.#replies ? this.#allMessages() : [...waiting, ...this.#waiting];
      if (this.#replies) this.#read(this.#replies);
    });
  }

  #allMessages(): number[] {
    const { log } = this.#sources;
    const numbers: number[] = [];
    for (let at = log.oldestNumber; at < log.nextNumber; at += 1) {
      const row = log.row(at);
      const isMessage = row !== undefined && row.firstByte >> 4 === PUBLISH;
      if (isMessage && !row.withheld) numbers.push(at);
    }
    return numbers;
  }

  #wait(number: number): void {
    this.#waiting.push(number);
    if (this.#waiting.length > this.#many) {
      this.#waiting = this.#waiting.filter((each) => this.#sources.log.row(each) !== undefined);
      this.#many = Math.max(MANY, 2 * this.#waiting.length);
    }
    if (this.#waiting.length === 1) this.#sources.onUnread();
  }

  #read(replies: Replies): void {
    const { log } = this.#sources;
    const numbers = this.#waiting;
    this.#waiting = [];
    for (const number of numbers) {
      const row = log.row(number);
      const bytes = log.view(number);
      const shape = row && bytes && publishShape(bytes, row.version, senderOf(row.direction));
      if (row === undefined || bytes === undefined || shape === undefined) continue;
      const { payloadStart, reply } = shape;
      const dup = ((bytes[0] ?? 0) & DUP) !== 0;
      replies.publish({ ...row, bytes, payloadStart, reply, dup });
    }
  }
}
