/**
 * A transparent gateway for MQTT-SN 1.2 without I/O. Input: datagrams, the time and the broker's bytes.
 * Output: datagrams and bytes for the broker. Each client has its own connection to the broker.
 */
import { UnauthenticatedConnections } from '../../base/unauthenticated.ts';
import { topicNameError } from '../../mqtt/tables/topics.ts';
import { snMessageIn } from '../decodeSn.ts';
import { encapsulated, encodeSn } from '../encodeSn.ts';
import { type SnFrame, snFrameOf } from '../snFrame.ts';
import {
  RETURN_CODE,
  type SnConnect,
  type SnMessage,
  type SnPublish,
  shortTopicName,
} from '../snMessage.ts';
import { refusalOf } from '../unread.ts';
import {
  DEFAULT_GATEWAY_LIMITS,
  DEFAULT_TIMES,
  type GatewayEvent,
  type GatewayLimits,
  type GatewayMemory,
  type GatewayOptions,
  type GatewayOutput,
  type SnPlace,
} from './gatewayOptions.ts';
import { MqttLine } from './mqttLine.ts';
import { OwnLine } from './ownLine.ts';
import { bytesOfClient, type Hub, SnClient } from './snClient.ts';

const PROTOCOL_ID = 1;
/** Maximum number of recently disconnected clients. */
const MOST_LEFT = 1_000;
const ENDLESS: GatewayMemory = { fits: () => true, add: () => undefined };

/**
 * Messages of clients. Messages of gateways are never answered, because two gateways would answer each other
 * endlessly.
 */
const OF_CLIENTS: ReadonlySet<SnMessage['type']> = new Set([
  'willtopic',
  'willmsg',
  'register',
  'regack',
  'publish',
  'puback',
  'pubrec',
  'pubrel',
  'pubcomp',
  'subscribe',
  'unsubscribe',
  'pingreq',
  'disconnect',
  'willtopicupd',
  'willmsgupd',
]);
/** Requests among them: an unknown client gets an error. */
const ASKS: ReadonlySet<SnMessage['type']> = new Set([
  'register',
  'publish',
  'subscribe',
  'unsubscribe',
  'pingreq',
  'willtopicupd',
  'willmsgupd',
]);

type Refused = 'protocol' | 'clients' | 'clientsPerMachine' | 'memory';

const keyOf = ({ address, node }: SnPlace): string => `${address} ${node ?? ''}`;

