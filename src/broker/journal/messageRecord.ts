/** The journal's record of one message. */

import { formatBase64 } from '../../base/base64.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import { peekPublish } from '../../mqtt/framing/peek.ts';
import type { MessageSource } from '../core/contract/message.ts';
import type {
  CopyTrace,
  MessageTrace,
  ObservedSubscription,
  PublishArrival,
  TracePacket,
} from '../core/contract/trace.ts';
import { arraySize, textSize } from '../core/memory/sizes.ts';
import { CopyRecord, publishedUpTo, STEP_BYTES } from './copyRecord.ts';
import type {
  TracedDelivery,
  TracedFault,
  TracedMessage,
  TracedRow,
  TracedStep,
} from './tracedMessage.ts';

/** Stored bytes of a payload. */
const PAYLOAD_KEPT = 256;
/** Recorded copies of one message; further ones are only counted. */
const COPIES_KEPT = 1000;
const COPIES_TOLD = 200;
/** Estimated memory without copies and steps. */
const RECORD_BYTES = 450;

const NOTHING = new Uint8Array(0);

/** Names and filters are shared with others, but the journal may keep them longer. */
const nameSize = (name: string | undefined): number => (name === undefined ? 0 : textSize(name));

/** The journal's interface for a record. */
export interface Keeper {
  /** Numbers and stores the record. */
  keep(record: MessageRecord): number;
  /** The record grew by this many bytes. */
  grew(bytes: number): void;
  /** A copy was added. */
  copied(publisher: string | undefined): void;
  /** A packet arrives that a fault rule may have treated. */
  came(packet: TracePacket): void;
  /** Fault applied to the packet. */
  faultOf(packet: TracePacket): TracedFault | undefined;
}

type Origin = TracedRow['origin'];

interface Withheld {
  readonly subscription: ObservedSubscription;
  readonly why: 'no-local' | 'not-authorised';
}

export class MessageRecord implements MessageTrace {
  topic: string;
  readonly publisher: string | undefined;
  expiresAt: number | undefined;
  readonly time: number;
  /** From 1; 0: not in the journal yet. */
  number = 0;
  isForgotten = false;
  /** Messages skipped before it. */
  skippedBefore = 0;
  /** Estimated memory. */
  bytes: number;
  readonly #keeper: Keeper;
  readonly #row: Pick<TracedRow, 'qos' | 'retain' | 'size' | 'repeats'> & { origin: Origin };
  #payload: Uint8Array;
  #refused: number | undefined;
  #isAbandoned = false;
  #isHeard = false;
  #steps: TracePacket[] = [];
  #copies: CopyRecord[] = [];
  #withheld: Withheld[] = [];
  /** Copies that are only counted. */
  #further = 0;

