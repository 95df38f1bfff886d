/**
 * mqtt.js on one transport connection: it connects, subscribes, unsubscribes and keeps the connection alive.
 * The outbox writes PUBLISH and keeps what outlives a connection (docs/architecture.md says why).
 */
import mqtt from 'mqtt';
import type { ConnectPacket, ProtocolVersion, SubscribePacket } from '../../mqtt/tables/packet.ts';
import type { Cancel } from '../environment/environment.ts';
import { connectOptions, subscriptions } from './asMqttJs.ts';
import { ClientStream } from './clientStream.ts';

type Client = InstanceType<typeof mqtt.MqttClient>;
type ClientOptions = NonNullable<ConstructorParameters<typeof mqtt.MqttClient>[1]>;
type Timer = Exclude<NonNullable<ClientOptions['timerVariant']>, string>;

/** Client identifier for mqtt.js where our CONNECT replaces the one that it writes. */
const STAND_IN = 'stand-in';
/** mqtt.js pings at this part of the keep alive, so that the round trip does not breach it. */
const EARLY = 0.9;
/**
 * Keep alive in seconds that mqtt.js is given after a CONNECT with 0, because from 0 it does not change over to a
 * Server Keep Alive [MQTT-3.2.2-21]. Its timer is then left out.
 */
const OFF = 0xffff;
/** Of the timer's runs, the one that pings. */
const PING_RUN = 2;
/** ms that an answer to a ping may take at least. */
const ANSWER_WITHIN = 4000;
/** mqtt.js runs its timer twice in a keep alive: half of a second in ms. */
const HALF_MS = 500;
/** ms; the longest that a timer can take. The real limit is ours. */
const NEVER = 0x7fff_ffff;

export interface MqttJsOptions {
  readonly version: ProtocolVersion;
  readonly connect: ConnectPacket;
  /** Bytes: all that was to be sent, and what the network has taken of it. */
  readonly sent: { readonly offered: number; readonly taken: number };
  /** Calls `run` every `ms`. */
  readonly every: (ms: number, run: () => void) => Cancel;
  readonly nextTurn: (run: () => void) => void;
}

export interface MqttJsEvents {
  /** Bytes that mqtt.js wants to send. */
  readonly written: (bytes: Uint8Array) => void;
  /** It has taken in a CONNACK that accepts. */
  readonly ready: () => void;
  readonly keepAliveExpired: () => void;
  /** It gave the connection up; `message` says why as far as it does. */
  readonly gaveUp: (message: string) => void;
  /** It could not make sense of something, and goes on. */
  readonly complained: (message: string) => void;
}

export class MqttJsClient {
  /** False: the CONNECT that mqtt.js writes is not the one that was asked for. */
  readonly writesConnect: boolean;
  readonly #client: Client;
  readonly #stream: ClientStream;
  readonly #cancels = new Set<Cancel>();
  readonly #version: ProtocolVersion;
  /** Packet identifier of the request that mqtt.js is about to write. */
  #packetId = 0;
  #isOpen = false;
  #ended = false;
  #complaint = '';

  constructor(options: MqttJsOptions, events: MqttJsEvents) {
    this.#stream = new ClientStream(events.written, () => {
      if (this.#ended) return;
      this.end();
      events.gaveUp(this.#complaint);
    });
    const { cleanStart, keepAlive } = options.connect;
    const asked = connectOptions(options.connect);
    this.writesConnect = asked !== undefined;
    this.#version = options.version;
    this.#client = new mqtt.MqttClient(() => this.#stream, {
      protocolId: options.version === 3 ? 'MQIsdp' : 'MQTT',
      protocolVersion: options.version,
      ...(asked ?? { clientId: STAND_IN, clean: cleanStart, keepalive: keepAlive }),
      manualConnect: true,
      // Acknowledgements that come in must not push the ping back: 3.1.2.10 counts what we send.
      reschedulePings: false,
      timerVariant: this.#timer(options),
      reconnectPeriod: 0,
      resubscribe: false,
      connectTimeout: NEVER,
      // The cache has 65,536 buffers.
      writeCache: false,
      // Identifiers are of the session, which outlives this connection.
      messageIdProvider: {
        allocate: () => this.#packetId,
        getLastAllocated: () => this.#packetId,
        register: () => true,
        deallocate: () => undefined,
        clear: () => undefined,
      },
      log: () => undefined,
    });
    this.#client.onKeepaliveTimeout = () => {
      if (!this.#ended) events.keepAliveExpired();
    };
    this.#client.on('connect', () => {
      if (!this.#ended) events.ready();
    });
    this.#client.on('error', (error) => {
      this.#complaint = error.message;
      // A wrong answer of the server's is ignored, and no fault of ours.
      if (error.message.startsWith('Protocol error')) return;
      // Where it gives up, the end of its stream follows within the turn.
      options.nextTurn(() => {
        if (!this.#ended) events.complained(error.message);
      });
    });
  }

  /** The transport is open: mqtt.js writes its CONNECT. */
  opened(): void {
    this.#isOpen = true;
    this.#client.connect();
    if (this.#client.options.keepalive === 0) this.#client.options.keepalive = OFF;
  }

  /** @returns false: mqtt.js cannot write it as it is, and has written nothing */
  subscribe(packet: SubscribePacket): boolean {
    const asked = subscriptions(packet, this.#version);
    if (asked === undefined) return false;
    this.#packetId = packet.packetId;
    this.#client.subscribe(asked.filters, asked.options);
    return true;
  }

  unsubscribe(packetId: number, filters: readonly string[]): void {
    this.#packetId = packetId;
    this.#client.unsubscribe([...filters]);
  }

  /** Whole control packets, in order. mqtt.js keeps the buffer. */
  receive(packets: ArrayBuffer): void {
    this.#stream.received(packets);
  }

  /** Takes everything from it: no more bytes, no more timers. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const cancel of this.#cancels) cancel();
    if (!this.#isOpen) return;
    this.#stream.ended();
    this.#client.end(true);
  }

  /**
   * mqtt.js pings at its timer's second run and gives up at the third, which is half a second after
   * the ping for a keep alive of 1 s. This gives the answer time, and pings on meanwhile. A ping behind
   * a payload that takes longer than that cannot be answered: as long as the network takes more of what
   * stands before it, it is waited for, and then for its answer.
   */
  #patiently(interval: number, sent: MqttJsOptions['sent'], run: () => void): () => void {
    let runs = 0;
    let ahead = 0;
    let taken = 0;
    return () => {
      runs += 1;
      const before = taken;
      ({ taken } = sent);
      const waited = (runs - PING_RUN) * interval;
      if (waited > 0 && before < ahead && taken > before) return;
      if (waited === 0) ahead = sent.offered;
      if (waited > 0 && waited < ANSWER_WITHIN) this.#client.sendPing();
      else run();
    };
  }

  #timer({ every, connect: { keepAlive }, sent }: MqttJsOptions): Timer {
    const running = new Map<number, Cancel>();
    let last = 0;
    return {
      set: (run, ms) => {
        const isOff = keepAlive === 0 && (ms ?? 0) >= OFF * HALF_MS;
        if (isOff) return 0;
        const cancel = every(
          (ms ?? 0) * EARLY,
          this.#patiently((ms ?? 0) * EARLY, sent, () => {
            Reflect.apply(run, undefined, []);
          }),
        );
        this.#cancels.add(cancel);
        running.set(++last, cancel);
        return last;
      },
      clear: (id) => {
        const cancel = running.get(id);
        if (!cancel) return;
        running.delete(id);
        this.#cancels.delete(cancel);
        cancel();
      },
    };
  }
}
