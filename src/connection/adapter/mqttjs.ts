/**
 * The only file that knows mqtt.js. One `MqttJsClient` lives as long as one transport connection;
 * what a session keeps from one connection to the next is the outbox's. mqtt.js is given no address,
 * no credentials, no will and no messages: our CONNECT takes the place of the one that it writes,
 * and every PUBLISH is written by us, as is what its handshake goes on with. It keeps the connection alive.
 */
import mqtt from 'mqtt';
import type { ProtocolVersion } from '../../mqtt/packet.ts';
import type { Cancel } from '../environment/environment.ts';
import { ClientStream } from './clientStream.ts';

type Client = InstanceType<typeof mqtt.MqttClient>;
type ClientOptions = NonNullable<ConstructorParameters<typeof mqtt.MqttClient>[1]>;
type Store = NonNullable<ClientOptions['outgoingStore']>;
type StoredPacket = Parameters<Store['put']>[0];
type Timer = Exclude<NonNullable<ClientOptions['timerVariant']>, string>;

/** The client identifier that mqtt.js knows; ours stands in our CONNECT. */
const STAND_IN = 'stand-in';
/** mqtt.js pings at this part of the keep alive, so that the round trip does not breach it. */
const EARLY = 0.9;
/**
 * mqtt.js is told this where keep alive is off, because from 0 it does not change over to a Server
 * Keep Alive [MQTT-3.2.2-21]; its timer is then left out. Seconds.
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
  readonly cleanStart: boolean;
  /** Seconds. */
  readonly keepAlive: number;
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
  readonly #client: Client;
  readonly #stream: ClientStream;
  readonly #cancels = new Set<Cancel>();
  #ended = false;
  #complaint = '';

  constructor(options: MqttJsOptions, events: MqttJsEvents) {
    this.#stream = new ClientStream(events.written, () => {
      if (this.#ended) return;
      this.end();
      events.gaveUp(this.#complaint);
    });
    this.#client = new mqtt.MqttClient(() => this.#stream, {
      protocolId: options.version === 3 ? 'MQIsdp' : 'MQTT',
      protocolVersion: options.version,
      clientId: STAND_IN,
      clean: options.cleanStart,
      keepalive: options.keepAlive === 0 ? OFF : options.keepAlive,
      // Acknowledgements that come in must not push the ping back: 3.1.2.10 counts what we send.
      reschedulePings: false,
      timerVariant: this.#timer(options),
      reconnectPeriod: 0,
      resubscribe: false,
      queueQoSZero: false,
      connectTimeout: NEVER,
      outgoingStore: new UnsentStore(),
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
    this.#stream.opened();
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

  #timer({ every, keepAlive, sent }: MqttJsOptions): Timer {
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

/**
 * mqtt.js redelivers without DUP, and one packet at a time. So it finds nothing to redeliver here;
 * the outbox does it.
 */
class UnsentStore implements Store {
  readonly #empty = new mqtt.Store();

  put(_packet: StoredPacket, done: () => void): this {
    done();
    return this;
  }

  createStream(): ReturnType<Store['createStream']> {
    return this.#empty.createStream();
  }

  del(packet: Pick<StoredPacket, 'messageId'>, done: Parameters<Store['del']>[1]): this {
    done(undefined, { cmd: 'pubrel', messageId: packet.messageId ?? 0 });
    return this;
  }

  get(_packet: Pick<StoredPacket, 'messageId'>, done: Parameters<Store['get']>[1]): this {
    done(new Error('missing packet'));
    return this;
  }

  close(done: () => void): void {
    done();
  }
}
