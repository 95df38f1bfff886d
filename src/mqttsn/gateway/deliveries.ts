/**
 * Deliveries to a client: in order, one at a time above QoS 0, each repeated until answered. An unknown topic
 * is registered first.
 */
import type { PublishPacket } from '../../mqtt/tables/packet.ts';
import { RETURN_CODE, type SnMessage, type SnTopicId } from '../snMessage.ts';
import type { GatewayLimits, GatewayTimes } from './gatewayOptions.ts';
import type { TopicIds } from './topicIds.ts';

/** Progress of a message; `received`: the broker has not answered PUBREC yet. */
type Stage = 'publish' | 'received' | 'release';

interface Delivery {
  /** undefined for a message of an earlier connection that only lacks its completion. */
  readonly packet: PublishPacket | undefined;
  readonly packetId: number;
  stage: Stage;
  /** The client may have received it. */
  isSent: boolean;
  /** Its topic was registered again, because the client did not know the id. */
  isToldAgain: boolean;
}

/** A message that was sent and not answered. */
interface Pending {
  readonly message: SnMessage;
  readonly messageId: number;
  attempts: number;
  due: number;
}

export interface DeliveryLine {
  readonly ids: TopicIds;
  readonly times: GatewayTimes;
  readonly limits: GatewayLimits;
  /** To the client. */
  send(message: SnMessage): void;
  /** Sends to the broker. */
  acknowledge(type: 'puback' | 'pubrec' | 'pubcomp', packetId: number, reasonCode?: number): void;
  fits(bytes: number): boolean;
  charge(bytes: number): void;
}

/** Memory without payload and topic. */
const DELIVERY_BYTES = 300;
/** Reason code to the broker for a message that the client cannot accept or that exceeds the memory. */
const UNSPECIFIED = 0x80;
const QUOTA_EXCEEDED = 0x97;

export class Deliveries {
  readonly #line: DeliveryLine;
  #queue: Delivery[] = [];
  #pending: Pending | undefined;
  #registerId = 0;
  /** QoS 0 messages in the queue, and the bytes of their payloads. */
  #plain = 0;
  #plainBytes = 0;
  /** QoS 0 messages that were not kept. */
  dropped = 0;

  constructor(line: DeliveryLine) {
    this.#line = line;
  }

