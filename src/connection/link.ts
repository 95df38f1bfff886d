/** One transport connection from its opening to its end: transport, tap and client, tied together. */
import type { Capture } from '../engine/capture.ts';
import { encode } from '../mqtt/encode.ts';
import type {
  ConnackPacket,
  ConnectPacket,
  Packet,
  ProtocolVersion,
  PublishPacket,
} from '../mqtt/packet.ts';
import { peekType } from '../mqtt/peek.ts';
import { propertyValue } from '../mqtt/properties.ts';
import type { SubscriptionSetting } from '../profiles/settings.ts';
import { MqttJsClient } from './adapter/mqttjs.ts';
import type { ReceivedIds } from './adapter/receivedIds.ts';
import type { Cancel, Environment } from './environment.ts';
import type { OutboxLine, ServerLimits } from './outbox.ts';
import type { Failure } from './protocol.ts';
import type { SubscriptionsLine } from './subscriptions.ts';
import { type Breach, Tap } from './tap.ts';
import { Transport } from './transport.ts';

/** ms for the WebSocket to open, and then for CONNACK. */
const OPEN_WITHIN = 20_000;
const CONNACK_WITHIN = 10_000;

export interface LinkOptions {
  readonly url: string;
  readonly connect: ConnectPacket;
  readonly version: ProtocolVersion;
  readonly observeMalformed: boolean;
  readonly received: ReceivedIds;
  /** The next packet of an enhanced authentication (4.12); undefined: nothing to answer. */
  readonly authenticate?: (packet: Packet & { readonly type: 'auth' }) => Packet | undefined;
}

export interface LinkEvents {
  /** CONNACK said yes, and the client can publish. */
  readonly accepted: (connack: ConnackPacket) => void;
  readonly answered: (
    type: 'puback' | 'pubrec' | 'pubcomp',
    id: number,
    code: number,
    reasonString: string | undefined,
    time: number,
  ) => void;
  /** False: it does not fit what was asked. */
  readonly granted: (id: number, codes: readonly number[], reason: string | undefined) => boolean;
  readonly released: (id: number, codes: readonly number[]) => void;
  /** Something that a person may want to report, and that ended nothing. */
  readonly fault: (message: string) => void;
  /** Round trip, ms. */
  readonly ping: (ms: number) => void;
  /** Once, and nothing comes after it but `drained`. undefined: we disconnected. */
  readonly ended: (failure: Failure | undefined) => void;
  /** The socket is closed: all that could leave has left. */
  readonly drained: () => void;
}

export class Link implements OutboxLine, SubscriptionsLine {
  readonly #environment: Environment;
  readonly #options: LinkOptions;
  readonly #events: LinkEvents;
  readonly #capture: Capture;
  readonly #stream: number;
  readonly #connectBytes: Uint8Array;
  readonly #tap: Tap;
  readonly #client: MqttJsClient;
  readonly #transport: Transport;
  #stage: 'opening' | 'connecting' | 'connected' | 'ended' = 'opening';
  #connack: ConnackPacket | undefined;
  #cancelWait: Cancel;
  #pinged: number | undefined;
  #limits: ServerLimits = limitsOf([]);

