/** Connects transport, recorder and client of one transport connection, from opening to end. */

import { Lazy } from '../../base/lazy.ts';
import type { Capture } from '../../engine/capture/capture.ts';
import { seconds } from '../../engine/disconnectCause/causeTimes.ts';
import type { EndCause } from '../../engine/endCauses/endCauses.ts';
import { quotedPeer } from '../../engine/log/columns/peerText.ts';
import type { StreamEnd } from '../../engine/streams/streamFacts.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { peekType } from '../../mqtt/framing/peek.ts';
import type {
  ConnackPacket,
  ConnectPacket,
  Packet,
  ProtocolVersion,
  PublishPacket,
} from '../../mqtt/tables/packet.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import { KEEP_ALIVE_TIMEOUT } from '../../mqtt/tables/reasonCodes.ts';
import { isBridged } from '../../profiles/addresses/bridgedAddress.ts';
import type { LineSettings } from '../../profiles/settings/lineSettings.ts';
import type { SubscriptionSetting } from '../../profiles/settings/settings.ts';
import { MqttJsClient } from '../adapter/mqttjs.ts';
import type { Bridged } from '../bridge/bridgedNews.ts';
import type { LineEnd } from '../bridge/bridgeProtocol.ts';
import type { LineFacts } from '../bridge/lineFacts.ts';
import type { Cancel, Environment } from '../environment/environment.ts';
import { every } from '../environment/interval.ts';
import { CLOSED } from '../environment/portProtocol.ts';
import { shownAddress } from '../environment/shownAddress.ts';
import { SleepWatch } from '../environment/sleepWatch.ts';
import type { ConnectionFact } from '../protocol/connectionFacts.ts';
import type { Failure, Farewell } from '../protocol/protocol.ts';
import type { ServerLimits } from '../protocol/serverLimits.ts';
import type { OutboxLine } from '../publish/outboxLine.ts';
import { type SubscriptionsLine, subscribePacket } from '../publish/subscriptions.ts';
import { AwaitedAcks } from './awaitedAcks.ts';
import { type Answers, type Authenticator, Conversation } from './conversation.ts';
import { type Breach, Recorder } from './recorder.ts';
import { slowPacket } from './slowPacket.ts';
import { Transport } from './transport.ts';

const COMPANION_GONE: StreamEnd = { cause: { key: 'companion-gone', args: {} } };

/** Explains why a line of the companion ended. */
const BRIDGED_END = new Lazy(
  async () => (await import('../bridge/bridgedEnd.ts')).explainBridgedEnd,
);

/** ms for the WebSocket to open, then for CONNACK. */
const OPEN_WITHIN = 20_000;
/** The same for a line of the companion, which limits each step and reports the failed step. */
const BRIDGED_WITHIN = 90_000;
const CONNACK_WITHIN = 10_000;
/** ms during which a server that violated a rule is still received, because recent packets are in transit. */
const FAREWELL = 500;

export interface LinkOptions {
  readonly url: string;
  /** Set if the companion opens it. */
  readonly line?: LineSettings | undefined;
  readonly connect: ConnectPacket;
  readonly version: ProtocolVersion;
  readonly observeMalformed: boolean;
  /** The connection's stream in the capture begins and ends; µs. */
  readonly opened?: (stream: number, time: number) => void;
  readonly closed?: (stream: number, time: number) => void;
  readonly authenticator?: Authenticator | undefined;
}

export interface LinkEvents extends Answers {
  /** CONNACK accepted the client, which can now publish. */
  readonly accepted: (connack: ConnackPacket) => void;
  /** A non-fatal error that the user may want to report. */
  readonly error: (message: string) => void;
  /** Malformed packets so far after which the connection continued. */
  readonly passedOver?: (packets: number) => void;
  /** Called once; only `drained` follows. undefined if we disconnected. */
  readonly ended: (failure: Failure | undefined) => void;
  /** Everything that could leave has left: the socket is closed or never opened. May be called twice. */
  readonly drained: () => void;
  /** See `AwaitedAcks`. */
  readonly awaitsAcks?: (about: number | undefined) => void;
  /** Facts of the companion about the way to the server, even if it could not open a line. */
  readonly lineLearnt?: (facts: LineFacts) => void;
}

/** Observes a connection while raw bytes are tried on it. */
export interface LinkObserver {
  /** A packet arrived. @param number in the capture; 0 if not recorded */
  readonly heard: (bytes: Uint8Array, number: number, time: number) => void;
  /** Closed by the other end. */
  readonly closed: (code: number, reason: string) => void;
  /** The connection ended, from either side. */
  readonly ended: () => void;
}

