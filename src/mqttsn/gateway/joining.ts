/** A connecting client: CONNECT, its will if it has one, CONNACK (6.2, 6.3). */
import type { ConnectPacket } from '../../mqtt/tables/packet.ts';
import { topicNameError } from '../../mqtt/tables/topics.ts';
import type { SnConnect, SnMessage, SnWill } from '../snMessage.ts';
import { RETURN_CODE } from '../snMessage.ts';

export interface JoiningLine {
  /** ms, by the host's clock. */
  readonly giveUpAt: number;
  send(message: SnMessage): void;
  /** Reserves memory; false if there is none left, and the client is rejected. */
  hold(bytes: number): boolean;
  /** Its will is invalid. */
  refuse(): void;
  /** Everything for the broker has arrived. */
  accept(now: number): void;
}

type Step = 'begun' | 'topic' | 'message' | 'waiting' | 'accepted';

/** The broker limits the lifetime of sessions that are not clean. */
const FOR_EVER = 0xffff_ffff;
/** Maximum for a UDP datagram after conversion to MQTT-SN. */
const LARGEST_PACKET = 65_400;

export class Joining {
  readonly connect: SnConnect;
  readonly #line: JoiningLine;
  #step: Step = 'begun';
  #will: SnWill | undefined;
  #willMessage: Uint8Array = new Uint8Array(0);

  constructor(connect: SnConnect, line: JoiningLine) {
    this.connect = connect;
    this.#line = line;
  }

  /** Separate from the constructor, because the client may be accepted at once. */
  begin(now: number): void {
    if (this.#step !== 'begun') return;
    if (this.connect.will) this.#ask('topic');
    else this.#accept(now);
  }

  get giveUpAt(): number {
    return this.#line.giveUpAt;
  }

  /** True if a CONNECT is a copy of this one. */
  isCopy({ will, cleanSession, keepAlive, clientId }: SnConnect): boolean {
    const own = this.connect;
    return (
      own.will === will &&
      own.cleanSession === cleanSession &&
      own.keepAlive === keepAlive &&
      own.clientId === clientId
    );
  }

  /** The answer was lost, or the request arrived twice. */
  repeat(): void {
    if (this.#step === 'topic') this.#line.send({ type: 'willtopicreq' });
    else if (this.#step === 'message') this.#line.send({ type: 'willmsgreq' });
    else if (this.#step === 'accepted') this.accepted();
  }

  receive(message: SnMessage, now: number): void {
    if (message.type === 'willtopic') {
      if (this.#step === 'topic') this.#topic(message.will, now);
      else this.repeat();
    } else if (message.type === 'willmsg') {
      if (this.#step === 'message') {
        if (!this.#line.hold(message.message.length)) return;
        this.#willMessage = message.message;
        this.#accept(now);
      } else {
        this.repeat();
      }
    }
  }

  /** Handles an invalid WILLTOPIC. */
  unreadWill(): void {
    if (this.#step === 'topic') this.#line.refuse();
  }

  accepted(): void {
    this.#step = 'accepted';
    this.#line.send({ type: 'connack', returnCode: RETURN_CODE.accepted });
  }

  /** Keep alive is 0, because the gateway itself detects silent clients. */
  packet(receiveMaximum: number): ConnectPacket {
    const { clientId, cleanSession } = this.connect;
    const will = this.#will && {
      topic: this.#will.topic,
      payload: this.#willMessage,
      qos: this.#will.qos,
      retain: this.#will.retain,
      properties: [],
    };
    return {
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: 5,
      cleanStart: cleanSession,
      keepAlive: 0,
      clientId,
      ...(will && { will }),
      properties: [
        { name: 'sessionExpiryInterval', value: cleanSession ? 0 : FOR_EVER },
        { name: 'receiveMaximum', value: receiveMaximum },
        { name: 'maximumPacketSize', value: LARGEST_PACKET },
      ],
    };
  }

  /** The broker has stored it. */
  forgetWill(): void {
    this.#will = undefined;
    this.#willMessage = new Uint8Array(0);
  }

  #topic(will: SnWill | undefined, now: number): void {
    this.#will = will;
    if (will === undefined) this.#accept(now);
    else if (topicNameError(will.topic) !== undefined) this.#line.refuse();
    else if (this.#line.hold(2 * will.topic.length)) this.#ask('message');
  }

  #ask(step: 'topic' | 'message'): void {
    this.#step = step;
    this.repeat();
  }

  #accept(now: number): void {
    this.#step = 'waiting';
    this.#line.accept(now);
  }
}
