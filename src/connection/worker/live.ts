/** A connection requested by the user: opened, retried with back-off, and ended, with its session's state. */

import type { Capture } from '../../engine/capture/capture.ts';
import type { ConnackPacket } from '../../mqtt/tables/packet.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import type { ConnectionSettings } from '../../profiles/settings/settings.ts';
import { delayBefore } from '../environment/backOff.ts';
import type { Cancel, Environment } from '../environment/environment.ts';
import { originOf, StreamOrigins } from '../files/streamOrigins.ts';
import { Link } from '../link/link.ts';
import { once } from '../protocol/once.ts';
import type {
  Command,
  ConnectionEvent,
  ConnectionState,
  Failure,
  Farewell,
  OffendingRequest,
} from '../protocol/protocol.ts';
import type { PublishOutcome } from '../protocol/publishOutcome.ts';
import { recordedOutcome } from '../protocol/recordedNumber.ts';
import { OffendingRequests } from '../publish/offendingRequests.ts';
import { Outbox } from '../publish/outbox.ts';
import { PacketIds } from '../publish/packetIds.ts';
import type { Repeats } from '../publish/repeats.ts';
import { Subscriptions } from '../publish/subscriptions.ts';
import { type Opening, openingOf } from '../signIn/connectPacket.ts';
import type { DeviceNames, DeviceSignIn } from '../signIn/deviceSignIn.ts';
import { type CredentialsOf, SigningIn } from '../signIn/signingIn.ts';
import { addressError, failureOf, serverOf } from './addresses.ts';
import { DeviceTakeover } from './deviceTakeover.ts';
import { DuplicateClientId } from './duplicateClientId.ts';
import { healsByItself } from './retrying.ts';
import { Sockets } from './sockets.ts';

/**
 * µs. A connection that lasted this long resets the back-off. Shorter ones may be two clients that displace
 * each other.
 */
const STEADY = 5_000_000;

/** ms that messages wait for answers to subscriptions, if the broker may close because of either. */
const ANSWERED_WITHIN = 5000;

/** The server sent no MQTT packet. */
const NO_ANSWER: ReadonlySet<Failure['kind']> = new Set(['unreachable', 'line', 'no-connack']);

type Connect = Extract<Command, { readonly kind: 'connect' }>;

export class LiveConnection {
  readonly outbox: Outbox;
  readonly subscriptions: Subscriptions;
  /** Active repeats; absent before the first. */
  repeats: Repeats | undefined;
  readonly #environment: Environment;
  readonly #capture: Capture;
  readonly #deviceNames: DeviceNames;
  readonly #tell: (event: ConnectionEvent) => void;
  readonly #origins: StreamOrigins;
  readonly #ids = new PacketIds();
  readonly #duplicateClientId: DuplicateClientId;
  /** Stream of the newest transport connection. */
  #stream = 0;
  #wanted: Connect | undefined;
  /** Client identifier assigned by the server, valid while the settings stay. */
  #assignedId: string | undefined;
  /** Owner of the session state in the outbox and the subscriptions; undefined if none. */
  #sessionOf: string | undefined;
  #link: Link | undefined;
  /** A CONNECT may have arrived whose CONNACK was lost, so the next session may have been created by it. */
  #unanswered = false;
  #attempt = 0;
  #connectedAt: number | undefined;
  /** Address that has accepted a connection. */
  #reached: string | undefined;
  readonly #deviceTakeover = new DeviceTakeover();
  readonly #offendingRequests = new OffendingRequests();
  #cancelWait: Cancel = () => undefined;
  #state: ConnectionState = { kind: 'closed', failure: undefined };
  /** Failure of the previous attempt, while another one is pending or active. */
  #lastFailure: Failure | undefined;
  readonly #sockets: Sockets;
  readonly #signingIn: SigningIn;