  get isEmpty(): boolean {
    return this.#queue.length === 0;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  /** Time of the next repetition. */
  get due(): number {
    return this.#pending?.due ?? Number.POSITIVE_INFINITY;
  }

  add(packet: PublishPacket): void {
    const { packetId = 0 } = packet;
    const state = { stage: 'publish', isSent: packet.dup, isToldAgain: false } as const;
    const delivery = { packet, packetId, ...state };
    if (!this.#line.fits(costOf(delivery))) {
      this.dropped += 1;
      this.#acknowledge(packet, QUOTA_EXCEEDED);
      return;
    }
    this.#push(delivery);
    if (packet.qos > 0) return;
    this.#plain += 1;
    this.#plainBytes += packet.payload.length;
    const { buffered, bufferedBytes } = this.#line.limits;
    while (this.#plain > buffered || (this.#plainBytes > bufferedBytes && this.#plain > 1)) {
      if (!this.#dropOldest()) return;
    }
  }

  /** Handles a PUBREL of the broker. */
  release(packetId: number): void {
    const known = this.#queue.find((one) => one.packetId === packetId && one.stage !== 'publish');
    if (known === undefined) {
      const state = { stage: 'release', isSent: true, isToldAgain: false } as const;
      this.#push({ packet: undefined, packetId, ...state });
    } else {
      known.stage = 'release';
    }
  }

  /** Sends as much as possible now. */
  pump(now: number): void {
    while (this.#pending === undefined) {
      const [head] = this.#queue;
      if (head === undefined || head.stage === 'received') return;
      if (head.stage === 'release') {
        this.#ask({ type: 'pubrel', messageId: head.packetId }, head.packetId, now);
      } else if (head.packet === undefined || !this.#publish(head.packet, head, now)) {
        return;
      }
    }
  }

  /** False after the last repetition. */
  retry(now: number): boolean {
    const pending = this.#pending;
    if (pending === undefined || now < pending.due) return true;
    const { retry, retries } = this.#line.times;
    if (pending.attempts >= retries) return false;
    const { message } = pending;
    pending.attempts += 1;
    pending.due = now + retry;
    this.#line.send(message.type === 'publish' ? { ...message, dup: true } : message);
    return true;
  }

  /** The client sleeps or starts again: pending messages are repeated later. */
  rest(): void {
    this.#pending = undefined;
  }

  /** The broker repeats everything it must. */
  clear(): void {
    this.rest();
    while (this.#queue.length > 0) this.#shift();
  }

  regack(topicId: number, messageId: number, returnCode: number, now: number): void {
    const pending = this.#pending;
    const isAnswer = pending?.message.type === 'register' && pending.messageId === messageId;
    if (!isAnswer) return;
    // A client that is busy gets another attempt later.
    if (returnCode === RETURN_CODE.congestion) return;
    this.#pending = undefined;
    if (returnCode === RETURN_CODE.accepted) this.#line.ids.learn(topicId);
    else this.#refuse();
    this.pump(now);
  }

  puback(topicId: number, messageId: number, returnCode: number, now: number): void {
    const pending = this.#pending;
    const isAnswer = pending?.message.type === 'publish' && pending.messageId === messageId;
    if (!isAnswer) {
      // Answer to a message at QoS 0: the client has forgotten the id.
      if (returnCode === RETURN_CODE.invalidTopicId) this.#line.ids.unlearn(topicId);
      return;
    }
    if (returnCode === RETURN_CODE.congestion) return;
    this.#pending = undefined;
    const [head] = this.#queue;
    if (returnCode === RETURN_CODE.invalidTopicId && head?.isToldAgain === false) {
      head.isToldAgain = true;
      this.#line.ids.unlearn(topicId);
    } else if (returnCode !== RETURN_CODE.accepted) {
      this.#refuse();
    } else {
      // At QoS 2 this is not an answer; the message is repeated.
      if (head?.packet?.qos === 1) {
        this.#line.acknowledge('puback', messageId);
        this.#shift();
      }
    }
    this.pump(now);
  }

  pubrec(messageId: number): void {
    const [head] = this.#queue;
    if (head?.packetId !== messageId || head.packet?.qos !== 2 || head.stage !== 'publish') return;
    if (this.#pending?.message.type !== 'publish') return;
    this.#pending = undefined;
    head.stage = 'received';
    this.#line.acknowledge('pubrec', messageId);
  }

  pubcomp(messageId: number, now: number): void {
    const pending = this.#pending;
    if (pending?.message.type !== 'pubrel' || pending.messageId !== messageId) return;
    this.#pending = undefined;
    this.#line.acknowledge('pubcomp', messageId);
    this.#shift();
    this.pump(now);
  }

  /** False if an answer is awaited first. */
  #publish(packet: PublishPacket, head: Delivery, now: number): boolean {
    const topic = this.#line.ids.knownAs(packet.topic);
    if (topic === undefined) return this.#register(packet.topic, now);
    const message = published(packet, topic, head);
    if (packet.qos > 0) {
      this.#ask(message, head.packetId, now);
      head.isSent = true;
      return false;
    }
    this.#line.send(message);
    this.#shift();
    return true;
  }

  /** True if it cannot be registered with the client, and the message is skipped. */
  #register(topic: string, now: number): boolean {
    const topicId = this.#line.ids.idOf(topic);
    if (topicId === undefined) {
      this.#refuse();
      return true;
    }
    this.#registerId = (this.#registerId % 0xffff) + 1;
    const messageId = this.#registerId;
    this.#ask({ type: 'register', topicId, messageId, topic }, messageId, now);
    return false;
  }

  #ask(message: SnMessage, messageId: number, now: number): void {
    this.#pending = { message, messageId, attempts: 0, due: now + this.#line.times.retry };
    this.#line.send(message);
  }

  /** The client cannot accept the first message. */
  #refuse(): void {
    const [head] = this.#queue;
    if (head?.packet === undefined) return;
    this.#acknowledge(head.packet, UNSPECIFIED);
    this.#shift();
  }

  #acknowledge({ qos, packetId = 0 }: PublishPacket, reasonCode: number): void {
    if (qos > 0) this.#line.acknowledge(qos === 1 ? 'puback' : 'pubrec', packetId, reasonCode);
  }

  #push(delivery: Delivery): void {
    this.#queue.push(delivery);
    this.#line.charge(costOf(delivery));
  }

  #shift(): void {
    const delivery = this.#queue.shift();
    if (delivery !== undefined) this.#gone(delivery);
  }

  #gone(delivery: Delivery): void {
    this.#line.charge(-costOf(delivery));
    if (delivery.packet?.qos !== 0) return;
    this.#plain -= 1;
    this.#plainBytes -= delivery.packet.payload.length;
  }

  /** Drops the oldest QoS 0 message, unless it awaits its registration. */
  #dropOldest(): boolean {
    const from = this.#pending === undefined ? 0 : 1;
    const at = this.#queue.findIndex((one, place) => place >= from && one.packet?.qos === 0);
    const [oldest] = at < 0 ? [] : this.#queue.splice(at, 1);
    if (oldest === undefined) return false;
    this.#gone(oldest);
    this.dropped += 1;
    return true;
  }
}

function costOf({ packet }: Delivery): number {
  if (packet === undefined) return DELIVERY_BYTES;
  return DELIVERY_BYTES + packet.payload.length + 2 * packet.topic.length;
}

const published = (
  { qos, retain, payload }: PublishPacket,
  topic: SnTopicId,
  { packetId, isSent }: Delivery,
): SnMessage => {
  const dup = qos > 0 && isSent;
  return { type: 'publish', dup, qos, retain, topic, messageId: packetId, data: payload };
};
