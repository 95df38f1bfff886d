/**
 * Test kit: a client of the simulation. Records its published and received messages and the due time of its
 * will.
 */

import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import type { ProtocolVersion, QoS } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import { isFailure } from '../../mqtt/tables/reasonCodes.ts';
import { subscription } from './broker.testkit.ts';
import { MqttClient } from './client.ts';
import type { ClientEvent } from './clientTypes.ts';
import type { Deadlines } from './memory/deadlines.ts';
import type { Random } from './memory/random.ts';
import type { ClientEnd, Network } from './network.testkit.ts';

export interface Sent {
  readonly publisher: string;
  readonly sequence: number;
  readonly topic: string;
  readonly qos: QoS;
  readonly isRetained: boolean;
  isAcknowledged: boolean;
}

export interface ClientPlan {
  readonly name: string;
  readonly version: ProtocolVersion;
  /** Its session outlives its connections. */
  readonly isPersistent: boolean;
  readonly filters: readonly { readonly filter: string; readonly qos: QoS }[];
  readonly keepAlive: number;
  /** Seconds; MQTT 5 only. */
  readonly willDelay: number;
  readonly receiveMaximum: number | undefined;
  /** MQTT 5 only. */
  readonly topicAliasMaximum: number;
  /** Never cut or disconnected. */
  readonly isReliable: boolean;
}

export const SHARED_TOPIC = 'shared';
export const SHARED_FILTER = `$share/group/${SHARED_TOPIC}`;

const EXPIRY = 1_000_000;
/** Reason codes of SUBACK, in MQTT 5 and before. */
const QUOTA = 0x97;
const REFUSED = 0x80;
/** ms */
const PAUSE = 1000;

export class SimulatedClient implements ClientEnd {
  readonly plan: ClientPlan;
  readonly sent: Sent[] = [];
  /** Payloads in the order of arrival. */
  readonly received: string[] = [];
  /** Wills that the broker should have sent by now. */
  wills = 0;
  isSubscribed = false;
  wantsToBeOnline = true;
  readonly failures: string[] = [];
  readonly #client: MqttClient;
  readonly #network: Network;
  readonly #clock: Deadlines;
  readonly #random: Random;
  readonly #byNumber = new Map<number, Sent>();
  #pipe: number | undefined;
  #cleanStart: boolean;
  /** Due time of a pending will. */
  #willDue: number | undefined;
  #alarm: number | undefined;

