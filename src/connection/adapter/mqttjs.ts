/**
 * Runs mqtt.js on one transport connection: it connects, subscribes, unsubscribes and keeps the connection
 * alive. The outbox writes PUBLISH and stores state that outlives a connection (docs/architecture.md explains
 * why).
 */
import mqtt from 'mqtt';
import type { ConnectPacket, ProtocolVersion, SubscribePacket } from '../../mqtt/tables/packet.ts';
import type { Cancel } from '../environment/environment.ts';
import { connectOptions, subscriptions } from './asMqttJs.ts';
import { ClientStream } from './clientStream.ts';

type Client = InstanceType<typeof mqtt.MqttClient>;
type ClientOptions = NonNullable<ConstructorParameters<typeof mqtt.MqttClient>[1]>;
type Timer = Exclude<NonNullable<ClientOptions['timerVariant']>, string>;

/** Client identifier for mqtt.js if our CONNECT replaces its own. */
const STAND_IN = 'stand-in';
/** mqtt.js pings after this fraction of the keep alive, so that the round trip does not exceed it. */
const EARLY = 0.9;
/**
 * Keep alive in seconds for mqtt.js after a CONNECT with 0, because with 0 it does not switch to a Server
 * Keep Alive [MQTT-3.2.2-21]. Its timer is disabled then.
 */
const OFF = 0xffff;
/** The run of the timer that pings. */
const PING_RUN = 2;
/** Minimum time for the answer to a ping, ms. */
const ANSWER_WITHIN = 4000;
/** mqtt.js runs its timer twice per keep alive: half a second in ms. */
const HALF_MS = 500;
/** ms; the longest possible timer. The real limit is ours. */
const NEVER = 0x7fff_ffff;

export interface MqttJsOptions {
  readonly version: ProtocolVersion;
  readonly connect: ConnectPacket;
  /** Numbers of all submitted bytes, and of bytes that the network has accepted. */
  readonly sent: { readonly offered: number; readonly taken: number };
  /** Calls `run` every `ms`. */
  readonly every: (ms: number, run: () => void) => Cancel;
  readonly nextTurn: (run: () => void) => void;
}

export interface MqttJsEvents {
  /** Bytes from mqtt.js to send. */
  readonly written: (bytes: Uint8Array) => void;
  /** mqtt.js has processed an accepting CONNACK. */
  readonly ready: () => void;
  readonly keepAliveExpired: () => void;
  /** mqtt.js gave up the connection; `message` is its reason, if any. */
  readonly gaveUp: (message: string) => void;
  /** mqtt.js could not process something and continues. */
  readonly complained: (message: string) => void;
}

export class MqttJsClient {
  /** False if the CONNECT of mqtt.js differs from the requested one. */
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
      // Received acknowledgements must not delay the ping: 3.1.2.10 counts sent packets.
      reschedulePings: false,
      timerVariant: this.#timer(options),
      reconnectPeriod: 0,
      resubscribe: false,
      connectTimeout: NEVER,
      // The cache would allocate 65,536 buffers.
      writeCache: false,
      // Identifiers belong to the session, which outlives this connection.
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
      // A wrong answer of the server is ignored; it is not our error.
      if (error.message.startsWith('Protocol error')) return;
      // If mqtt.js gives up, its stream ends within the same turn.
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

  /** @returns false if mqtt.js cannot write the packet unchanged; nothing is written then */
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

  /** Passes whole control packets in order. mqtt.js keeps the buffer. */
  receive(packets: ArrayBuffer): void {
    this.#stream.received(packets);
  }

  /** Disables mqtt.js: it no longer sends bytes or starts timers. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const cancel of this.#cancels) cancel();
    if (!this.#isOpen) return;
    this.#stream.ended();
    this.#client.end(true);
  }

  /**
   * mqtt.js pings at its timer's second run and gives up at the third, which for a keep alive of 1 s is half
   * a second after the ping. This wrapper allows time for the answer and keeps pinging meanwhile. A ping
   * queued after a payload that takes longer cannot be answered in time: while the network accepts bytes
   * before the ping, the wrapper waits, then it waits for the answer.
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