  constructor(
    keeper: Keeper,
    { topic, payload, qos, retain }: MessageSource,
    about: {
      readonly origin: Origin;
      readonly publisher: PublishArrival['publisher'];
      readonly repeats: number | undefined;
      readonly expiresAt: number | undefined;
      readonly time: number;
    },
  ) {
    const { origin, publisher, repeats, expiresAt, time } = about;
    this.#keeper = keeper;
    this.topic = topic;
    this.publisher = publisher;
    this.expiresAt = expiresAt;
    this.time = time;
    this.#payload = payload.slice(0, PAYLOAD_KEPT);
    this.bytes = RECORD_BYTES + textSize(topic) + arraySize(this.#payload) + nameSize(publisher);
    this.#row = { qos, retain, size: payload.length, origin, repeats };
  }

  get copies(): readonly CopyRecord[] {
    return this.#copies;
  }

  get steps(): readonly TracePacket[] {
    return this.#steps;
  }

  packet(packet: TracePacket): void {
    if (this.isForgotten) return;
    this.came(packet);
    this.note(packet);
  }

  /** Also records packets that the broker never received. */
  note(packet: TracePacket): void {
    this.#steps.push(packet);
    this.grew(STEP_BYTES);
  }

  withdraw(packet: TracePacket): void {
    this.#steps = this.#steps.filter((step) => step !== packet);
  }

  refused(reasonCode: number): void {
    this.#refused = reasonCode;
  }

  heard(): void {
    this.#isHeard = true;
  }

  /** A fault rule duplicated one of its packets, which leads to an extra PUBREC. */
  get isDoubled(): boolean {
    const connection = this.#steps.at(-1)?.connection;
    let made = 0;
    let ends = 0;
    for (const step of this.#steps) {
      if (step.connection !== connection) continue;
      const { packet } = step;
      const action = this.faultOf(step)?.action;
      if (action === 'made' && (packet === 'publish' || packet === 'pubrec')) made += 1;
      // Its copy has not been sent yet.
      if (action === 'duplicate' && packet === 'pubrel') made += 1;
      if (packet === 'pubcomp' && action !== 'made') ends += 1;
    }
    return made > 0 && ends <= made;
  }

  abandoned(): void {
    this.#isAbandoned = !this.#steps.some(({ packet }) => packet === 'pubcomp');
  }

  copy(subscription: ObservedSubscription, members: number): CopyTrace | undefined {
    if (this.isForgotten) return undefined;
    if (this.#copies.length < COPIES_KEPT) return new CopyRecord(this, subscription, members);
    this.#further += 1;
    return undefined;
  }

  withheld(subscription: ObservedSubscription, why: Withheld['why']): void {
    if (this.isForgotten || this.#withheld.length >= COPIES_KEPT) return;
    this.#withheld.push({ subscription, why });
    this.grew(STEP_BYTES);
  }

  began(copy: CopyRecord): void {
    // The broker's own messages are recorded once they have a subscriber.
    if (this.number === 0) this.number = this.#keeper.keep(this);
    this.#copies.push(copy);
    this.grew(copy.bytes);
    this.#keeper.copied(this.publisher);
  }

  grew(bytes: number): void {
    this.bytes += bytes;
    if (this.number > 0 && !this.isForgotten) this.#keeper.grew(bytes);
  }

  came(packet: TracePacket): void {
    if (packet.direction === 'in') this.#keeper.came(packet);
  }

  told(steps: readonly TracePacket[]): readonly TracedStep[] {
    return steps.map((step) => ({ ...step, fault: this.faultOf(step) }));
  }

  faultOf(packet: TracePacket): TracedFault | undefined {
    return this.#keeper.faultOf(packet);
  }

  /** Fault that stopped every PUBLISH of it before the broker. */
  get missed(): TracedFault | undefined {
    let fault: TracedFault | undefined;
    for (const step of this.#steps) {
      if (step.packet !== 'publish') continue;
      fault = this.faultOf(step);
      if (fault?.isLost !== true) return undefined;
    }
    return fault;
  }

  /** True if this client published it with that identifier. */
  isOf(client: string, packetId: number | undefined): boolean {
    if (this.publisher !== client) return false;
    return this.#steps.some((step) => step.packet === 'publish' && step.packetId === packetId);
  }

  isLike({ topic, payload }: MessageSource): boolean {
    return (
      topic === this.topic &&
      payload.length === this.#row.size &&
      this.#payload.every((byte, at) => byte === payload[at])
    );
  }

  /** True if a PUBLISH may belong to this message, by its topic (if any) and payload. */
  isWithin(publish: Uint8Array): boolean {
    const parts = peekPublish(publish);
    if (parts === undefined) return false;
    const { topicOffset, topicLength } = parts;
    const payload = publish.length - this.#row.size;
    if (payload < parts.bodyOffset) return false;
    if (!this.#payload.every((byte, at) => byte === publish[payload + at])) return false;
    if (topicLength === 0) return true;
    return decodeUtf8(publish.subarray(topicOffset, topicOffset + topicLength)) === this.topic;
  }

  forget(): void {
    for (const copy of this.#copies) copy.forget();
    this.isForgotten = true;
    // The record may still be referenced by its packet identifier or be in transit.
    this.topic = '';
    this.#payload = NOTHING;
    this.#copies = [];
    this.#steps = [];
    this.#withheld = [];
  }

  /** True if it was published by or for that client. */
  concerns(client: string): boolean {
    if (this.publisher === client) return true;
    if (this.#copies.some(({ subscriber }) => subscriber === client)) return true;
    return this.#withheld.some(({ subscription }) => subscription.session.clientId === client);
  }

  row(now: number): TracedRow {
    const without = this.#notGiven();
    let open = 0;
    let failed = without.length;
    let keptBack: TracedFault | undefined;
    for (const copy of this.#copies) {
      const standing = copy.standing(now);
      if (standing === 'open') open += 1;
      else if (standing === 'failed') failed += 1;
      keptBack ??= copy.keptBack;
    }
    return {
      message: this.number,
      time: this.time,
      topic: this.topic,
      ...this.#row,
      ...(this.#isHeard && { heard: true as const }),
      publisher: this.publisher,
      refused: this.#refused,
      missed: this.missed,
      deliveries: this.#copies.length + without.length + this.#further,
      open,
      failed,
      keptBack,
    };
  }

  whole(now: number): TracedMessage {
    const copies = this.#copies.toSorted((a, b) => rank(a, now) - rank(b, now));
    const given = copies.slice(0, COPIES_TOLD).map((copy) => copy.told(now));
    return {
      row: this.row(now),
      steps: this.told(this.#steps),
      isAbandoned: this.#isAbandoned,
      expiresAt: this.expiresAt,
      payload: formatBase64(this.#payload),
      deliveries: [...this.#notGiven(), ...given].slice(0, COPIES_TOLD),
    };
  }

  /** Excludes clients with a copy from another subscription. */
  #notGiven(): readonly TracedDelivery[] {
    if (this.#withheld.length === 0) return [];
    const served = new Set(this.#copies.map(({ subscriber }) => subscriber));
    const found = new Map<string, Withheld[]>();
    for (const withheld of this.#withheld) {
      const { clientId } = withheld.subscription.session;
      if (served.has(clientId)) continue;
      const others = found.get(clientId);
      if (others === undefined) found.set(clientId, [withheld]);
      else others.push(withheld);
    }
    return [...found].map(([subscriber, all]) => this.#without(subscriber, all));
  }

  #without(subscriber: string, all: readonly Withheld[]): TracedDelivery {
    const by = all.map(({ subscription: { filter, qos } }) => ({ filter, qos }));
    const upTo = publishedUpTo(all[0]?.subscription);
    const granted = upTo ?? Math.max(...by.map(({ qos }) => qos));
    return {
      subscriber,
      by,
      qos: granted < this.#row.qos ? (granted === 0 ? 0 : 1) : this.#row.qos,
      ...(upTo !== undefined && { asPublished: true as const }),
      retain: false,
      cause: 'published',
      group: undefined,
      state: 'not-given',
      why: all[0]?.why,
      time: this.time,
      isAway: all[0]?.subscription.session.link === undefined,
      steps: [],
    };
  }
}

const RANKS = { failed: 0, open: 1, done: 2 } as const;
const rank = (copy: CopyRecord, now: number): number => RANKS[copy.standing(now)];
