/** An application message on its way through the broker, and the bytes of its PUBLISH packets. */

import { encode } from '../../../mqtt/codec/encode.ts';
import type { QoS } from '../../../mqtt/tables/packet.ts';
import { type Property, propertyValue } from '../../../mqtt/tables/properties.ts';
import type { Account } from '../memory/ledger.ts';
import { arraySize, propertiesSize, textSize } from '../memory/sizes.ts';
import type { CopyTrace, MessageTrace } from './trace.ts';

export interface MessageSource {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: QoS;
  readonly retain: boolean;
  /** As the publisher sent them, in their order. */
  readonly properties: readonly Property[];
}

/** What a subscriber's copy is made with. */
export interface Delivery {
  readonly message: Message;
  readonly qos: QoS;
  readonly retain: boolean;
  /** Of the subscriptions that led to this copy (3.3.2.3.8). */
  readonly identifiers: readonly number[];
  /** The shared subscription by which it goes to this client and no other; undefined: none. */
  readonly group: string | undefined;
  /** Where an observer follows it. */
  readonly trace: CopyTrace | undefined;
}

/** A topic alias towards a subscriber (3.3.2.3.4). */
export interface Alias {
  readonly value: number;
  /** Sent before on this connection, so that the topic can be left out. */
  readonly isKnown: boolean;
}

/** What the connection adds to a delivery, beside packet identifier and DUP. */
export interface Sending {
  readonly version: 4 | 5;
  readonly alias: Alias | undefined;
  readonly now: number;
}

/** What a message costs beside its text and bytes. */
const MESSAGE_BYTES = 300;

const NO_PROPERTIES: readonly Property[] = [];
const NO_IDENTIFIERS: readonly number[] = [];
/** So many subscribers may have in common. */
const FEW_IDENTIFIERS = 16;

/** Belong to the hop from the publisher to us, or are made anew for each subscriber. */
const isPassedOn = (property: Property): boolean =>
  property.name !== 'topicAlias' && property.name !== 'subscriptionIdentifier';

export class Message {
  readonly topic: string;
  readonly qos: QoS;
  readonly retain: boolean;
  /** The client it came from; undefined where the broker's host published it. */
  readonly publisher: string | undefined;
  /** When it came, in milliseconds. */
  readonly time: number;
  /** When it must not be delivered any more; undefined: never. */
  readonly expiresAt: number | undefined;
  /** Where an observer follows it. */
  trace: MessageTrace | undefined;
  #payload: Uint8Array;
  #properties: readonly Property[];
  #isOwn = false;
  /** Estimated memory, once somebody has asked: what only passes through is never measured. */
  #bytes: number | undefined;
  /** Queues and handshakes that have it. */
  #queues = 0;
  #queued: Account | undefined;
  #retained: Account | undefined;
  /** The account that it is charged to, however many hold it. */
  #payer: Account | undefined;
  /** Nearly always all subscribers are alike, and each message that waits pays for what it has. */
  #plain: Delivery | undefined;
  /** Those that differ from it in QoS or RETAIN. */
  #others: Delivery[] | undefined;
  /** Encoded packets by what they differ in; undefined: nothing is shared now. */
  #shared: Map<number | string, Uint8Array> | undefined;