  constructor(plan: ClientPlan, network: Network, clock: Deadlines, random: Random) {
    this.plan = plan;
    this.#network = network;
    this.#clock = clock;
    this.#random = random;
    this.#cleanStart = !plan.isPersistent;
    this.#client = new MqttClient(
      {
        version: plan.version,
        clientId: plan.name,
        cleanStart: !plan.isPersistent,
        keepAlive: plan.keepAlive,
        properties: connectProperties(plan),
        will: {
          topic: `will/${plan.name}`,
          payload: encodeUtf8('gone'),
          qos: 2,
          retain: false,
          properties:
            plan.version === 5 ? [{ name: 'willDelayInterval', value: plan.willDelay }] : [],
        },
      },
      (event, now) => this.#hear(event, now),
    );
  }

  /** QoS of its shared subscription. */
  get sharedQoS(): QoS {
    return this.plan.filters.find(({ filter }) => filter === SHARED_FILTER)?.qos ?? 0;
  }

  /** True if it joins the shared subscription. */
  get isMember(): boolean {
    return this.plan.filters.some(({ filter }) => filter === SHARED_FILTER);
  }

  get isConnected(): boolean {
    return this.#pipe !== undefined && this.#client.isConnected;
  }

  /** True if all its messages are acknowledged. */
  get isQuiet(): boolean {
    return this.isConnected && this.isSubscribed && this.#client.unacknowledged === 0;
  }

  connect(now: number, cleanStart = !this.plan.isPersistent): void {
    if (this.#pipe !== undefined || !this.wantsToBeOnline) return;
    this.#cleanStart = cleanStart;
    this.#pipe = this.#network.open(this, now);
    this.#client.opened(now, cleanStart);
    this.#flush(now);
  }

  publish(topic: string, qos: QoS, retain: boolean, now: number): void {
    const sequence = this.sent.length;
    const sent: Sent = {
      publisher: this.plan.name,
      sequence,
      topic,
      qos,
      isRetained: retain,
      isAcknowledged: false,
    };
    this.sent.push(sent);
    const payload = encodeUtf8(`${sent.publisher} ${sequence}`);
    this.#byNumber.set(
      this.#client.publish({ topic, payload, qos, retain, properties: [] }, now),
      sent,
    );
    this.#flush(now);
  }

  /** Sends DISCONNECT; `withWill`: MQTT 5's way to have the will sent anyway. */
  disconnect(now: number, withWill = false): void {
    this.#client.disconnect(now, withWill && this.plan.version === 5 ? 4 : 0);
    this.#flush(now);
  }

  /** Ends the session: the last DISCONNECT after a clean start. */
  giveUp(now: number): void {
    const expiry = { name: 'sessionExpiryInterval', value: 0 } as const;
    this.#client.disconnect(now, 0, this.plan.version === 5 ? [expiry] : []);
    this.#flush(now);
  }

  cut(now: number): void {
    if (this.#pipe !== undefined) this.#network.cut(this.#pipe, now);
  }

  arrive(bytes: Uint8Array, now: number): void {
    this.#client.receive(bytes, now);
    this.#flush(now);
  }

  closed(now: number): void {
    this.#pipe = undefined;
    this.#client.closed();
    this.#comeBack(now);
  }

  accepted(now: number): void {
    this.settleWill(now);
    if (this.#willDue === undefined) return;
    // A clean start ends the session, and with it the will delay [MQTT-3.1.3-9]; otherwise the will is
    // cancelled.
    if (this.#cleanStart) this.wills += 1;
    this.#willDue = undefined;
  }

  left(goodbye: boolean, now: number): void {
    this.settleWill(now);
    if (goodbye) return;
    const { version, isPersistent, willDelay } = this.plan;
    const delay = version === 5 && isPersistent ? willDelay : 0;
    this.#willDue = now + delay * 1000;
    this.settleWill(now);
  }

  settleWill(now: number): void {
    if (this.#willDue === undefined || this.#willDue > now) return;
    this.#willDue = undefined;
    this.wills += 1;
  }

  #comeBack(now: number): void {
    this.#clock.set(now + this.#random.fraction() * 3000, (then) => this.connect(then));
  }

  #hear(event: ClientEvent, now: number): void {
    switch (event.kind) {
      case 'connected':
        // MQTT 3.1 does not report a present session, so it subscribes again.
        if (!event.sessionPresent) this.isSubscribed = false;
        if (!this.isSubscribed) this.#subscribe(now);
        break;
      case 'subscribed':
        this.isSubscribed = !event.reasonCodes.includes(this.plan.version === 5 ? QUOTA : REFUSED);
        // Retries, because memory may be free again.
        if (!this.isSubscribed) this.#clock.set(now + PAUSE, (then) => this.#trySubscribing(then));
        break;
      case 'message':
        this.received.push(
          `${event.packet.topic} ${decodeUtf8(event.packet.payload) ?? 'not text'}`,
        );
        break;
      case 'acknowledged': {
        const sent = this.#byNumber.get(event.message);
        if (sent !== undefined) sent.isAcknowledged = !isFailure(event.reasonCode);
        break;
      }
      case 'failed':
        this.failures.push(event.reason);
        break;
      case 'lost':
        if (this.plan.isPersistent) this.failures.push('A kept session was lost.');
        break;
      case 'refused':
      case 'disconnected':
        break;
    }
  }

  #subscribe(now: number): void {
    this.#client.subscribe(this.plan.filters.map(subscription), now);
  }

  #trySubscribing(now: number): void {
    if (this.isSubscribed || !this.isConnected) return;
    this.#subscribe(now);
    this.#flush(now);
  }

  #flush(now: number): void {
    for (const step of this.#client.takeOutput()) {
      const pipe = this.#pipe;
      if (pipe === undefined) return;
      if (step.kind === 'send') this.#network.send(pipe, step.bytes, now);
      else {
        this.#network.end(pipe, now);
        this.#pipe = undefined;
        this.#client.closed();
        this.#comeBack(now);
        return;
      }
    }
    this.#setAlarm(now);
  }

  /** Keeps one alarm for the client's own deadlines. */
  #setAlarm(now: number): void {
    const due = this.#client.wakeAt;
    if (due === undefined || (this.#alarm !== undefined && this.#alarm <= due)) return;
    this.#alarm = due;
    this.#clock.set(Math.max(now, due), (then) => {
      this.#alarm = undefined;
      this.#client.elapse(then);
      this.#flush(then);
    });
  }
}

function connectProperties(plan: ClientPlan): Property[] {
  const { version, isPersistent, receiveMaximum, topicAliasMaximum } = plan;
  if (version < 5) return [];
  const properties: Property[] = [];
  if (isPersistent) properties.push({ name: 'sessionExpiryInterval', value: EXPIRY });
  if (topicAliasMaximum > 0) {
    properties.push({ name: 'topicAliasMaximum', value: topicAliasMaximum });
  }
  if (receiveMaximum !== undefined) {
    properties.push({ name: 'receiveMaximum', value: receiveMaximum });
  }
  return properties;
}
