/**
 * Requests of a client: REGISTER, PUBLISH, SUBSCRIBE, UNSUBSCRIBE. Each is forwarded once and answered once.
 */

import type { AckPacket, Packet, SubackPacket } from '../../mqtt/tables/packet.ts';
import { isFailure } from '../../mqtt/tables/reasonCodes.ts';
import { topicFilterError, topicNameError } from '../../mqtt/tables/topics.ts';
import {
  RETURN_CODE,
  type SnMessage,
  type SnPublish,
  type SnSubscribe,
  type SnTopicFilter,
  type SnUnsubscribe,
  shortTopicId,
  shortTopicName,
} from '../snMessage.ts';
import { Answers, requestKey } from './answers.ts';
import { returnCodeOf } from './returnCodes.ts';
import type { TopicIds } from './topicIds.ts';

/** A forwarded request that awaits the broker's answer. */
interface Open {
  readonly key: string;
  /** Without the payload of a PUBLISH, which the broker has. */
  readonly request: Pick<SnPublish, 'type' | 'topic'> | SnSubscribe | SnUnsubscribe;
  /** For a PUBLISH at QoS 2: the broker has answered it. */
  isReceived: boolean;
}

export interface RequestLine {
  readonly ids: TopicIds;
  /** ms during which the network may deliver another copy of a datagram. */
  readonly late: number;
  /** Sends to the client. */
  send(message: SnMessage): void;
  /** Sends to the broker. */
  forward(packet: Packet): void;
  fits(bytes: number): boolean;
  charge(bytes: number): void;
}

/** Maximum number of pending requests per client. */
const MOST_OPEN = 64;
/** Estimated memory of a request, without its filter. */
const OPEN_BYTES = 400;
const NO_TOPIC = 0;

export class ClientRequests {
  readonly #line: RequestLine;
  readonly #answers: Answers;
  /** By message identifier, which is the packet identifier on the broker's side. */
  readonly #open = new Map<number, Open>();

  constructor(line: RequestLine) {
    this.#line = line;
    this.#answers = new Answers(line.late);
  }

  receive(message: SnMessage, now: number): void {
    const { type } = message;
    if (type === 'register') this.#register(message.topic, message.messageId);
    else if (type === 'publish') this.#publish(message, now);
    else if (type === 'subscribe' || type === 'unsubscribe') this.#subscription(message, now);
    else if (type === 'pubrel') this.#release(message.messageId);
    else if (type === 'willtopicupd' || type === 'willmsgupd') {
      // In MQTT a will can be changed only by reconnecting.
      const answer = type === 'willtopicupd' ? 'willtopicresp' : 'willmsgresp';
      this.#line.send({ type: answer, returnCode: RETURN_CODE.notSupported });
    }
  }

  fromBroker(packet: Packet, now: number): void {
    const { type } = packet;
    if (type === 'puback' || type === 'pubrec') this.#acknowledged(packet, now);
    else if (type === 'suback') this.#subscribed(packet, now);
    else if (type === 'unsuback') {
      const { packetId: messageId } = packet;
      this.#answer(messageId, 'unsubscribe', { type, messageId }, now);
    } else if (type === 'pubcomp') {
      const { packetId: messageId } = packet;
      if (this.#open.get(messageId)?.isReceived === true) this.#close(messageId);
      this.#line.send({ type, messageId });
    }
  }

  /** Requests of the previous connection, which the client repeats. */
  forgetOpen(): void {
    for (const messageId of this.#open.keys()) this.#close(messageId);
  }

  clear(): void {
    this.forgetOpen();
    this.#answers.clear();
  }

  #register(topic: string, messageId: number): void {
    const isName = topicNameError(topic) === undefined;
    const topicId = isName ? this.#line.ids.idOf(topic) : undefined;
    if (topicId === undefined) {
      const returnCode = isName ? RETURN_CODE.congestion : RETURN_CODE.notSupported;
      this.#line.send({ type: 'regack', topicId: NO_TOPIC, messageId, returnCode });
      return;
    }
    this.#line.ids.learn(topicId);
    this.#line.send({ type: 'regack', topicId, messageId, returnCode: RETURN_CODE.accepted });
  }

  #publish(message: SnPublish, now: number): void {
    const { qos, messageId, retain, data, dup } = message;
    const topic = this.#line.ids.nameOf(message.topic);
    if (topic === undefined || topicNameError(topic) !== undefined) {
      this.#refuse(message, RETURN_CODE.invalidTopicId);
      return;
    }
    if (qos === -1) return;
    const parts = { type: 'publish', dup: false, retain, topic, properties: [] } as const;
    if (qos === 0) {
      this.#line.forward({ ...parts, qos, payload: data });
      return;
    }
    if (messageId === 0) {
      this.#refuse(message, RETURN_CODE.notSupported);
      return;
    }
    const packet = { ...parts, qos, packetId: messageId, payload: data } as const;
    if (this.#isNew(message, dup, now)) this.#line.forward(packet);
  }

  #release(messageId: number): void {
    // MQTT has no packet identifier 0 [MQTT-2.2.1-3], so no message is waiting for this PUBREL.
    if (messageId === 0) this.#line.send({ type: 'pubcomp', messageId });
    // Unknown identifiers are forwarded, too: the broker answers and releases them.
    else this.#line.forward({ type: 'pubrel', packetId: messageId });
  }

