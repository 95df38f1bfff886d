/** MQTT client without I/O: bytes and times in, bytes and events out. */

import { decode } from '../../mqtt/codec/decode.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { Framer } from '../../mqtt/framing/framer.ts';
import { breachText } from '../../mqtt/statements/breachWords.ts';
import type {
  AckPacket,
  ConnackPacket,
  Packet,
  PublishPacket,
  SubscriptionRequest,
} from '../../mqtt/tables/packet.ts';
import { type Property, propertyValue } from '../../mqtt/tables/properties.ts';
import { isFailure } from '../../mqtt/tables/reasonCodes.ts';
import type { ClientEvent, ClientOptions, ClientOutput } from './clientTypes.ts';
import { Message, type MessageSource, type Sending } from './contract/message.ts';
import { QueueMemory } from './contract/queueMemory.ts';
import { Account } from './memory/ledger.ts';
import { DEFAULT_LIMITS } from './memory/limits.ts';
import { putPacketId } from './output/writeBuffer.ts';
import { Outbound } from './sessions/outbound.ts';

/** Milliseconds. */
const CONNACK_TIMEOUT = 15_000;

type State = 'closed' | 'connecting' | 'connected' | 'ending';

export class MqttClient {
  readonly #options: ClientOptions;
  readonly #onEvent: (event: ClientEvent, now: number) => void;
  #framer = new Framer();
  #state: State = 'closed';
  #output: ClientOutput[] = [];
  readonly #outbound = new Outbound(DEFAULT_LIMITS, new QueueMemory(new Account()));
  /** Message numbers by delivery and by packet identifier. */
  readonly #numbers = new Map<object, number>();
  readonly #inFlight = new Map<number, number>();
  #published = 0;
  /** Topics of the broker's aliases on this connection. */
  readonly #aliases = new Map<number, string>();
  /** The broker's QoS 2 identifiers that await PUBREL. */
  readonly #inbound = new Set<number>();
  #subscribeId = 0;
  #receiveMaximum = 0xffff;
  #keepAlive = 0;
  #lastSent = 0;
  #pingSent: number | undefined;

  constructor(options: ClientOptions, onEvent: (event: ClientEvent, now: number) => void) {
    this.#options = options;
    this.#onEvent = onEvent;
  }

  get isConnected(): boolean {
    return this.#state === 'connected';
  }

  /** Unacknowledged messages of QoS 1 and 2. */
  get unacknowledged(): number {
    return this.#outbound.queued + this.#outbound.inFlight;
  }