  constructor(source: MessageSource, publisher: string | undefined, now: number) {
    this.topic = source.topic;
    this.qos = source.qos;
    this.retain = source.retain;
    this.publisher = publisher;
    this.time = now;
    this.#payload = source.payload;
    this.#properties = source.properties.every(isPassedOn)
      ? source.properties
      : source.properties.filter(isPassedOn);
    const expiry = propertyValue(this.#properties, 'messageExpiryInterval');
    // Whoever is there now gets also what expires at once: its delivery begins now [MQTT-3.3.2-5].
    this.expiresAt = expiry === undefined ? undefined : now + Math.max(1, expiry * 1000);
  }

  get payload(): Uint8Array {
    return this.#payload;
  }

  get properties(): readonly Property[] {
    return this.#properties;
  }

  /** Estimated memory, without the publisher's name. */
  get bytes(): number {
    this.#bytes ??=
      MESSAGE_BYTES +
      textSize(this.topic) +
      arraySize(this.#payload) +
      propertiesSize(this.#properties);
    return this.#bytes;
  }

  /** Whether it is charged already, so that one more who keeps it costs next to nothing. */
  get isPaid(): boolean {
    return this.#payer !== undefined;
  }

  isExpired(now: number): boolean {
    return this.expiresAt !== undefined && this.expiresAt <= now;
  }

  /** One more queue or handshake has it; true for the first. */
  hold(account: Account): boolean {
    this.#queues += 1;
    this.#queued = account;
    this.#settle();
    return this.#queues === 1;
  }

  /** One fewer; true for the last. */
  release(): boolean {
    this.#queues -= 1;
    if (this.#queues === 0) this.#queued = undefined;
    this.#settle();
    return this.#queues === 0;
  }

  /** It is kept for its topic; undefined: not any more. */
  retainedBy(account: Account | undefined): void {
    this.#retained = account;
    this.#settle();
  }

  #settle(): void {
    const before = this.#payer;
    const payer = this.#retained ?? this.#queued;
    if (payer === before) return;
    this.#payer = payer;
    payer?.add(this.bytes);
    before?.add(-this.bytes);
    if (this.publisher === undefined) return;
    if (before === undefined) payer?.names?.hold(this.publisher);
    else if (payer === undefined) before.names?.release(this.publisher);
  }

  /** Until this is called, the payload is a view of bytes that somebody else may use again. */
  own(): this {
    if (this.#isOwn) return this;
    this.#isOwn = true;
    this.#payload = this.#payload.slice();
    if (this.#properties.some(({ name }) => name === 'correlationData')) {
      this.#properties = this.#properties.map((property) =>
        property.name === 'correlationData'
          ? { name: property.name, value: property.value.slice() }
          : property,
      );
    }
    return this;
  }

  /** A delivery without anything of its own; all subscribers share it, whose queues may be long. */
  plainDelivery(qos: QoS, retain: boolean): Delivery {
    const known = this.#plain;
    if (known !== undefined && known.qos === qos && known.retain === retain) return known;
    const other = this.#others?.find((one) => one.qos === qos && one.retain === retain);
    if (other !== undefined) return other;
    const made = {
      message: this,
      qos,
      retain,
      identifiers: NO_IDENTIFIERS,
      group: undefined,
      trace: undefined,
    };
    if (known === undefined) this.#plain = made;
    else {
      this.#others ??= [];
      this.#others.push(made);
    }
    return made;
  }

  /** From here to `stopSharing`, at one moment, subscribers share what is encoded. */
  startSharing(): void {
    this.#shared = new Map();
  }

  get isSharing(): boolean {
    return this.#shared !== undefined;
  }

  stopSharing(): void {
    this.#shared = undefined;
  }

  /**
   * The PUBLISH packet for one subscriber, above QoS 0 with packet identifier 0 and without DUP. Its
   * bytes may be those of others too.
   */
  packet(delivery: Delivery, sending: Sending): Uint8Array {
    const shared = this.#shared;
    if (shared === undefined || sending.alias !== undefined) return this.#encode(delivery, sending);
    const { qos, retain, identifiers } = delivery;
    // Nobody else has them all, and they would make a key as long as the packet.
    if (identifiers.length > FEW_IDENTIFIERS) return this.#encode(delivery, sending);
    const { version } = sending;
    const shape = version * 8 + qos * 2 + (retain ? 1 : 0);
    const isPlain = identifiers.length === 0 || version < 5;
    const key = isPlain ? shape : `${shape.toString()} ${identifiers.join(' ')}`;
    let bytes = shared.get(key);
    if (bytes === undefined) {
      bytes = this.#encode(delivery, sending);
      shared.set(key, bytes);
    }
    return bytes;
  }

  #encode({ qos, retain, identifiers }: Delivery, { version, alias, now }: Sending): Uint8Array {
    const topic = alias?.isKnown === true ? '' : this.topic;
    const properties = version === 5 ? this.#propertiesFor(identifiers, alias, now) : NO_PROPERTIES;
    const payload = this.#payload;
    const packetId = 0;
    return encode(
      { type: 'publish', dup: false, qos, retain, topic, properties, payload, packetId },
      version,
    );
  }

  /** Expiry counted down by the time spent here [MQTT-3.3.2-6], what is the broker's own at the end. */
  #propertiesFor(
    identifiers: readonly number[],
    alias: Alias | undefined,
    now: number,
  ): readonly Property[] {
    const hasOwn = identifiers.length > 0 || alias !== undefined;
    if (!hasOwn && this.expiresAt === undefined) return this.#properties;
    const elapsed = Math.floor((now - this.time) / 1000);
    const properties: Property[] = this.#properties.map((property) =>
      property.name === 'messageExpiryInterval'
        ? { name: property.name, value: Math.max(0, property.value - elapsed) }
        : property,
    );
    for (const value of identifiers) properties.push({ name: 'subscriptionIdentifier', value });
    if (alias !== undefined) properties.push({ name: 'topicAlias', value: alias.value });
    return properties;
  }
}