  /**
   * @throws what the environment's `openSocket` throws, and RangeError for a CONNECT that cannot be
   * written; then nothing was opened.
   */
  constructor(
    environment: Environment,
    capture: Capture,
    options: LinkOptions,
    events: LinkEvents,
  ) {
    this.#environment = environment;
    this.#capture = capture;
    this.#options = options;
    this.#events = events;
    const { connect, version } = options;
    this.#connectBytes = encode(connect, version);
    this.#transport = new Transport(
      environment,
      options.url,
      [version === 3 ? 'mqttv3.1' : 'mqtt'],
      {
        opened: () => {
          this.#opened();
        },
        received: (frame) => {
          this.#tap.received(frame);
        },
        closed: (code, reason) => {
          this.#closed(code, reason);
        },
      },
    );
    this.#stream = capture.openStream(version);
    this.#tap = new Tap(
      {
        capture,
        stream: this.#stream,
        version,
        topicAliasMaximum: propertyValue(connect.properties, 'topicAliasMaximum') ?? 0,
        maximumPacketSize: propertyValue(connect.properties, 'maximumPacketSize'),
        observeMalformed: options.observeMalformed,
        now: () => environment.now(),
      },
      {
        packet: (packet, time) => this.#take(packet, time),
        forward: (packets) => {
          this.#client.receive(packets);
        },
        broken: (breach) => {
          this.#break(breach);
        },
        written: (bytes) => {
          this.#substitute(bytes);
        },
      },
    );
    this.#client = new MqttJsClient(
      {
        version,
        cleanStart: connect.cleanStart,
        keepAlive: connect.keepAlive,
        topicAliasMaximum: propertyValue(connect.properties, 'topicAliasMaximum') ?? 0,
        received: options.received,
        every: (ms, run) => every(environment, ms, run),
        nextTurn: (run) => {
          environment.nextTurn(run);
        },
      },
      {
        written: (bytes) => {
          this.#tap.clientWrites(bytes);
        },
        ready: () => {
          this.#ready();
        },
        keepAliveExpired: () => {
          this.#end({ kind: 'keep-alive' });
        },
        gaveUp: (message) => {
          this.#end({ kind: 'broken', statement: 'MQTT-4.8.0-1', message, packet: undefined });
        },
        complained: (message) => {
          if (this.#stage !== 'ended') events.fault(message);
        },
      },
    );
    this.#cancelWait = environment.after(OPEN_WITHIN, () => {
      this.#end(this.#unreachable());
    });
  }

  get limits(): ServerLimits {
    return this.#limits;
  }

  get backlog(): number {
    return this.#transport.backlog;
  }

  encode(packet: PublishPacket): Uint8Array {
    return encode(packet, this.#options.version);
  }

  write(bytes: Uint8Array, written: (packet: number) => void): void {
    this.#send(bytes, written);
  }

  follow(id: number, awaits: 'publish' | 'pubrel'): void {
    this.#client.follow(id, awaits);
  }

  release(id: number): void {
    this.#sendPacket({ type: 'pubrel', packetId: id });
  }

  subscribe(id: number, settings: readonly SubscriptionSetting[]): void {
    const { version } = this.#options;
    this.#sendPacket({
      type: 'subscribe',
      packetId: id,
      properties: [],
      subscriptions: settings.map((setting) => ({
        filter: setting.filter,
        qos: setting.qos,
        noLocal: version === 5 && setting.noLocal,
        retainAsPublished: version === 5 && setting.retainAsPublished,
        retainHandling: version === 5 ? setting.retainHandling : 0,
      })),
    });
  }

  unsubscribe(id: number, filters: readonly string[]): void {
    this.#sendPacket({ type: 'unsubscribe', packetId: id, properties: [], filters });
  }

  /** AUTH, to sign in again while connected (3.15.1). MQTT 5. */
  reauthenticate(packet: Packet & { readonly type: 'auth' }): void {
    this.#sendPacket(packet);
  }

  /** Says goodbye with DISCONNECT and closes, whatever is still in flight. */
  disconnect(): void {
    if (this.#stage === 'connected') this.#sendPacket({ type: 'disconnect' });
    this.#end(undefined);
  }

  #opened(): void {
    this.#stage = 'connecting';
    this.#cancelWait();
    this.#cancelWait = this.#environment.after(CONNACK_WITHIN, () => {
      this.#end({ kind: 'no-connack', url: this.#options.url, timedOut: true });
    });
    this.#client.opened();
  }

  #closed(code: number, reason: string): void {
    const { url } = this.#options;
    const failures = {
      opening: () => this.#unreachable(),
      connecting: (): Failure => ({ kind: 'no-connack', url, timedOut: false }),
      connected: (): Failure => ({ kind: 'lost', closeCode: code, closeReason: reason }),
      ended: () => undefined,
    };
    this.#end(failures[this.#stage]());
    this.#events.drained();
  }

  #unreachable(): Failure {
    return {
      kind: 'unreachable',
      url: this.#options.url,
      pageIsSecure: this.#environment.pageIsSecure,
      forbidden: false,
    };
  }

  /** A packet that came in, before the client sees it. A breach where it has no place here. */
  #take(packet: Packet, time: number): Breach | undefined {
    const isFirst = this.#connack === undefined;
    if (isFirst && packet.type !== 'connack' && packet.type !== 'auth') {
      return unexpected('MQTT-3.2.0-1', `A ${packet.type.toUpperCase()} came before CONNACK.`);
    }
    switch (packet.type) {
      case 'connack':
        if (!isFirst) return unexpected('MQTT-3.2.0-2', 'A second CONNACK came.');
        this.#answeredConnect(packet);
        return undefined;
      case 'puback':
      case 'pubrec':
      case 'pubcomp':
        this.#events.answered(
          packet.type,
          packet.packetId,
          packet.reasonCode ?? 0,
          propertyValue(packet.properties, 'reasonString'),
          time,
        );
        return undefined;
      case 'suback': {
        const reason = propertyValue(packet.properties, 'reasonString');
        const fits = this.#events.granted(packet.packetId, packet.reasonCodes, reason);
        return fits
          ? undefined
          : unexpected('MQTT-3.9.3-1', 'SUBACK does not hold one code for each filter asked for.');
      }
      case 'unsuback':
        this.#events.released(packet.packetId, packet.reasonCodes);
        return undefined;
      case 'pingresp':
        if (this.#pinged !== undefined) this.#events.ping((time - this.#pinged) / 1000);
        this.#pinged = undefined;
        return undefined;
      case 'auth':
        return this.#authenticate(packet);
      case 'disconnect':
        this.#end({
          kind: 'disconnected',
          code: packet.reasonCode ?? 0,
          reasonString: propertyValue(packet.properties, 'reasonString'),
        });
        return undefined;
      case 'publish':
      case 'pubrel':
        return undefined;
      case 'connect':
      case 'subscribe':
      case 'unsubscribe':
      case 'pingreq':
        return unexpected('MQTT-4.13.1-1', `A server must not send ${packet.type.toUpperCase()}.`);
    }
  }

  #answeredConnect(packet: ConnackPacket): void {
    this.#connack = packet;
    if (packet.reasonCode !== 0) {
      this.#end({
        kind: 'refused',
        code: packet.reasonCode,
        reasonString: propertyValue(packet.properties, 'reasonString'),
      });
      return;
    }
    this.#limits = limitsOf(packet.properties);
  }

  #ready(): void {
    if (this.#stage !== 'connecting' || !this.#connack) return;
    this.#stage = 'connected';
    this.#cancelWait();
    this.#events.accepted(this.#connack);
  }

  /** mqtt.js is not asked: it has no way to answer with more than one method, and none to begin anew. */
  #authenticate(packet: Packet & { readonly type: 'auth' }): Breach | undefined {
    const method = propertyValue(this.#options.connect.properties, 'authenticationMethod');
    if (method === undefined || this.#options.authenticate === undefined) {
      return unexpected('MQTT-4.12.0-6', 'AUTH came, but CONNECT named no authentication method.');
    }
    const answer = this.#options.authenticate(packet);
    if (answer) this.#sendPacket(answer);
    return undefined;
  }

  /** Our CONNECT takes the place of the one that mqtt.js writes; the rest leaves as it is. */
  #substitute(bytes: Uint8Array): void {
    const type = peekType(bytes);
    if (type === 'connect') {
      this.#send(this.#connectBytes);
      return;
    }
    if (type === 'pingreq') this.#pinged = this.#environment.now();
    this.#send(bytes);
  }

  #sendPacket(packet: Packet): void {
    this.#send(encode(packet, this.#options.version));
  }

  #send(bytes: Uint8Array, written?: (packet: number) => void): void {
    if (this.#stage === 'ended') return;
    this.#transport.send({
      bytes,
      leaving: () => {
        const packet = this.#tap.leaves(bytes);
        written?.(packet);
      },
    });
  }

  /** Our policy for malformed input and protocol errors (4.13): say so where MQTT 5 lets us, and close. */
  #break(breach: Breach): void {
    if (this.#stage === 'ended') return;
    if (this.#options.version === 5 && this.#stage !== 'opening') {
      this.#sendPacket({ type: 'disconnect', reasonCode: breach.code });
    }
    const { statement, message, packet } = breach;
    this.#end({ kind: 'broken', statement, message, packet });
  }

  #end(failure: Failure | undefined): void {
    if (this.#stage === 'ended') return;
    this.#transport.close();
    this.#stage = 'ended';
    this.#cancelWait();
    this.#client.end();
    this.#tap.end();
    this.#capture.closeStream(this.#stream);
    this.#events.ended(failure);
  }
}

function unexpected(statement: string, message: string): Breach {
  return { code: 0x82, statement, message, packet: undefined };
}

function limitsOf(properties: ConnackPacket['properties']): ServerLimits {
  const maximumQoS = propertyValue(properties, 'maximumQoS');
  return {
    receiveMaximum: propertyValue(properties, 'receiveMaximum') ?? 65_535,
    maximumQoS: maximumQoS === 0 || maximumQoS === 1 ? maximumQoS : 2,
    retainAvailable: propertyValue(properties, 'retainAvailable') !== 0,
    maximumPacketSize: propertyValue(properties, 'maximumPacketSize') ?? Number.POSITIVE_INFINITY,
    topicAliasMaximum: propertyValue(properties, 'topicAliasMaximum') ?? 0,
  };
}

/** An interval made of the environment's single timers. */
function every(environment: Environment, ms: number, run: () => void): Cancel {
  let cancel: Cancel = () => undefined;
  const wait = (): void => {
    cancel = environment.after(ms, () => {
      wait();
      run();
    });
  };
  wait();
  return () => {
    cancel();
  };
}
