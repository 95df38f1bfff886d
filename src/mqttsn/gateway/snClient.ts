/** A client of the gateway: its state (6.14), its datagrams and its connection to the broker. */
import type { ConnackPacket, Packet } from '../../mqtt/tables/packet.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import type { SnConnect, SnMessage, SnPublish } from '../snMessage.ts';
import { RETURN_CODE } from '../snMessage.ts';
import { ClientRequests } from './clientRequests.ts';
import { Deliveries } from './deliveries.ts';
import type {
  GatewayEvent,
  GatewayLimits,
  GatewayMemory,
  GatewayTimes,
  SnPlace,
} from './gatewayOptions.ts';
import { Joining } from './joining.ts';
import type { MqttLine } from './mqttLine.ts';
import { returnCodeOf } from './returnCodes.ts';
import { TopicIds } from './topicIds.ts';

/** The gateway's functions for a client. */
export interface Hub {
  readonly times: GatewayTimes;
  readonly limits: GatewayLimits;
  readonly memory: GatewayMemory;
  readonly predefined: ReadonlyMap<number, string>;
  send(place: SnPlace, message: SnMessage): void;
  openLine(client: SnClient, place: SnPlace): MqttLine;
  closeLine(line: MqttLine): void;
  /** Removes the client. */
  forget(client: SnClient): void;
  publishWithoutSession(message: SnPublish): void;
  tell(event: GatewayEvent): void;
}

/** Estimated memory of a client with its connection to the broker, without topics and messages. */
const CLIENT_BYTES = 8_000;
/** Includes the identifier, which CONNECT may repeat. */
export const bytesOfClient = (clientId: string): number => CLIENT_BYTES + 4 * clientId.length;
/** Multiple of the keep alive or sleep duration after which a client counts as lost. */
const KEEP_ALIVE_FACTOR = 1.5;
const MOST_PINGS = 8;

export type LeavingReason = Extract<GatewayEvent, { kind: 'left' }>['why'];

type State = 'joining' | 'active' | 'asleep' | 'awake' | 'gone';

export class SnClient {
  readonly clientId: string;
  readonly #hub: Hub;
  readonly #ids: TopicIds;
  readonly #deliveries: Deliveries;
  readonly #requests: ClientRequests;
  #place: SnPlace;
  #state: State = 'joining';
  #joining: Joining;
  #line: MqttLine | undefined;
  /** Time by which the client must have sent something. */
  #missedAt = Number.POSITIVE_INFINITY;
  #sleep = 0;
  /** Time of falling asleep or connecting. */
  #since: number;
  #charged = 0;
  /** The part for a will that the broker does not have yet. */
  #willBytes = 0;
  /** Origins of PINGREQs without an answer from the broker. */
  #pings: ('client' | 'broker')[] = [];
  /** ms between two pings that the broker requires. */
  #brokerPing = Number.POSITIVE_INFINITY;
  #pingDue = Number.POSITIVE_INFINITY;