export class Gateway {
  readonly #options: GatewayOptions;
  readonly #limits: GatewayLimits;
  readonly #memory: GatewayMemory;
  readonly #predefined: ReadonlyMap<number, string>;
  readonly #hub: Hub;
  readonly #own: OwnLine;
  readonly #clients = new Map<string, SnClient>();
  readonly #places = new Map<string, SnClient>();
  readonly #perMachine = new Map<string, number>();
  /** Clients that are still connecting. */
  readonly #unauthenticated = new UnauthenticatedConnections<SnClient>();
  readonly #lines = new Map<number, SnClient>();
  /** Recently disconnected clients with the time: a copy of their DISCONNECT is answered. */
  readonly #left = new Map<string, number>();
  #nextLine = 1;
  #output: GatewayOutput[] = [];
  #wakeAt = Number.POSITIVE_INFINITY;

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#limits = { ...DEFAULT_GATEWAY_LIMITS, ...options.limits };
    this.#memory = options.memory ?? ENDLESS;
    this.#predefined = options.predefined ?? new Map();
    this.#own = new OwnLine(options.ownClientId, this.#memory, () => this.#openLine(undefined));
    this.#hub = {
      times: { ...DEFAULT_TIMES, ...options.times },
      limits: this.#limits,
      memory: this.#memory,
      predefined: this.#predefined,
      send: (place, message) => this.#send(place, message),
      openLine: (client, place) => {
        const line = this.#openLine(place);
        this.#lines.set(line.number, client);
        return line;
      },
      closeLine: ({ number }) => this.#lines.delete(number),
      forget: (client) => this.#forget(client),
      publishWithoutSession: (message) => this.#publishWithoutSession(message),
      tell: (event) => this.#tell(event),
    };
  }

  /** Number of clients that are connected, asleep or connecting. */
  get clients(): number {
    return this.#clients.size;
  }

  has(clientId: string): boolean {
    return this.#clients.has(clientId);
  }

  get asleep(): number {
    return [...this.#clients.values()].filter((client) => client.isAsleep).length;
  }

  /** Time of the next call; undefined if nothing waits. */
  get wakeAt(): number | undefined {
    return this.#wakeAt === Number.POSITIVE_INFINITY ? undefined : this.#wakeAt;
  }

  /** Handles a datagram. `now`: monotonic milliseconds, as everywhere here. */
  datagram(from: Omit<SnPlace, 'node'>, bytes: Uint8Array, now: number): void {
    const frame = snFrameOf(bytes);
    if (frame === undefined) return;
    const message = snMessageIn(frame);
    const place: SnPlace = { ...from, node: frame.node && hexOf(frame.node) };
    if (message === undefined) {
      this.#unread(place, frame, now);
    } else if (message.type === 'searchgw') {
      const { gatewayId } = this.#options;
      this.#send(place, { type: 'gwinfo', gatewayId, address: new Uint8Array(0) });
    } else if (message.type === 'connect') {
      this.#connect(place, message, now);
    } else if (OF_CLIENTS.has(message.type)) {
      this.#fromClient(place, message, now);
    }
  }

  /** Handles bytes of the broker on a line. */
  received(line: number, bytes: Uint8Array, now: number): void {
    if (line === this.#own.number) this.#own.fromBroker(bytes);
    const client = this.#lines.get(line);
    if (client === undefined) return;
    client.fromBroker(bytes, now);
    this.#watch(client);
  }

  /** Handles the close of a line by the broker. */
  closed(line: number): void {
    if (line === this.#own.number) this.#own.closed();
    const client = this.#lines.get(line);
    this.#lines.delete(line);
    client?.lineClosed();
  }

  elapse(now: number): void {
    if (now < this.#wakeAt) return;
    this.#wakeAt = Number.POSITIVE_INFINITY;
    for (const client of this.#clients.values()) {
      if (client.wakeAt <= now) client.elapse(now);
    }
    for (const client of this.#clients.values()) this.#watch(client);
  }

  takeOutput(): GatewayOutput[] {
    const output = this.#output;
    this.#output = [];
    return output;
  }

  #connect(place: SnPlace, message: SnConnect, now: number): void {
    const { clientId } = message;
    const key = keyOf(place);
    const refusal = this.#refusalAtLast(place, message);
    if (refusal !== undefined) {
      const returnCode = refusal === 'protocol' ? RETURN_CODE.notSupported : RETURN_CODE.congestion;
      this.#send(place, { type: 'connack', returnCode });
      this.#tell({ kind: 'refused', clientId, place, why: refusal });
      return;
    }
    const there = this.#places.get(key);
    if (there !== undefined && there.clientId !== clientId) there.leave('replaced');
    const known = this.#clients.get(clientId);
    if (known === undefined) {
      const client = new SnClient(this.#hub, place, message, now);
      this.#clients.set(clientId, client);
      this.#settle(client);
      this.#unauthenticated.add(client, place.machine);
      client.begin(now);
      this.#watch(client);
      return;
    }
    this.#unsettle(known);
    known.connect(place, message, now);
    this.#settle(known);
    known.begin(now);
    this.#watch(known);
  }

  /** Answers an invalid body, so that a waiting client does not repeat it. */
  #unread(place: SnPlace, frame: SnFrame, now: number): void {
    const { type } = frame;
    const refusal = refusalOf(frame);
    if (type === 'connect') {
      if (refusal !== undefined) this.#send(place, refusal);
      this.#tell({ kind: 'refused', clientId: '', place, why: 'protocol' });
      return;
    }
    const client = this.#places.get(keyOf(place));
    if (client !== undefined) {
      if (refusal !== undefined) client.unread(refusal, now);
      this.#watch(client);
    } else if (ASKS.has(type) && (type !== 'publish' || refusal !== undefined)) {
      this.#send(place, { type: 'disconnect', duration: undefined });
    }
  }

  /** At a limit, evicts a client that is still connecting. */
  #refusalAtLast(place: SnPlace, message: SnConnect): Refused | undefined {
    const { machine } = place;
    const refusal = this.#refusal(place, message);
    if (refusal === undefined || refusal === 'protocol') return refusal;
    const isOfMachine = refusal === 'clientsPerMachine';
    const first = isOfMachine
      ? this.#unauthenticated.oldestOf(machine)
      : this.#unauthenticated.first(machine);
    if (first === undefined) return refusal;
    first.giveWay();
    return this.#refusal(place, message);
  }

  #refusal({ machine }: SnPlace, { protocolId, clientId }: SnConnect): Refused | undefined {
    // MQTT strings cannot contain U+0000 [MQTT-1.5.4-2].
    if (protocolId !== PROTOCOL_ID || clientId.includes('\u0000')) return 'protocol';
    if (this.#clients.has(clientId)) return undefined;
    if (this.#clients.size >= this.#limits.clients) return 'clients';
    const share = this.#perMachine.get(machine) ?? 0;
    if (share >= this.#limits.clientsPerMachine) return 'clientsPerMachine';
    return this.#memory.fits(bytesOfClient(clientId)) ? undefined : 'memory';
  }

  #fromClient(place: SnPlace, message: SnMessage, now: number): void {
    const client = this.#whoIs(place, message);
    if (client !== undefined) {
      if (message.type === 'disconnect') this.#remember(place, now);
      client.receive(message, now);
      this.#watch(client);
    } else if (message.type === 'publish' && message.qos === -1) {
      this.#publishWithoutSession(message);
    } else if (ASKS.has(message.type) || this.#hasJustLeft(place, message, now)) {
      this.#send(place, { type: 'disconnect', duration: undefined });
    }
  }

  /** Finds a client by its place; a sleeping client also by its id from another port of its machine. */
  #whoIs(place: SnPlace, message: SnMessage): SnClient | undefined {
    const there = this.#places.get(keyOf(place));
    const isNamed = message.type === 'pingreq' && message.clientId !== '';
    if (!isNamed || there?.clientId === message.clientId) return there;
    const named = this.#clients.get(message.clientId);
    if (named === undefined || there !== undefined) return undefined;
    if (!named.isAsleep || named.place.machine !== place.machine) return undefined;
    this.#unsettle(named);
    named.movedTo(place);
    this.#settle(named);
    return named;
  }

  #hasJustLeft(place: SnPlace, { type }: SnMessage, now: number): boolean {
    const left = this.#left.get(keyOf(place));
    return type === 'disconnect' && left !== undefined && now - left <= this.#hub.times.late;
  }

  #remember(place: SnPlace, now: number): void {
    for (const [key, left] of this.#left) {
      if (now - left <= this.#hub.times.late && this.#left.size < MOST_LEFT) break;
      this.#left.delete(key);
    }
    this.#left.set(keyOf(place), now);
  }

  /** Forwards a message without a session at QoS 0, by a predefined or short topic. */
  #publishWithoutSession({ topic, data, retain }: SnPublish): void {
    const name = topic.kind === 'short' ? shortTopicName(topic.id) : this.#predefined.get(topic.id);
    if (topic.kind === 'normal' || name === undefined || topicNameError(name) !== undefined) {
      return;
    }
    this.#own.publish({ topic: name, payload: data, retain });
  }

  #openLine(place: SnPlace | undefined): MqttLine {
    const line = new MqttLine(this.#nextLine, (output) => this.#output.push(output));
    this.#nextLine += 1;
    this.#output.push({ kind: 'open', line: line.number, place });
    return line;
  }

  #settle(client: SnClient): void {
    const { machine } = client.place;
    this.#places.set(keyOf(client.place), client);
    this.#perMachine.set(machine, (this.#perMachine.get(machine) ?? 0) + 1);
  }

  #unsettle(client: SnClient): void {
    const key = keyOf(client.place);
    const { machine } = client.place;
    if (this.#places.get(key) === client) this.#places.delete(key);
    const left = (this.#perMachine.get(machine) ?? 0) - 1;
    if (left > 0) this.#perMachine.set(machine, left);
    else this.#perMachine.delete(machine);
  }

  #forget(client: SnClient): void {
    if (this.#clients.get(client.clientId) !== client) return;
    this.#clients.delete(client.clientId);
    this.#unauthenticated.delete(client);
    this.#unsettle(client);
  }

  #watch(client: SnClient): void {
    if (this.#clients.get(client.clientId) !== client) return;
    if (!client.isJoining) this.#unauthenticated.delete(client);
    this.#wakeAt = Math.min(this.#wakeAt, client.wakeAt);
  }

  #send(to: SnPlace, message: SnMessage): void {
    const bytes = datagramOf(to.node, message);
    this.#output.push({ kind: 'datagram', to, bytes });
  }

  #tell(event: GatewayEvent): void {
    this.#options.events?.(event);
  }
}

function datagramOf(node: string | undefined, message: SnMessage): Uint8Array {
  const plain = encodeSn(message);
  return node === undefined ? plain : encapsulated(bytesOf(node), plain);
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
