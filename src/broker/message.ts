/** An application message on its way through the broker, and the bytes of its PUBLISH packets. */
import { encode } from '../mqtt/encode.ts';
import type { QoS } from '../mqtt/packet.ts';
import { type Property, propertyValue } from '../mqtt/properties.ts';

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
}

const DUP = 0x08;
const NO_IDENTIFIERS: readonly number[] = [];

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
  #payload: Uint8Array;
  #properties: readonly Property[];
  readonly #expiry: number | undefined;
  #isOwn = false;
  #holders = 0;
  /** Encoded packets that subscribers share, by what they differ in. */
  readonly #frames = new Map<string, Uint8Array>();
  #framesElapsed = 0;

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
    this.#expiry = propertyValue(this.#properties, 'messageExpiryInterval');
    this.expiresAt = this.#expiry === undefined ? undefined : now + this.#expiry * 1000;
  }

  get payload(): Uint8Array {
    return this.#payload;
  }

  get properties(): readonly Property[] {
    return this.#properties;
  }

  /** Estimated memory. */
  get bytes(): number {
    return 200 + 2 * this.topic.length + this.#payload.length + 60 * this.#properties.length;
  }

  isExpired(now: number): boolean {
    return this.expiresAt !== undefined && this.expiresAt <= now;
  }

  /** One more queue or handshake has it; true for the first. */
  hold(): boolean {
    this.#holders += 1;
    return this.#holders === 1;
  }

  /** One fewer; true for the last. */
  release(): boolean {
    this.#holders -= 1;
    return this.#holders === 0;
  }

  /** Until this is called, the payload is a view of bytes that somebody else may use again. */
  own(): this {
    if (this.#isOwn) return this;
    this.#isOwn = true;
    this.#payload = this.#payload.slice();
    this.#properties = this.#properties.map((property) =>
      property.name === 'correlationData'
        ? { name: property.name, value: property.value.slice() }
        : property,
    );
    return this;
  }

  /** The PUBLISH packet at QoS 0; subscribers share the array. */
  frame(delivery: Delivery, version: 4 | 5, now: number): Uint8Array {
    const elapsed = this.#expiry === undefined ? 0 : Math.floor((now - this.time) / 1000);
    if (elapsed !== this.#framesElapsed) {
      this.#frames.clear();
      this.#framesElapsed = elapsed;
    }
    const identifiers = version === 5 ? delivery.identifiers : NO_IDENTIFIERS;
    const shape = `${version.toString()}${delivery.qos.toString()}${delivery.retain ? 'r' : ''}`;
    const key = identifiers.length === 0 ? shape : `${shape} ${identifiers.join(' ')}`;
    let bytes = this.#frames.get(key);
    if (bytes === undefined) {
      bytes = encode(
        {
          type: 'publish',
          dup: false,
          qos: delivery.qos,
          retain: delivery.retain,
          topic: this.topic,
          ...(delivery.qos === 0 ? {} : { packetId: 1 }),
          properties: version === 5 ? this.#propertiesFor(identifiers, elapsed) : [],
          payload: this.#payload,
        },
        version,
      );
      this.#frames.set(key, bytes);
    }
    return bytes;
  }

  /** The PUBLISH packet at QoS 1 or 2, an array of its own. */
  numberedFrame(
    delivery: Delivery,
    version: 4 | 5,
    packetId: number,
    dup: boolean,
    now: number,
  ): Uint8Array {
    const bytes = this.frame(delivery, version, now).slice();
    if (dup) bytes[0] = (bytes[0] ?? 0) | DUP;
    let at = 1;
    while ((bytes[at] ?? 0) > 0x7f) at += 1;
    at += 1;
    at += 2 + (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0));
    bytes[at] = packetId >> 8;
    bytes[at + 1] = packetId & 0xff;
    return bytes;
  }

  /** Expiry counted down by the time spent here [MQTT-3.3.2-6], identifiers at the end. */
  #propertiesFor(identifiers: readonly number[], elapsed: number): Property[] {
    const properties: Property[] = this.#properties.map((property) =>
      property.name === 'messageExpiryInterval'
        ? { name: property.name, value: Math.max(0, property.value - elapsed) }
        : property,
    );
    for (const value of identifiers) properties.push({ name: 'subscriptionIdentifier', value });
    return properties;
  }
}