  constructor(hub: Hub, place: SnPlace, connect: SnConnect, now: number) {
    this.#hub = hub;
    this.#place = place;
    this.clientId = connect.clientId;
    this.#since = now;
    const send = (message: SnMessage): void => this.#send(message);
    const fits = (bytes: number): boolean => hub.memory.fits(bytes);
    const charge = (bytes: number): void => this.#charge(bytes);
    const { predefined, limits } = hub;
    this.#ids = new TopicIds({ predefined, most: limits.topics, fits, charge });
    this.#deliveries = new Deliveries({
      ids: this.#ids,
      times: hub.times,
      limits,
      send,
      fits,
      charge,
      acknowledge: (type, packetId, reasonCode) => {
        this.#line?.send({ type, packetId, ...(reasonCode !== undefined && { reasonCode }) });
      },
    });
    this.#requests = new ClientRequests({
      ids: this.#ids,
      late: hub.times.late,
      send,
      fits,
      charge,
      forward: (packet) => this.#line?.send(packet),
    });
    this.#charge(bytesOfClient(this.clientId));
    this.#joining = this.#join(connect, now);
  }

  get place(): SnPlace {
    return this.#place;
  }

  /** True until the broker accepts the client. */
  get isJoining(): boolean {
    return this.#state === 'joining';
  }

  get isAsleep(): boolean {
    return this.#state === 'asleep';
  }

  /** Time of the next call. */
  get wakeAt(): number {
    if (this.#state === 'joining') return this.#joining.giveUpAt;
    return Math.min(this.#missedAt, this.#deliveries.due, this.#pingDue);
  }

  /** Starts once the gateway has stored its place. */
  begin(now: number): void {
    this.#joining.begin(now);
  }

  /** Handles a CONNECT of a client that is known by its identifier, from any place. */
  connect(place: SnPlace, message: SnConnect, now: number): void {
    this.#place = place;
    const isAnswered = this.#state === 'active' && now - this.#since <= this.#hub.times.late;
    if (this.#joining.isCopy(message) && (this.#state === 'joining' || isAnswered)) {
      this.#joining.repeat();
      return;
    }
    this.#deliveries.rest();
    this.#joining = this.#join(message, now);
  }

  receive(message: SnMessage, now: number): void {
    if (this.#state === 'joining') {
      this.#joining.receive(message, now);
      return;
    }
    this.#heard(now);
    const { type } = message;
    if (type === 'pingreq') this.#pinged(now);
    else if (type === 'disconnect') this.#disconnected(message.duration ?? 0, now);
    else if (type === 'willtopic' || type === 'willmsg') {
      // The answer was lost.
      if (this.#state === 'active') this.#joining.repeat();
    } else {
      if (!this.#acknowledged(message, now)) this.#asked(message, now);
      this.#rest();
    }
  }

  /** Handles a message with an invalid body. @param refusal the answer */
  unread(refusal: SnMessage, now: number): void {
    if (this.#state === 'joining') {
      if (refusal.type === 'connack') this.#joining.unreadWill();
      return;
    }
    this.#heard(now);
    // An unsolicited will.
    if (refusal.type === 'connack') return;
    this.#wakeForGood(now);
    this.#send(refusal);
    this.#rest();
  }

  /** A sleeping client may return on another port. */
  movedTo(place: SnPlace): void {
    this.#place = place;
  }

  fromBroker(bytes: Uint8Array, now: number): void {
    const isRead = this.#line?.receive(bytes, (packet) => this.#take(packet, now)) ?? true;
    if (!isRead) this.leave('broker');
  }

  /** Rejects this client because another one needs its place. */
  giveWay(): void {
    this.#refuse(RETURN_CODE.congestion, 'clients');
  }

  /** The broker has closed the connection. */
  lineClosed(): void {
    this.#line?.closed();
    if (this.#state === 'gone') return;
    if (this.#state === 'joining') this.#refuse(RETURN_CODE.congestion);
    else this.leave('broker');
  }

  elapse(now: number): void {
    if (this.#state === 'joining') {
      if (now >= this.#joining.giveUpAt) this.leave('silent');
      return;
    }
    if (now >= this.#missedAt) {
      this.leave('silent');
      return;
    }
    if (now >= this.#pingDue) {
      this.#ping('broker');
      this.#pingDue = now + this.#brokerPing;
    }
    if (this.#deliveries.retry(now)) return;
    // A client that was awake only briefly falls asleep again and keeps its waiting messages.
    if (this.#state === 'awake') this.#fallAsleep(now);
    else this.leave('unanswered');
  }

  /** Ends the client's connection; without `disconnect`, its will is sent. */
  leave(why: LeavingReason): void {
    if (this.#state === 'gone') return;
    // The client does not listen, or another one does.
    const isHeard = this.#state !== 'asleep' || why === 'disconnect';
    this.#state = 'gone';
    if (why === 'disconnect') this.#line?.send({ type: 'disconnect', reasonCode: 0 });
    this.#closeLine();
    this.#deliveries.clear();
    this.#requests.clear();
    if (isHeard && why !== 'replaced') this.#send({ type: 'disconnect', duration: undefined });
    const { clientId, place } = this;
    this.#hub.tell({ kind: 'left', clientId, place, why });
    this.#forget();
  }

  /** Handles an answer to a sent message; false if it is none. */
  #acknowledged(message: SnMessage, now: number): boolean {
    const { type } = message;
    if (type === 'regack' || type === 'puback') {
      this.#deliveries[type](message.topicId, message.messageId, message.returnCode, now);
      return true;
    }
    if (type === 'pubrec') this.#deliveries.pubrec(message.messageId);
    else if (type === 'pubcomp') this.#deliveries.pubcomp(message.messageId, now);
    else return false;
    return true;
  }

  /** Handles requests of a client. */
  #asked(message: SnMessage, now: number): void {
    this.#wakeForGood(now);
    if (message.type === 'publish' && message.qos === -1) {
      this.#hub.publishWithoutSession(message);
      return;
    }
    this.#requests.receive(message, now);
  }

  /** A request some time after falling asleep means that the client is awake. */
  #wakeForGood(now: number): void {
    const sleeps = this.#state === 'asleep' && now - this.#since > this.#hub.times.late;
    if (sleeps) this.#wake(now);
  }

  #join(message: SnConnect, now: number): Joining {
    const isKept = this.#line?.isOpen === true && this.#state !== 'joining';
    this.#dropWill();
    if (message.cleanSession) this.#ids.clear();
    else this.#ids.unlearnAll();
    this.#state = 'joining';
    return new Joining(message, {
      giveUpAt: now + this.#hub.times.connecting,
      send: (answer) => this.#send(answer),
      hold: (bytes) => this.#holdWill(bytes),
      refuse: () => this.#refuse(RETURN_CODE.notSupported, 'protocol'),
      accept: (then) => {
        // A continued session needs no request to the broker.
        if (isKept && !message.cleanSession && !message.will) this.#joined(then);
        else this.#openLine(then);
      },
    });
  }

  #openLine(now: number): void {
    if (this.#line?.isOpen === true) {
      // A takeover would send the will, so the old connection disconnects first.
      this.#line.send({ type: 'disconnect', reasonCode: 0 });
      this.#closeLine();
    }
    this.#deliveries.clear();
    this.#requests.forgetOpen();
    if (this.#joining.connect.cleanSession) this.#requests.clear();
    this.#brokerPing = Number.POSITIVE_INFINITY;
    this.#pingDue = Number.POSITIVE_INFINITY;
    this.#pings = [];
    this.#line = this.#hub.openLine(this, this.#place);
    this.#line.send(this.#joining.packet(this.#hub.limits.receiveMaximum));
    this.#joining.forgetWill();
    this.#dropWill();
    this.#since = now;
  }

  #holdWill(bytes: number): boolean {
    if (!this.#hub.memory.fits(bytes)) {
      this.#refuse(RETURN_CODE.congestion, 'memory');
      return false;
    }
    this.#charge(bytes);
    this.#willBytes += bytes;
    return true;
  }

  #dropWill(): void {
    this.#charge(-this.#willBytes);
    this.#willBytes = 0;
  }

  #take(packet: Packet, now: number): void {
    const { type } = packet;
    if (type === 'connack') this.#judged(packet, now);
    else if (type === 'pingresp') this.#pingAnswered(now);
    else if (type === 'disconnect') this.leave('broker');
    else {
      if (type === 'publish') this.#deliveries.add(packet);
      else if (type === 'pubrel') this.#deliveries.release(packet.packetId);
      else this.#requests.fromBroker(packet, now);
      this.#rest();
      if (this.#state === 'active' || this.#state === 'awake') this.#deliveries.pump(now);
    }
  }

  #judged({ reasonCode, properties }: ConnackPacket, now: number): void {
    if (reasonCode !== 0) {
      this.#refuse(returnCodeOf(reasonCode));
      return;
    }
    const seconds = propertyValue(properties, 'serverKeepAlive');
    if (seconds !== undefined) this.#brokerPing = (seconds * 1000) / KEEP_ALIVE_FACTOR;
    this.#pingDue = now + this.#brokerPing;
    this.#joined(now);
  }

  #joined(now: number): void {
    this.#state = 'active';
    this.#since = now;
    this.#heard(now);
    this.#joining.accepted();
    const { clientId, place } = this;
    this.#hub.tell({ kind: 'joined', clientId, place });
    this.#deliveries.pump(now);
  }

  #refuse(returnCode: number, why: 'broker' | 'memory' | 'protocol' | 'clients' = 'broker'): void {
    this.#state = 'gone';
    this.#closeLine();
    this.#send({ type: 'connack', returnCode });
    const { clientId, place } = this;
    this.#hub.tell({ kind: 'refused', clientId, place, why });
    this.#deliveries.clear();
    this.#requests.clear();
    this.#forget();
  }

  #forget(): void {
    this.#charge(-this.#charged);
    this.#hub.forget(this);
  }

  #heard(now: number): void {
    const isSleeping = this.#state === 'asleep' || this.#state === 'awake';
    const seconds = isSleeping ? this.#sleep : this.#joining.connect.keepAlive;
    this.#missedAt =
      seconds === 0 ? Number.POSITIVE_INFINITY : now + seconds * 1000 * KEEP_ALIVE_FACTOR;
  }

  /** Answered after the broker's answer, because its messages for the client have arrived by then. */
  #pinged(now: number): void {
    if (this.#state === 'asleep') {
      this.#state = 'awake';
      this.#deliveries.pump(now);
    }
    this.#ping('client');
  }

  #ping(whose: 'client' | 'broker'): void {
    if (this.#pings.length >= MOST_PINGS) return;
    this.#pings.push(whose);
    this.#line?.send({ type: 'pingreq' });
  }

  #pingAnswered(now: number): void {
    if (this.#pings.shift() !== 'client') return;
    if (this.#state === 'active') {
      this.#send({ type: 'pingresp' });
    } else if (this.#state === 'awake' && this.#deliveries.isEmpty) {
      this.#send({ type: 'pingresp' });
      this.#fallAsleep(now);
    }
  }

  /** Waiting messages for an awake client have been sent; checks for more. */
  #rest(): void {
    if (this.#state !== 'awake' || !this.#deliveries.isEmpty) return;
    if (!this.#pings.includes('client')) this.#ping('client');
  }

  #disconnected(duration: number, now: number): void {
    if (duration === 0) {
      this.leave('disconnect');
      return;
    }
    this.#sleep = duration;
    this.#send({ type: 'disconnect', duration: undefined });
    this.#fallAsleep(now);
  }

  #fallAsleep(now: number): void {
    this.#state = 'asleep';
    this.#since = now;
    this.#deliveries.rest();
    this.#heard(now);
  }

  #wake(now: number): void {
    this.#state = 'active';
    this.#since = now;
    this.#heard(now);
    this.#deliveries.pump(now);
  }

  #send(message: SnMessage): void {
    this.#hub.send(this.#place, message);
  }

  #charge(bytes: number): void {
    this.#charged += bytes;
    this.#hub.memory.add(bytes);
  }

  #closeLine(): void {
    if (this.#line === undefined) return;
    this.#line.end();
    this.#hub.closeLine(this.#line);
    this.#line = undefined;
  }
}