  #refuse({ topic, messageId }: SnPublish, returnCode: number): void {
    this.#line.send({ type: 'puback', topicId: topic.id, messageId, returnCode });
  }

  #subscription(message: SnSubscribe | SnUnsubscribe, now: number): void {
    const { messageId, type } = message;
    const filter = this.#filterOf(message.topic);
    const isFilter = filter !== undefined && topicFilterError(filter) === undefined;
    if (!isFilter || messageId === 0) {
      const returnCode = isFilter ? RETURN_CODE.notSupported : RETURN_CODE.invalidTopicId;
      if (type === 'subscribe') {
        this.#line.send({ type: 'suback', qos: 0, topicId: NO_TOPIC, messageId, returnCode });
      } else {
        this.#line.send({ type: 'unsuback', messageId });
      }
      return;
    }
    if (!this.#isNew(message, type === 'subscribe' && message.dup, now)) return;
    if (message.type === 'unsubscribe') {
      this.#line.forward({
        type: 'unsubscribe',
        packetId: messageId,
        properties: [],
        filters: [filter],
      });
      return;
    }
    const options = { noLocal: false, retainAsPublished: false, retainHandling: 0 } as const;
    const subscriptions = [{ filter, qos: message.qos, ...options }];
    this.#line.forward({ type: 'subscribe', packetId: messageId, properties: [], subscriptions });
  }

  /** True unless it is a copy of a pending or answered request. */
  #isNew(
    request: SnPublish | SnSubscribe | SnUnsubscribe,
    isRepeated: boolean,
    now: number,
  ): boolean {
    const { messageId } = request;
    const key = requestKey(request);
    const open = this.#open.get(messageId);
    if (open?.key === key) {
      if (open.isReceived) this.#line.send({ type: 'pubrec', messageId });
      return false;
    }
    const answer = this.#answers.find(key, isRepeated, now);
    if (answer !== undefined) {
      this.#line.send(answer);
      return false;
    }
    // Two requests with one id cannot be distinguished by their answers; the client repeats this one.
    if (open !== undefined || this.#open.size >= MOST_OPEN) {
      // The client has given up the previous one without PUBREL.
      if (open?.isReceived === true) this.#line.forward({ type: 'pubrel', packetId: messageId });
      return false;
    }
    const kept =
      request.type === 'publish' ? { type: request.type, topic: request.topic } : request;
    const asked: Open = { key, request: kept, isReceived: false };
    // Dropped as if lost: the client repeats it.
    if (!this.#line.fits(costOf(asked))) return false;
    this.#open.set(messageId, asked);
    this.#line.charge(costOf(asked));
    return true;
  }

  #close(messageId: number): void {
    const open = this.#open.get(messageId);
    if (open !== undefined) this.#line.charge(-costOf(open));
    this.#open.delete(messageId);
  }

  #acknowledged({ type, packetId, reasonCode = 0 }: AckPacket, now: number): void {
    const open = this.#open.get(packetId);
    if (open?.request.type !== 'publish') return;
    const { topic } = open.request;
    const messageId = packetId;
    const returnCode = returnCodeOf(reasonCode);
    if (type === 'pubrec' && !isFailure(reasonCode)) {
      open.isReceived = true;
      const answer = { type: 'pubrec', messageId } as const;
      this.#answers.keep(open.key, answer, now);
      this.#line.send(answer);
      return;
    }
    const answer = { type: 'puback', topicId: topic.id, messageId, returnCode } as const;
    this.#answer(messageId, 'publish', answer, now);
  }

  #subscribed({ packetId: messageId, reasonCodes }: SubackPacket, now: number): void {
    const open = this.#open.get(messageId);
    if (open?.request.type !== 'subscribe') return;
    const [reasonCode = 0x80] = reasonCodes;
    const isGranted = !isFailure(reasonCode);
    const returnCode = returnCodeOf(reasonCode);
    const qos = reasonCode === 1 || reasonCode === 2 ? reasonCode : 0;
    const topicId = isGranted ? this.#subscribedId(open.request.topic) : NO_TOPIC;
    const answer = { type: 'suback', qos, topicId, messageId, returnCode } as const;
    this.#answer(messageId, 'subscribe', answer, now);
  }

  #answer(messageId: number, type: Open['request']['type'], answer: SnMessage, now: number): void {
    const open = this.#open.get(messageId);
    if (open?.request.type !== type) return;
    this.#close(messageId);
    this.#answers.keep(open.key, answer, now);
    this.#line.send(answer);
  }

  #filterOf(topic: SnTopicFilter): string | undefined {
    if (topic.kind === 'name') return topic.filter;
    return topic.kind === 'short'
      ? shortTopicName(topic.id)
      : this.#line.ids.nameOf({ kind: 'predefined', id: topic.id });
  }

  /** The id for its messages; 0 if there may be several names, or the name contains it. */
  #subscribedId(topic: SnTopicFilter): number {
    if (topic.kind !== 'name') return topic.kind === 'predefined' ? topic.id : NO_TOPIC;
    const { filter } = topic;
    if (topicNameError(filter) !== undefined || shortTopicId(filter) !== undefined) return NO_TOPIC;
    const id = this.#line.ids.idOf(filter);
    if (id !== undefined) this.#line.ids.learn(id);
    return id ?? NO_TOPIC;
  }
}

function costOf({ request: { topic } }: Open): number {
  return OPEN_BYTES + ('filter' in topic ? 2 * topic.filter.length : 0);
}