export class Link implements OutboxLine, SubscriptionsLine {
  readonly #environment: Environment;
  readonly #options: LinkOptions;
  readonly #events: LinkEvents;
  readonly #capture: Capture;
  /** 0 until the socket is open: a socket that never opened is not a stream. */
  #stream = 0;
  readonly #connectBytes: Uint8Array;
  readonly #acks: AwaitedAcks;
  readonly #recorder: Recorder;
  readonly #client: MqttJsClient;
  readonly #transport: Transport;
  #stage: 'opening' | 'connecting' | 'connected' | 'ended' = 'opening';
  readonly #conversation: Conversation;
  #hungUp = false;
  /** The client, unless the other end closed first. */
  #hungUpBy: StreamEnd = { by: 'client' };
  #cancelWait: Cancel;
  #observer: LinkObserver | undefined;
  /** Reports of the companion, if it opens the line. */
  #bridged: Bridged = {};
  /** While connected. */
  #sleep: SleepWatch | undefined;

  /**
   * @throws the errors of the environment's `openSocket`, and RangeError for a CONNECT that cannot be
   *   encoded; nothing is opened then.
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
    const receiveMaximum = propertyValue(connect.properties, 'receiveMaximum') ?? 65_535;
    this.#acks = new AwaitedAcks(environment, receiveMaximum, (about) => {
      events.awaitsAcks?.(about);
    });
    const answers: Answers = {
      ...events,
      ping: (ms) => {
        this.#acks.pinged(ms);
        events.ping(ms);
      },
    };
    this.#conversation = new Conversation(connect, answers, {
      ended: (failure) => {
        this.#end(failure);
      },
      answer: (packet) => {
        this.#sendPacket(packet);
      },
      authenticator: options.authenticator,
    });
    this.#transport = new Transport(
      environment,
      options.url,
      version === 3 ? ['mqttv3.1', 'mqtt'] : ['mqtt'],
      {
        opened: () => {
          this.#opened();
        },
        received: (frame) => {
          this.#sleep?.awake();
          this.#recorder.received(frame);
        },
        closed: (code, reason) => {
          this.#closed(code, reason);
        },
        bridged: (news) => {
          this.#bridged = news;
          if (news.facts) events.lineLearnt?.(news.facts);
        },
      },
      options.line,
    );
    this.#recorder = this.#newRecorder();
    this.#client = this.#newClient();
    const within = isBridged(options.url, options.line) ? BRIDGED_WITHIN : OPEN_WITHIN;
    this.#cancelWait = environment.after(within, () => {
      this.#end(this.#bridged.failure ?? this.#unreachable());
    });
  }

  get limits(): ServerLimits {
    return this.#conversation.limits;
  }

  get lastRetained(): number | undefined {
    return this.#recorder.lastRetained;
  }

  get backlog(): number {
    return this.#transport.backlog;
  }

  /** Its ordinal in the capture; 0 if the socket is not open. */
  get stream(): number {
    return this.#stream;
  }