  /** The transport is open: sends CONNECT. `cleanStart` and `will` override the options. */
  opened(now: number, cleanStart = this.#options.cleanStart, will = this.#options.will): void {
    const { version, clientId, keepAlive, userName, password, properties } = this.#options;
    this.#framer = new Framer();
    this.#aliases.clear();
    this.#state = 'connecting';
    this.#output = [];
    this.#keepAlive = keepAlive;
    this.#pingSent = undefined;
    this.#send(
      {
        type: 'connect',
        protocolName: version === 3 ? 'MQIsdp' : 'MQTT',
        protocolLevel: version,
        cleanStart,
        keepAlive,
        clientId,
        properties: version === 5 ? (properties ?? []) : [],
        ...(will === undefined ? {} : { will }),
        ...(userName === undefined ? {} : { userName }),
        ...(password === undefined ? {} : { password }),
      },
      now,
    );
  }

  receive(bytes: Uint8Array, now: number): void {
    const error = this.#framer.push(bytes, (packet) => {
      if (this.#state === 'connecting' || this.#state === 'connected') this.#read(packet, now);
    });
    if (error !== undefined) this.#fail(breachText(error.breach), now);
  }

  /** The transport is closed. */
  closed(): void {
    this.#state = 'closed';
    this.#output = [];
  }

  /**
   * Sends now, or once connected; QoS 0 is dropped without a connection. Returns the message's number, which
   * its events carry.
   */
  publish(source: MessageSource, now: number): number {
    this.#published += 1;
    const message = new Message(source, undefined, now).own();
    const delivery = {
      message,
      qos: source.qos,
      retain: source.retain,
      identifiers: [],
      group: undefined,
      trace: undefined,
    };
    if (source.qos > 0) {
      this.#numbers.set(delivery, this.#published);
      this.#outbound.add(delivery);
      this.#pump(now);
    } else if (this.#state === 'connected') {
      this.#write(message.packet(delivery, this.#sending(now)), now);
    }
    return this.#published;
  }

  /** Only while connected. */
  subscribe(
    subscriptions: readonly SubscriptionRequest[],
    now: number,
    properties: readonly Property[] = [],
  ): void {
    const packetId = this.#nextSubscribeId();
    this.#send({ type: 'subscribe', packetId, properties, subscriptions }, now);
  }

  unsubscribe(filters: readonly string[], now: number): void {
    const packetId = this.#nextSubscribeId();
    this.#send({ type: 'unsubscribe', packetId, properties: [], filters }, now);
  }

  /** Sends DISCONNECT, then ends the transport. */
  disconnect(now: number, reasonCode = 0, properties: readonly Property[] = []): void {
    if (this.#state === 'connected')
      this.#send({ type: 'disconnect', reasonCode, properties }, now);
    this.#end();
  }

  /** Sends PINGREQ if nothing was sent for the keep alive; ends the connection if no answer arrives. */
  elapse(now: number): void {
    if (now < (this.wakeAt ?? Number.POSITIVE_INFINITY)) return;
    if (this.#state === 'connecting') {
      this.#fail('No CONNACK.', now);
      return;
    }
    const patience = this.#keepAlive * 1000;
    if (this.#pingSent !== undefined && now - this.#pingSent >= patience) {
      this.#fail('No PINGRESP within the keep alive.', now);
    } else if (this.#pingSent === undefined && now - this.#lastSent >= patience) {
      this.#send({ type: 'pingreq' }, now);
      this.#pingSent = now;
    }
  }

  get wakeAt(): number | undefined {
    if (this.#state === 'connecting') return this.#lastSent + CONNACK_TIMEOUT;
    if (this.#state !== 'connected' || this.#keepAlive === 0) return undefined;
    return (this.#pingSent ?? this.#lastSent) + this.#keepAlive * 1000;
  }

  takeOutput(): ClientOutput[] {
    const output = this.#output;
    this.#output = [];
    return output;
  }

  #sending(now: number): Sending {
    // 3.1 encodes everything except CONNECT like 3.1.1.
    return { version: this.#options.version === 5 ? 5 : 4, alias: undefined, now };
  }

  #read(bytes: Uint8Array, now: number): void {
    const decoded = decode(bytes, this.#options.version, 'server');
    if (!decoded.ok) {
      this.#fail(breachText(decoded.problem.breach), now);
      return;
    }
    const { packet } = decoded;
    if ((packet.type === 'connack') !== (this.#state === 'connecting')) {
      this.#fail(`${packet.type} does not belong here.`, now);
      return;
    }
    this.#handle(packet, now);
  }

  #handle(packet: Packet, now: number): void {
    switch (packet.type) {
      case 'connack':
        this.#begin(packet, now);
        break;
      case 'publish':
        this.#take(packet, now);
        break;
      case 'puback':
      case 'pubrec':
      case 'pubrel':
      case 'pubcomp':
        this.#acknowledge(packet, now);
        break;
      case 'suback':
        this.#onEvent({ kind: 'subscribed', reasonCodes: packet.reasonCodes }, now);
        break;
      case 'unsuback':
        break;
      case 'pingresp':
        this.#pingSent = undefined;
        break;
      case 'disconnect':
        this.#onEvent({ kind: 'disconnected', reasonCode: packet.reasonCode ?? 0 }, now);
        this.#end();
        break;
      case 'connect':
      case 'subscribe':
      case 'unsubscribe':
      case 'pingreq':
      case 'auth':
        this.#fail(`${packet.type} is not for clients.`, now);
        break;
    }
  }

  #begin({ reasonCode, sessionPresent, properties }: ConnackPacket, now: number): void {
    if (reasonCode !== 0) {
      this.#end();
      this.#onEvent({ kind: 'refused', reasonCode }, now);
      return;
    }
    this.#state = 'connected';
    this.#receiveMaximum = propertyValue(properties, 'receiveMaximum') ?? 0xffff;
    this.#keepAlive = propertyValue(properties, 'serverKeepAlive') ?? this.#options.keepAlive;
    // MQTT 3.1 does not report whether the session was kept.
    const isKept = sessionPresent || (this.#options.version === 3 && !this.#options.cleanStart);
    if (isKept) this.#outbound.resume();
    else this.#loseSession(now);
    this.#onEvent({ kind: 'connected', sessionPresent }, now);
    this.#pump(now);
  }

  #loseSession(now: number): void {
    this.#inbound.clear();
    for (const packetId of this.#outbound.forget()) {
      const message = this.#settle(packetId);
      if (message !== undefined) this.#onEvent({ kind: 'lost', message }, now);
    }
  }

  /** Replaces an alias by its topic (3.3.2.3.4); undefined if the alias is unknown. */
  #withTopic(packet: PublishPacket): PublishPacket | undefined {
    const alias = propertyValue(packet.properties, 'topicAlias');
    if (alias === undefined) return packet;
    if (packet.topic !== '') {
      this.#aliases.set(alias, packet.topic);
      return packet;
    }
    const topic = this.#aliases.get(alias);
    return topic === undefined ? undefined : { ...packet, topic };
  }

  /** QoS 2 method B: delivers on arrival, then remembers the identifier until its PUBREL (4.3.3). */
  #take(received: PublishPacket, now: number): void {
    const packet = this.#withTopic(received);
    if (packet === undefined) {
      this.#fail('A topic alias that was never set.', now);
      return;
    }
    const { packetId } = packet;
    if (packetId === undefined || packet.qos === 0) {
      this.#onEvent({ kind: 'message', packet }, now);
      return;
    }
    if (packet.qos === 1 || !this.#inbound.has(packetId)) {
      if (packet.qos === 2) this.#inbound.add(packetId);
      this.#onEvent({ kind: 'message', packet }, now);
    }
    if (this.isConnected) {
      this.#send({ type: packet.qos === 1 ? 'puback' : 'pubrec', packetId }, now);
    }
  }

  #acknowledge({ type, packetId, reasonCode = 0 }: AckPacket, now: number): void {
    let isOver = type === 'puback' || type === 'pubcomp';
    if (type === 'puback') this.#outbound.puback(packetId);
    else if (type === 'pubcomp') this.#outbound.pubcomp(packetId);
    else if (type === 'pubrel') {
      this.#inbound.delete(packetId);
      this.#send({ type: 'pubcomp', packetId }, now);
    } else {
      isOver = isFailure(reasonCode);
      this.#outbound.pubrec(packetId, isOver);
      if (!isOver) this.#send({ type: 'pubrel', packetId }, now);
    }
    const message = isOver ? this.#settle(packetId) : undefined;
    if (message !== undefined) this.#onEvent({ kind: 'acknowledged', message, reasonCode }, now);
    this.#pump(now);
  }

  #settle(packetId: number): number | undefined {
    const message = this.#inFlight.get(packetId);
    this.#inFlight.delete(packetId);
    return message;
  }

  #pump(now: number): void {
    while (this.#state === 'connected') {
      const dispatch = this.#outbound.next(this.#receiveMaximum, now);
      if (dispatch === undefined) return;
      const { packetId } = dispatch;
      if (dispatch.kind === 'pubrel') {
        this.#send({ type: 'pubrel', packetId }, now);
        continue;
      }
      const { delivery, dup } = dispatch;
      const number = this.#numbers.get(delivery);
      this.#numbers.delete(delivery);
      if (number !== undefined) this.#inFlight.set(packetId, number);
      const bytes = delivery.message.packet(delivery, this.#sending(now));
      putPacketId(bytes, 0, packetId, dup);
      this.#write(bytes, now);
    }
  }

  #nextSubscribeId(): number {
    // Counts down from the top, so identifiers do not collide with the PUBLISH identifiers, which count up.
    this.#subscribeId = this.#subscribeId <= 0xff00 ? 0xffff : this.#subscribeId - 1;
    return this.#subscribeId;
  }

  #send(packet: Packet, now: number): void {
    this.#write(encode(packet, this.#options.version), now);
  }

  #write(bytes: Uint8Array, now: number): void {
    this.#lastSent = now;
    this.#output.push({ kind: 'send', bytes });
  }

  #fail(reason: string, now: number): void {
    if (this.#state === 'ending' || this.#state === 'closed') return;
    this.#end();
    this.#onEvent({ kind: 'failed', reason }, now);
  }

  #end(): void {
    if (this.#state === 'ending' || this.#state === 'closed') return;
    this.#state = 'ending';
    this.#output.push({ kind: 'end' });
  }
}