  /** @param origins records the setup of each stream */
  constructor(
    environment: Environment,
    capture: Capture,
    deviceSignIn: DeviceSignIn,
    tell: (event: ConnectionEvent) => void,
    origins: StreamOrigins = new StreamOrigins(),
  ) {
    this.#origins = origins;
    this.#environment = environment;
    this.#sockets = new Sockets(environment);
    this.#signingIn = new SigningIn(environment, deviceSignIn.signing);
    this.#capture = capture;
    this.#deviceNames = deviceSignIn;
    this.#tell = tell;
    this.outbox = new Outbox(
      environment,
      this.#ids,
      (id, outcome) => {
        tell({ kind: 'published', id, outcome: recordedOutcome(this.#timed(outcome)) });
      },
      (packet) => {
        capture.gaveUp(packet);
      },
    );
    this.subscriptions = new Subscriptions(this.#ids, environment, {
      changed: (subscriptions) => {
        tell({ kind: 'subscriptions', subscriptions });
      },
      staysAtMostOnce: () => {
        tell({ kind: 'stays-at-most-once' });
      },
    });
    this.#duplicateClientId = new DuplicateClientId(environment.others, () => {
      capture.sameClientElsewhere(this.#stream, environment.now());
    });
  }

  /** Connection for raw bytes; `link` is set while connected. */
  get current(): {
    readonly settings: ConnectionSettings | undefined;
    readonly link: Link | undefined;
  } {
    const isConnected = this.#state.kind === 'connected';
    return { settings: this.#wanted?.settings, link: isConnected ? this.#link : undefined };
  }

  /** With the latency of the recorded exchange, so that all views show the same figure. */
  #timed(outcome: PublishOutcome): PublishOutcome {
    if (outcome.kind !== 'acknowledged' || outcome.packet === undefined) return outcome;
    const capture = this.#capture;
    const latency = capture.exchangeFacts(capture.exchangeOf(outcome.packet))?.latency;
    return latency === undefined ? outcome : { ...outcome, ms: latency / 1000 };
  }

  connect(command: Connect): void {
    this.#leave();
    this.#duplicateClientId.left();
    const before = this.#wanted?.settings;
    const target = this.#sessionName(command.settings, command.settings.clientId);
    const isAnother = before && this.#sessionName(before, before.clientId) !== target;
    this.#offendingRequests.forget();
    if (isAnother) {
      this.repeats?.stopAll();
      this.outbox.abandon();
    }
    // A user who reconnects anyway is notified at once the next time.
    if (isAnother || !this.#isDisplaced) this.#deviceTakeover.forget();
    this.#wanted = command;
    this.outbox.setReadOnly(command.settings.readOnly ?? false);
    this.#assignedId = undefined;
    this.#lastFailure = undefined;
    this.#attempt = 0;
    this.subscriptions.replace(
      command.settings.subscriptions,
      this.#isSameSession(command.settings),
    );
    this.#try();
  }

  /** Ends the connection and stops retries. */
  disconnect(farewell?: Farewell): void {
    this.repeats?.stopAll();
    this.#deviceTakeover.forget();
    this.#leave(farewell);
    this.#duplicateClientId.left();
    if (this.#state.kind !== 'closed') this.#become({ kind: 'closed', failure: undefined });
  }

  /** Also stops an attempt that began before the caller could know. */
  stopRetrying(): void {
    if (this.#state.kind !== 'waiting' && this.#state.kind !== 'connecting') return;
    this.#leave();
    this.#duplicateClientId.left();
    this.#giveUp(this.#lastFailure);
  }

  retryNow(): void {
    if (this.#link || !this.#wanted) return;
    this.#cancelWait();
    if (this.#state.kind === 'closed') this.#attempt = 0;
    this.#try();
  }

  /** The network is back: retries at once. */
  networkIsBack(): void {
    if (this.#state.kind === 'waiting') this.retryNow();
  }

  /** Calls back when everything has left and every socket is closed. */
  drained(done: () => void): void {
    this.#sockets.drained(this.#link, done);
  }

  #try(): void {
    const wanted = this.#wanted;
    if (!wanted) return;
    this.#attempt += 1;
    this.#become({ kind: 'connecting', attempt: this.#attempt });
    const { url } = wanted.settings;
    const go = (): void => {
      this.#signIn(wanted);
    };
    if (this.#sockets.hangUp(url)) go();
    else this.#cancelWait = this.#sockets.whenFree(url, go);
  }

  #signIn(wanted: Connect): void {
    const { settings } = wanted;
    this.#cancelWait = () => {
      this.#signingIn.cancel();
    };
    this.#signingIn.begin(settings, this.#assignedId ?? settings.clientId, {
      ready: (credentialsOf) => {
        this.#start(wanted, credentialsOf);
      },
      failed: (failure) => {
        this.#failed(failure);
      },
      told: (facts) => {
        this.#tell({ kind: 'pre-auth', facts });
      },
    });
  }

  /** Sends AUTH to sign in again (4.12.1); does nothing if the connection signed in without it. */
  reauthenticate(): void {
    const { link } = this.current;
    const begun = this.#signingIn.authenticator?.again();
    if (link && begun) link.reauthenticate(begun);
  }

  #start(wanted: Connect, credentialsOf: CredentialsOf): void {
    const { settings } = wanted;
    try {
      const credentials = credentialsOf(this.#assignedId ?? settings.clientId);
      const { url, packet } = openingOf(settings, wanted.limits ?? {}, credentials);
      const error = addressError(url, this.#environment.schemes);
      if (error !== undefined) {
        this.#failed({ kind: 'invalid', why: error });
        return;
      }
      this.#open(wanted, url, packet);
    } catch (error) {
      this.#failed(failureOf(error, settings.url, this.#environment.pageIsSecure));
    }
  }

  #open(wanted: Connect, url: string, connect: Opening['packet']): void {
    const { settings } = wanted;
    const link: Link = new Link(
      this.#environment,
      this.#capture,
      {
        url,
        line: settings.line,
        connect,
        version: settings.version,
        authenticator: this.#signingIn.authenticator,
        observeMalformed: wanted.observeMalformed ?? settings.goOnAfterMalformed ?? false,
        opened: (stream, time) => {
          this.#stream = stream;
          this.#origins.opened(stream, originOf(settings, url, time));
        },
        closed: (stream, time) => {
          this.#origins.closed(stream, time);
        },
      },
      {
        accepted: (connack) => {
          this.#accepted(link, settings, connack);
        },
        answered: (...answer) => {
          const qos = this.outbox.answered(...answer);
          if (qos !== undefined) this.#offendingRequests.taken(qos);
        },
        granted: (...answer) => this.subscriptions.granted(...answer),
        released: (...answer) => {
          this.subscriptions.released(...answer);
        },
        error: (message) => {
          this.#tell({ kind: 'fault', why: { key: 'said', args: { text: message } } });
        },
        passedOver: (packets) => {
          this.#tell({ kind: 'passed-over', packets });
        },
        ping: (ms) => {
          this.#tell({ kind: 'ping', ms });
        },
        awaitsAcks: (about) => {
          this.#tell({ kind: 'awaits-acks', about });
        },
        ended: (failure) => {
          if (this.#link === link) this.#ended(settings, failure);
        },
        drained: () => {
          this.#sockets.closed(link);
        },
        lineLearnt: (facts) => {
          this.#tell({ kind: 'line', facts });
        },
      },
    );
    this.#link = link;
    this.#sockets.opened(link, settings.url);
  }

  #accepted(link: Link, settings: ConnectionSettings, connack: ConnackPacket): void {
    const { version } = settings;
    const assigned = propertyValue(connack.properties, 'assignedClientIdentifier');
    if (assigned !== undefined) this.#assignedId = assigned;
    const clientId = this.#assignedId ?? settings.clientId;
    const session = this.#sessionName(settings, clientId);
    const expected = this.#sessionOf === session && !settings.cleanStart;
    // MQTT 3.1 lacks the flag: a session without Clean Session continues.
    const resumed = version === 3 ? expected : connack.sessionPresent;
    if (!resumed || !expected) this.outbox.forget();
    const holdsSubscriptions = resumed && version !== 3 && !this.#unanswered;
    this.#unanswered = false;
    this.#sessionOf = outlivesConnection(settings, connack) ? session : undefined;
    this.#connectedAt = this.#environment.now();
    this.#reached = settings.url;
    const keepAlive = propertyValue(connack.properties, 'serverKeepAlive') ?? settings.keepAlive;
    this.#become({
      kind: 'connected',
      sessionPresent: connack.sessionPresent,
      sessionLost: expected && !resumed,
      keepAlive,
      clientId: this.#ownerOf(settings, clientId),
      maximumQoS: link.limits.maximumQoS,
      retainAvailable: link.limits.retainAvailable,
      maximumPacketSize: link.limits.maximumPacketSize,
    });
    const server = this.#environment.serverName?.(settings.url) ?? serverOf(settings);
    this.#duplicateClientId.connected(this.#sessionName({ ...settings, url: server }, clientId));
    const isOver = this.#sessionOf === undefined && !resumed;
    const begun = { resumed: holdsSubscriptions, raises: version === 5 && isOver };
    if (this.#offendingRequests.isWary) {
      const letOut = once(() => {
        giveUpWaiting();
        if (this.#link !== link) return;
        this.outbox.connected(link, resumed, true);
        this.repeats?.goOn();
      });
      const giveUpWaiting = this.#environment.after(ANSWERED_WITHIN, letOut);
      this.subscriptions.connected(link, { ...begun, settled: letOut });
    } else {
      this.subscriptions.connected(link, begun);
      this.outbox.connected(link, resumed);
      this.repeats?.goOn();
    }
  }

  #ended(settings: ConnectionSettings, failure: Failure | undefined): void {
    if (failure?.kind === 'no-connack') this.#unanswered = true;
    const offendingRequest = failure && this.#offendingRequestOf(failure);
    const code = failure?.kind === 'disconnected' ? failure.code : undefined;
    if (failure && this.#connectedAt !== undefined) this.subscriptions.failed(failure);
    // Held first, so that it outlives a session that ends.
    if (offendingRequest?.kind === 'subscribe')
      this.subscriptions.hold(offendingRequest.filter, code);
    else if (offendingRequest) this.outbox.hold(offendingRequest.id, code);
    this.#unlink(settings);
    if (failure === undefined) this.#giveUp(failure);
    else if (offendingRequest && (failure.kind === 'lost' || failure.kind === 'disconnected')) {
      this.#failed({ ...failure, offendingRequest });
    } else this.#failed(failure);
  }

  /** The request that made the server end the connection; undefined if unknown. */
  #offendingRequestOf(failure: Failure): OffendingRequest | undefined {
    if (this.#connectedAt === undefined) return undefined;
    const unanswered = [...this.subscriptions.unanswered, ...this.outbox.unanswered];
    return this.#offendingRequests.ended(failure, unanswered, this.#environment.now());
  }

  /** Schedules a retry if it can help. */
  #failed(seen: Failure): void {
    const lasted =
      this.#connectedAt === undefined ? undefined : this.#environment.now() - this.#connectedAt;
    this.#connectedAt = undefined;
    if (lasted !== undefined && lasted >= STEADY) this.#attempt = 1;
    const isDevice = this.#wanted?.settings.signIn.kind === 'alibaba';
    const hasCause = 'offendingRequest' in seen;
    const failure = isDevice && !hasCause ? this.#deviceTakeover.judge(seen, lasted) : seen;
    // If the cause is gone, or only one request is sent at a time, the next connection differs.
    const isAnother =
      failure.kind === 'disconnected' &&
      (failure.offendingRequest || this.#offendingRequests.isWary);
    // An address that never answered is not retried automatically.
    const isUnknown = NO_ANSWER.has(failure.kind) && this.#reached !== this.#wanted?.settings.url;
    if (isUnknown || (!isAnother && !healsByItself(failure))) {
      this.#giveUp(failure);
      return;
    }
    const attempt = this.#attempt + 1;
    const delay = delayBefore(attempt, this.#environment.random());
    const at = this.#environment.wallClock() + delay;
    this.#cancelWait = this.#environment.after(delay, () => {
      this.#try();
    });
    this.#become({ kind: 'waiting', attempt, at, delay, failure });
  }

  /** Stops retrying, and repeats with it, which would pile up messages for the next connection. */
  #giveUp(failure: Failure | undefined): void {
    this.repeats?.stopAll();
    this.#become({ kind: 'closed', failure });
  }