  /** Allows one observer at a time. Returns a function that stops it. */
  observe(observer: LinkObserver): () => void {
    this.#observer = observer;
    this.#recorder.observePacket = observer.heard;
    return () => {
      if (this.#observer !== observer) return;
      this.#observer = undefined;
      this.#recorder.observePacket = undefined;
    };
  }

  /** Sends raw bytes without checks; the caller records them. */
  writeAsIs(bytes: Uint8Array, leaving: () => void): void {
    if (this.#stage !== 'ended') this.#transport.send({ bytes, leaving });
  }

  encode(packet: PublishPacket): Uint8Array {
    return encode(packet, this.#options.version);
  }

  write(bytes: Uint8Array, written: (packet: number) => void): void {
    this.#send(bytes, written);
  }

  writeTogether(bytes: Uint8Array, written: (nth: number, packet: number) => void): void {
    if (this.#stage === 'ended') return;
    this.#transport.send({
      bytes,
      leaving: () => {
        this.#recorder.leaveTogether(bytes, written);
      },
    });
    this.#transport.flush();
  }

  release(id: number): void {
    this.#recorder.release(id);
  }

  subscribe(id: number, settings: readonly SubscriptionSetting[]): void {
    const packet = subscribePacket(id, settings, this.#options.version);
    if (!this.#client.subscribe(packet)) this.#sendPacket(packet);
  }

  unsubscribe(id: number, filters: readonly string[]): void {
    this.#client.unsubscribe(id, filters);
  }

  /** Sends AUTH to sign in again while connected (3.15.1). MQTT 5. */
  reauthenticate(packet: Packet & { readonly type: 'auth' }): void {
    this.#sendPacket(packet);
  }

  /** Sends DISCONNECT and closes, even with packets in flight. */
  disconnect(farewell?: Farewell): void {
    if (this.#stage === 'connected') this.#sendPacket({ type: 'disconnect', ...farewell });
    this.#end(undefined);
  }

  #newRecorder(): Recorder {
    const { connect, version, observeMalformed } = this.#options;
    return new Recorder(
      {
        capture: this.#capture,
        stream: () => this.#stream,
        version,
        topicAliasMaximum: propertyValue(connect.properties, 'topicAliasMaximum') ?? 0,
        maximumPacketSize: propertyValue(connect.properties, 'maximumPacketSize'),
        observeMalformed,
        framesBeginPackets: /^(?:wss?|tab):/i.test(this.#options.url),
        acks: this.#acks,
        now: () => this.#environment.now(),
      },
      {
        packet: (packet, time) => this.#conversation.take(packet, time),
        acknowledge: (packets) => {
          this.#acknowledge(packets);
        },
        forward: (packets) => {
          this.#client.receive(packets);
        },
        passedOver: (packets) => {
          this.#events.passedOver?.(packets);
        },
        broken: (breach) => {
          this.#break(breach);
        },
        written: (bytes) => {
          this.#clientWrote(bytes);
        },
      },
    );
  }

  #newClient(): MqttJsClient {
    const { connect, version } = this.#options;
    return new MqttJsClient(
      {
        version,
        connect,
        sent: this.#transport,
        every: (ms, run) => every(this.#environment, ms, run),
        nextTurn: (run) => {
          this.#environment.nextTurn(run);
        },
      },
      {
        written: (bytes) => {
          this.#recorder.clientWrites(bytes);
        },
        ready: () => {
          this.#ready();
        },
        keepAliveExpired: () => {
          this.#end({ kind: 'keep-alive' });
        },
        gaveUp: (message) => {
          const statement = version === 5 ? 'MQTT-4.13.1-1' : 'MQTT-4.8.0-1';
          const why: ConnectionFact = { key: 'said', args: { text: message } };
          this.#end({ kind: 'broken', statement, why, packet: undefined });
        },
        complained: (message) => {
          if (this.#stage !== 'ended') this.#events.error(message);
        },
      },
    );
  }

  #opened(): void {
    this.#stage = 'connecting';
    const time = this.#environment.now();
    const { version, url } = this.#options;
    const server = shownAddress(url).replace(/[?#].*$/u, '');
    this.#stream = this.#capture.openStream({ version, time, server });
    this.#options.opened?.(this.#stream, time);
    // Preloads it for later use.
    if (this.#bridged.facts !== undefined) BRIDGED_END.now();
    this.#cancelWait();
    this.#cancelWait = this.#environment.after(CONNACK_WITHIN, () => {
      this.#end(this.#noConnack(true));
    });
    this.#client.opened();
  }

  #closed(code: number, reason: string): void {
    this.#observer?.closed(code, reason);
    const { facts, failure, end } = this.#bridged;
    const how = end && { end };
    const lost: Failure = {
      kind: 'lost',
      closeCode: code,
      closeReason: quotedPeer(reason),
      ...how,
    };
    const failures = {
      opening: () => this.#unreachable(),
      // In a browser, mqtt.js processes a CONNACK some ms after the recorder has recorded it.
      connecting: () => (this.#conversation.connack ? lost : this.#noConnack(false, how)),
      connected: () => lost,
      ended: () => undefined,
    };
    // A working companion would have sent the reason. The code that explains other ends is loaded from it and
    // may never arrive.
    if (facts && failure === undefined && end === undefined) this.#hungUpBy = COMPANION_GONE;
    // Without a close frame, either side may have ended the connection.
    else if (code === CLOSED.abnormal) this.#hungUpBy = { code };
    else this.#hungUpBy = { code, by: 'server', ...(reason && { reason }) };
    this.#end(failure ?? failures[this.#stage]());
    this.hangUp();
    this.#events.drained();
  }

  #noConnack(timedOut: boolean, how?: { readonly end: LineEnd }): Failure {
    const why = this.#recorder.otherProtocol;
    return why === undefined
      ? { kind: 'no-connack', url: shownAddress(this.#options.url), timedOut, ...how }
      : { kind: 'broken', statement: 'MQTT-3.2.0-1', why, packet: undefined };
  }

  #unreachable(): Failure {
    return {
      kind: 'unreachable',
      url: shownAddress(this.#options.url),
      pageIsSecure: this.#environment.pageIsSecure,
      forbidden: false,
    };
  }

  #ready(): void {
    const { connack } = this.#conversation;
    if (this.#stage !== 'connecting' || !connack) return;
    this.#stage = 'connected';
    this.#cancelWait();
    this.#sleep = new SleepWatch(this.#environment);
    this.#events.accepted(connack);
  }

  #clientWrote(bytes: Uint8Array): void {
    const type = peekType(bytes);
    if (type === 'pingreq') this.#conversation.pinged(this.#environment.now());
    const isReplaced = type === 'connect' && !this.#client.writesConnect;
    this.#send(isReplaced ? this.#connectBytes : bytes);
  }

  #sendPacket(packet: Packet): void {
    this.#send(encode(packet, this.#options.version));
  }

  /** Each of them is a separate packet in the capture. */
  #acknowledge(packets: Uint8Array): void {
    if (this.#stage === 'ended') return;
    this.#transport.send({
      bytes: packets,
      leaving: () => {
        this.#recorder.answersLeave(packets);
      },
    });
  }

  #send(bytes: Uint8Array, written?: (packet: number) => void): void {
    if (this.#stage === 'ended') return;
    this.#transport.send({
      bytes,
      leaving: () => {
        const packet = this.#recorder.leaves(bytes);
        written?.(packet);
      },
    });
  }

  /**
   * Our policy for malformed packets and protocol errors (4.13): send the reason if MQTT 5 allows it, and
   * close. The socket closes only after the packets that arrived with it are recorded, because a closing
   * socket would discard them.
   */
  #break(breach: Breach): void {
    if (this.#stage === 'ended') return;
    if (this.#options.version === 5 && this.#stage !== 'opening') {
      this.#sendPacket({ type: 'disconnect', reasonCode: breach.code });
    }
    const { statement, why, packet } = breach;
    const mayGoOn = this.#stage === 'connected' && !this.#options.observeMalformed;
    const failure: Failure = { kind: 'broken', statement, why, packet };
    this.#end(mayGoOn ? { ...failure, mayGoOn } : failure, FAREWELL);
  }

  /** @param listening ms until the socket is closed */
  #end(failure: Failure | undefined, listening = 0): void {
    if (this.#stage === 'ended') return;
    const wasOpening = this.#stage === 'opening';
    this.#cancelWait();
    const own = this.#asleep(failure) ?? this.#slowPacket(failure);
    this.#sleep?.stop();
    this.#acks.end();
    if (own) this.#hungUpBy = { ...this.#hungUpBy, cause: own };
    if (listening === 0) this.hangUp();
    else {
      this.#cancelWait = this.#environment.after(listening, () => {
        this.hangUp();
      });
    }
    this.#stage = 'ended';
    this.#client.end();
    this.#observer?.ended();
    this.#events.ended(this.#explained(failure, own));
    // Nothing of ours can be in transit.
    if (wasOpening) this.#events.drained();
  }

  /** After a sleep, the broker has closed the connection, or its answer is overdue. */
  #asleep(failure: Failure | undefined): EndCause | undefined {
    const isOverdue =
      failure?.kind === 'lost' ||
      failure?.kind === 'keep-alive' ||
      (failure?.kind === 'disconnected' && failure.code === KEEP_ALIVE_TIMEOUT);
    const ms = isOverdue ? this.#sleep?.recentSleep : undefined;
    return ms === undefined ? undefined : { key: 'asleep', args: { seconds: seconds(ms) } };
  }

  #slowPacket(failure: Failure | undefined): EndCause | undefined {
    const { connect, version } = this.#options;
    const properties = this.#conversation.connack?.properties ?? [];
    return slowPacket({
      failure,
      leaving: this.#transport.leaving,
      keepAlive: propertyValue(properties, 'serverKeepAlive') ?? connect.keepAlive,
      version: `${version}`,
      now: this.#environment.now(),
    });
  }

  /** @param own the cause on this side */
  #explained(failure: Failure | undefined, own: EndCause | undefined): Failure | undefined {
    const cause = own ?? (this.#bridged.facts && this.#capture.endOf(this.#stream)?.cause);
    if (cause === undefined) return failure;
    const isExplained =
      failure?.kind === 'lost' ||
      (own && (failure?.kind === 'disconnected' || failure?.kind === 'keep-alive'));
    return isExplained ? { ...failure, cause } : failure;
  }

  /** Explains the end of a line of the companion. If the code is not loaded, only the sentence is missing. */
  #explainEnd(time: number): void {
    if (this.#bridged.facts === undefined || this.#hungUpBy.cause !== undefined) return;
    BRIDGED_END.with(
      (explain) => explain(this.#capture, this.#stream, this.#bridged, time),
      () => undefined,
    );
  }

  /** Runs once; no bytes pass afterwards. */
  hangUp(): void {
    if (this.#hungUp) return;
    this.#hungUp = true;
    this.#cancelWait();
    this.#transport.close();
    if (this.#stream === 0) return;
    this.#recorder.end();
    const time = this.#environment.now();
    this.#capture.closeStream(this.#stream, time, this.#hungUpBy);
    this.#explainEnd(time);
    this.#options.closed?.(this.#stream, time);
  }
}
