/** The journal's record of one subscriber's copy. */

import type { QoS } from '../../mqtt/tables/packet.ts';
import { isFailure } from '../../mqtt/tables/reasonCodes.ts';
import type {
  BegunCopy,
  CopyTrace,
  ObservedSubscription,
  TracePacket,
} from '../core/contract/trace.ts';
import { textSize } from '../core/memory/sizes.ts';
import type { NotGiven, TracedDelivery, TracedFault, TracedStep } from './tracedMessage.ts';

type State = TracedDelivery['state'];

/** Estimated memory. */
const COPY_BYTES = 300;
/** Limit of subscriptions per copy: a client may have thousands that match. */
const SUBSCRIPTIONS_KEPT = 100;
export const STEP_BYTES = 120;

/** Maximum QoS if its subscriber gets the publisher's QoS; undefined: the granted QoS applies. */
export const publishedUpTo = (by: ObservedSubscription | undefined): QoS | undefined =>
  by?.session.client.admitted?.deliversUpTo;

/** The message of a copy. */
interface CopiedMessage {
  readonly isForgotten: boolean;
  readonly expiresAt: number | undefined;
  began(copy: CopyRecord): void;
  came(packet: TracePacket): void;
  grew(bytes: number): void;
  faultOf(packet: TracePacket): TracedFault | undefined;
  told(steps: readonly TracePacket[]): readonly TracedStep[];
}

export class CopyRecord implements CopyTrace {
  readonly #message: CopiedMessage;
  #by: ObservedSubscription[];
  readonly #members: number;
  #copy: BegunCopy | undefined;
  #time = 0;
  #state: State = 'queued';
  #why: NotGiven | undefined;
  #steps: TracePacket[] = [];

  constructor(message: CopiedMessage, subscription: ObservedSubscription, members: number) {
    this.#message = message;
    this.#by = [subscription];
    this.#members = members;
  }

  get isOver(): boolean {
    return this.standing(0) !== 'open' && !this.#isDoubled;
  }

  standing(now: number): 'open' | 'failed' | 'done' {
    if (this.#state === 'not-given' || this.#state === 'abandoned') return 'failed';
    if (this.#state === 'acknowledged' || this.#state === 'completed') return 'done';
    if (this.#state === 'sent' && this.#copy?.qos === 0) return this.#sentOnce();
    return this.#isExpired(now) ? 'failed' : 'open';
  }

  /** Fault that stops its PUBLISH between the broker and the subscriber. */
  get keptBack(): TracedFault | undefined {
    if (this.#state !== 'sent') return undefined;
    const last = this.#steps.findLast(({ packet }) => packet === 'publish');
    const fault = last && this.#message.faultOf(last);
    return fault?.isLost === true || fault?.isWaiting === true ? fault : undefined;
  }

  get subscriber(): string {
    return this.#by[0]?.session.clientId ?? '';
  }

  /**
   * Estimated memory without steps. The record may keep the subscription's texts longer than the subscription
   * lasts.
   */
  get bytes(): number {
    const texts = this.#by.map(
      ({ filter, session }) => textSize(filter) + textSize(session.clientId),
    );
    return texts.reduce((sum, size) => sum + size, COPY_BYTES);
  }

  get steps(): readonly TracePacket[] {
    return this.#steps;
  }

  join(other: CopyTrace): void {
    if (this.#by.length >= SUBSCRIPTIONS_KEPT) return;
    if (other instanceof CopyRecord) this.#by.push(...other.#by);
  }

  begin(copy: BegunCopy, now: number): void {
    this.#copy = copy;
    this.#time = now;
    this.#message.began(this);
  }

  packet(packet: TracePacket): void {
    if (this.#message.isForgotten) return;
    this.#message.came(packet);
    this.note(packet);
    this.#move(packet);
  }

  /** Also records packets that the broker never received. */
  note(packet: TracePacket): void {
    this.#steps.push(packet);
    this.#message.grew(STEP_BYTES);
  }

  withdraw(packet: TracePacket): void {
    this.#steps = this.#steps.filter((step) => step !== packet);
  }

  notGiven(why: NotGiven): void {
    if (this.standing(0) !== 'open' || this.#message.isForgotten) return;
    const wasSent = this.#steps.some(({ packet }) => packet === 'publish');
    this.#state = wasSent ? 'abandoned' : 'not-given';
    this.#why = why;
  }

  /** Releases everything except its own memory. */
  forget(): void {
    this.#by = [];
    this.#steps = [];
    this.#copy = undefined;
  }

  /** Returns its state at that time. */
  told(now: number): TracedDelivery {
    const isExpired = this.#isExpired(now);
    const [first] = this.#by;
    const isMember = this.#members > 0 && first !== undefined;
    return {
      subscriber: this.subscriber,
      by: this.#by.map(({ filter, qos }) => ({ filter, qos })),
      qos: this.#copy?.qos ?? 0,
      ...(publishedUpTo(first) !== undefined && { asPublished: true as const }),
      retain: this.#copy?.retain ?? false,
      cause: this.#copy?.cause ?? 'published',
      group: isMember ? { filter: first.filter, members: this.#members } : undefined,
      state: isExpired ? 'not-given' : this.#state,
      why: isExpired ? 'expired' : this.#why,
      time: this.#time,
      isAway: this.#copy?.session.link === undefined,
      steps: this.#message.told(this.#steps),
    };
  }

  /** QoS 0 has no other sign of arrival. */
  #sentOnce(): 'open' | 'failed' | 'done' {
    const { keptBack } = this;
    if (keptBack === undefined) return 'done';
    return keptBack.isLost ? 'failed' : 'open';
  }

  /** An expired copy is dropped in its turn and never sent. */
  #isExpired(now: number): boolean {
    const { expiresAt } = this.#message;
    return this.#state === 'queued' && expiresAt !== undefined && expiresAt <= now;
  }

  /** A fault rule duplicated one of its packets, which leads to an extra answer. */
  get #isDoubled(): boolean {
    const connection = this.#steps.at(-1)?.connection;
    let made = 0;
    let answers = 0;
    for (const step of this.#steps) {
      if (step.connection !== connection) continue;
      const action = this.#message.faultOf(step)?.action;
      if (action === 'made' && step.direction === 'out') made += 1;
      if (action === 'duplicate' && step.direction === 'in') made += 1;
      if (step.packet === 'puback' || step.packet === 'pubcomp') answers += 1;
    }
    return made > 0 && answers <= made;
  }

  #move({ packet, direction, reasonCode = 0 }: TracePacket): void {
    const qos: QoS = this.#copy?.qos ?? 0;
    if (packet === 'publish') {
      this.#state = 'sent';
    } else if (direction === 'in') {
      this.#acknowledge(packet, qos, reasonCode);
    }
  }

  #acknowledge(packet: TracePacket['packet'], qos: QoS, reasonCode: number): void {
    const isAck = packet === 'puback' && qos === 1;
    const isRec = packet === 'pubrec' && qos === 2;
    if ((isAck || isRec) && this.#state === 'sent') {
      if (isFailure(reasonCode)) {
        this.#state = 'not-given';
        this.#why = 'refused';
      } else this.#state = isAck ? 'acknowledged' : 'received';
    } else if (packet === 'pubcomp' && this.#state === 'received') {
      this.#state = 'completed';
    }
  }
}