  /** Ends the current connection without a retry. */
  #leave(farewell?: Farewell): void {
    this.#cancelWait();
    const link = this.#link;
    const settings = this.#wanted?.settings;
    if (!link || !settings) return;
    if (this.#state.kind === 'connecting') this.#unanswered = true;
    this.#unlink(settings);
    link.disconnect(farewell);
  }

  #unlink(settings: ConnectionSettings): void {
    this.#link = undefined;
    // The session ended with its connection, or the next CONNECT discards it.
    const keepsSession = this.#sessionOf !== undefined && !settings.cleanStart;
    this.outbox.disconnected();
    this.subscriptions.disconnected(keepsSession);
    if (!keepsSession) this.outbox.forget();
  }

  /** Names the session that these settings resume. */
  #sessionName(settings: ConnectionSettings, clientId: string): string {
    return JSON.stringify([settings.url, this.#ownerOf(settings, clientId)]);
  }

  /** A platform's sessions belong to the device, independent of the client identifier. */
  #ownerOf({ signIn }: ConnectionSettings, clientId: string): string {
    return signIn.kind === 'alibaba' ? this.#deviceNames.sessionName(signIn) : clientId;
  }

  #isSameSession(settings: ConnectionSettings): boolean {
    return (
      !settings.cleanStart && this.#sessionOf === this.#sessionName(settings, settings.clientId)
    );
  }

  get #isDisplaced(): boolean {
    return this.#state.kind === 'closed' && this.#state.failure?.kind === 'displaced';
  }

  #become(state: ConnectionState): void {
    this.#state = state;
    if (state.kind !== 'connecting')
      this.#lastFailure = 'failure' in state ? state.failure : undefined;
    this.#tell({ kind: 'state', state });
  }
}

/** True if the session outlives the connection (3.1.2.4; MQTT 5: 3.1.2.11.2, 3.2.2.3.2). */
function outlivesConnection(settings: ConnectionSettings, connack: ConnackPacket): boolean {
  if (settings.version !== 5) return !settings.cleanStart;
  const expiry =
    propertyValue(connack.properties, 'sessionExpiryInterval') ?? settings.sessionExpiry;
  return expiry > 0;
}
