/** An application message in the broker, and the encoding of its PUBLISH packets. */

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
  /** The publisher's properties in their order. */
  readonly properties: readonly Property[];
}

/** Parameters of a subscriber's copy. */
export interface Delivery {
  readonly message: Message;
  readonly qos: QoS;
  readonly retain: boolean;
  /** Identifiers of the subscriptions that caused this copy (3.3.2.3.8). */
  readonly identifiers: readonly number[];
  /** The shared subscription that selected this client; undefined: none. */
  readonly group: string | undefined;
  /** Set if an observer traces it. */
  readonly trace: CopyTrace | undefined;
}

/** Topic alias for a subscriber (3.3.2.3.4). */
export interface Alias {
  readonly value: number;
  /** Already sent on this connection, so the topic can be left out. */
  readonly isKnown: boolean;
}

/** Parts of a packet that the connection adds to a delivery, apart from packet identifier and DUP. */
export interface Sending {
  readonly version: 4 | 5;
  readonly alias: Alias | undefined;
  readonly now: number;
}

/** Memory of a message apart from its text and bytes. */
const MESSAGE_BYTES = 300;

const NO_PROPERTIES: readonly Property[] = [];
const NO_IDENTIFIERS: readonly number[] = [];
/** Packets with up to this many identifiers are shared. */
const FEW_IDENTIFIERS = 16;

/** False for properties of the hop from the publisher, and for properties created for each subscriber. */
const isPassedOn = (property: Property): boolean =>
  property.name !== 'topicAlias' && property.name !== 'subscriptionIdentifier';

export class Message {
  readonly topic: string;
  readonly qos: QoS;
  readonly retain: boolean;
  /** The publishing client; undefined if the broker's host published it. */
  readonly publisher: string | undefined;
  /** When it arrived, in milliseconds. */
  readonly time: number;
  /** When it must not be delivered any more; undefined: never. */
  readonly expiresAt: number | undefined;
  /** Set if an observer traces it. */
  trace: MessageTrace | undefined;
  #payload: Uint8Array;
  #properties: readonly Property[];
  #isOwn = false;
  /** Estimated memory, computed on demand: a message that is never queued is never measured. */
  #bytes: number | undefined;
  /** Queues and handshakes that hold it. */
  #queues = 0;
  #queued: Account | undefined;
  #retained: Account | undefined;
  /** The account charged for it, however many hold it. */
  #payer: Account | undefined;
  /**
   * Shared by equal subscribers, which nearly all are, because each queued message pays for its deliveries.
   */
  #plain: Delivery | undefined;
  /** Deliveries that differ in QoS or RETAIN. */
  #others: Delivery[] | undefined;
  /** Encoded packets by their differences; undefined: nothing is shared now. */
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
    // Connected subscribers also get a message that expires at once: its delivery begins now [MQTT-3.3.2-5].
    this.expiresAt = expiry === undefined ? undefined : now + Math.max(1, expiry * 1000);
  }

  get payload(): Uint8Array {
    return this.#payload;
  }

  get properties(): readonly Property[] {
    return this.#properties;
  }

  /** Estimated memory without the publisher's name. */
  get bytes(): number {
    this.#bytes ??=
      MESSAGE_BYTES +
      textSize(this.topic) +
      arraySize(this.#payload) +
      propertiesSize(this.#properties);
    return this.#bytes;
  }

  /** True if it is already charged, so one more holder costs almost nothing. */
  get isPaid(): boolean {
    return this.#payer !== undefined;
  }

  isExpired(now: number): boolean {
    return this.expiresAt !== undefined && this.expiresAt <= now;
  }

  /** Adds a queue or handshake that holds it; returns true for the first. */
  hold(account: Account): boolean {
    this.#queues += 1;
    this.#queued = account;
    this.#settle();
    return this.#queues === 1;
  }

  /** Removes a holder; returns true for the last. */
  release(): boolean {
    this.#queues -= 1;
    if (this.#queues === 0) this.#queued = undefined;
    this.#settle();
    return this.#queues === 0;
  }

  /** Sets the account while retained; undefined: no longer retained. */
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

  /** Copies the payload, which until then is a view of bytes that may be reused. */
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

  /** A delivery without individual parts. All subscribers share it, because their queues may be long. */
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

  /** From here to `stopSharing`, at one moment, subscribers share encoded packets. */
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
   * Returns the PUBLISH packet for one subscriber, above QoS 0 with packet identifier 0 and without DUP. The
   * bytes may be shared.
   */
  packet(delivery: Delivery, sending: Sending): Uint8Array {
    const shared = this.#shared;
    if (shared === undefined || sending.alias !== undefined) return this.#encode(delivery, sending);
    const { qos, retain, identifiers } = delivery;
    // No other subscriber has the same set, and the key would be as long as the packet.
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

  /** Reduces the expiry by the time spent here [MQTT-3.3.2-6]; the broker's own properties are last. */
  #propertiesFor(
    identifiers: readonly number[],
    alias: Alias | undefined,
    now: number,
  ): readonly Property[] {
    const hasOwn = identifiers.length > 0 || alias !== undefined;
    if (!hasOwn && this.expiresAt === undefined) return this.#properties;
    // The system's clock may have been set back before a restart.
    const elapsed = Math.max(0, Math.floor((now - this.time) / 1000));
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
