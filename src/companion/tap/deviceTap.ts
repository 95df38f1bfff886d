/** A tap between devices and their broker, which reports all traffic to observers. */
import { performance } from 'node:perf_hooks';
import { WebSocket } from 'ws';
import { UnauthenticatedConnections } from '../../base/unauthenticated.ts';
import { NETWORK } from '../../broker/faults/marks.ts';
import { causeOf, type TransportEnd } from '../../engine/disconnectCause/causeOf.ts';
import { causeOnPurpose } from '../../engine/disconnectCause/causeOnPurpose.ts';
import { seconds } from '../../engine/disconnectCause/causeTimes.ts';
import { ConnectionWatch } from '../../engine/disconnectCause/connectionWatch.ts';
import type { EndCause } from '../../engine/endCauses/endCauses.ts';
import { Treatments } from '../../engine/endCauses/treatments.ts';
import type { Sender } from '../../mqtt/tables/packet.ts';
import { StartError } from '../cli/errors.ts';
import type { Allowed } from '../dial/allowed.ts';
import { dial } from '../dial/line.ts';
import { type ListenAddress, shownListen } from '../net/listenAddress.ts';
import { WireHost } from '../wires/wireHost.ts';
import type { KeyAndCertificate } from './certificateForms.ts';
import { Relay } from './relay.ts';
import { SILENT_WITHIN, SilentVisits } from './silentVisits.ts';
import { type Caller, TapListener } from './tapListener.ts';
import type { Ending, TapObserver, TappedPeer } from './tapObserver.ts';
import { isAt, type NamedTarget, shownTarget, targetFor, withPath } from './tapTarget.ts';
import type { EndedHow } from './wireEnd.ts';

export interface TapOptions {
  readonly listen: ListenAddress;
  readonly targets: readonly NamedTarget[];
  /** Certificate for devices by requested name; undefined: no TLS. */
  readonly identity: ((serverName: string | undefined) => KeyAndCertificate) | undefined;
  /** Undefined: everywhere except link-local. */
  readonly allowed: Allowed | undefined;
  readonly keyLog?: (line: Buffer) => void;
  /** Option that set the listening address. */
  readonly option: string;
  /** Fault rules; without it packets pass unchanged. */
  readonly wires?: WireHost;
  /** Numbers the connections if several taps share observers and rules. */
  readonly nextNumber?: () => number;
  /** Limit of connected devices. */
  readonly most?: number;
  /** ms after one side's end at which a half-open connection is reported. */
  readonly halfClosedAfter?: number;
}

interface Tapped {
  readonly watch: ConnectionWatch;
  readonly treatments: Treatments;
  readonly peer: TappedPeer;
  readonly gone: AbortController;
  relay: Relay | undefined;
  /** Set if a rule or a user has ended it. */
  cut: { readonly rule: string | undefined } | undefined;
  /** Treatment of a packet that made one side close. */
  purpose: EndCause | undefined;
}

/** ms, so that an end which the other side follows at once is reported once. */
const HALF_CLOSED_AFTER = 1000;
/** Connections that fit the open files of a process. */
const MOST = 4000;
/** Limit of further connections in TLS or HTTP. */
const MOST_OPENING = 1000;

/** Client identifiers remembered with their last connection. */
const MOST_NAMES = 20_000;

export class Tap {
  readonly #options: TapOptions;
  readonly #observers: readonly TapObserver[];
  readonly #listener: TapListener;
  readonly #wires: WireHost;
  readonly #connections = new Map<number, Tapped>();
  /** Connections without an accepted CONNECT. */
  readonly #unauthenticated = new UnauthenticatedConnections<number>();
  /** Last connection by client identifier. */
  readonly #names = new Map<string, { connection: number; address: string; time: number }>();
  readonly #silent = new SilentVisits();
  /** Silent visits that were only counted: number reported so far, and time of the next report. */
  #silentTold = 0;
  #silentDue: NodeJS.Timeout | undefined;
  #count = 0;
  #port = 0;
  #isOver = false;

  constructor(options: TapOptions, observers: readonly TapObserver[]) {
    this.#options = options;
    this.#observers = observers;
    const { listen, identity, keyLog, option } = options;
    this.#wires = options.wires ?? new WireHost({ marked: ignore, placed: ignore });
    this.#listener = new TapListener(
      {
        listen,
        identity,
        keyLog,
        option,
        mostOpening: MOST_OPENING,
      },
      {
        caller: (caller) => void this.#lead(caller),
        failed: (address, cause, came) => this.#failed(address, cause, came),
      },
    );
  }

  /** Throws `StartError`. */
  async open(): Promise<void> {
    this.#port = await this.#listener.open();
    const { listen, targets } = this.#options;
    const itself = targets.find(({ target }) =>
      isAt(target, { host: listen.host, port: this.#port }),
    );
    if (itself === undefined) return;
    await this.close();
    throw new StartError((say) => say.tapToItself(shownTarget(itself.target)));
  }

  get port(): number {
    return this.#port;
  }

  /** `mqtts://127.0.0.1:8883`. */
  get address(): string {
    return shownListen({ ...this.#options.listen, port: this.#port });
  }

  /** Connected devices. */
  get connections(): number {
    return this.#connections.size;
  }

  /** Connections so far. */
  get count(): number {
    return this.#count;
  }

  /** Silent ones among them that are not reported singly because there are too many. */
  get silent(): number {
    return this.#silent.count;
  }

  /** Resolves when everything is closed. */
  async close(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#reportSilent();
    const shut = this.#listener.shut();
    const now = performance.now();
    for (const [connection, tapped] of this.#connections) {
      tapped.gone.abort();
      this.#end(connection, undefined, { key: 'tap-stopped', args: {} }, now);
      tapped.relay?.hangUp();
    }
    this.#wires.close();
    setTimeout(() => this.#listener.clear(), 1500).unref();
    await shut;
  }

  async #lead(caller: Caller): Promise<void> {
    const { listen, targets, allowed } = this.#options;
    if (this.#isOver || !this.#hasRoomFor(caller.machine)) {
      caller.refuse();
      return;
    }
    const named = targetFor(targets, caller.serverName);
    const opened = performance.now();
    const peer: TappedPeer = {
      address: caller.address,
      loopback: caller.loopback,
      transport: listen.isWeb ? 'websocket' : 'tcp',
      secure: listen.isTls,
      onward: named === undefined ? '' : shownTarget(named.target),
    };
    const connection = this.#begin(peer, opened);
    const tapped = this.#connections.get(connection);
    if (tapped === undefined) return;
    this.#unauthenticated.add(connection, caller.machine);
    if (named === undefined) {
      const name = caller.serverName ?? '';
      this.#end(connection, undefined, { key: 'unknown-name', args: { name } }, opened);
      caller.refuse();
      return;
    }
    const signal = AbortSignal.any([caller.gone, tapped.gone.signal]);
    const { alpn, protocols } = caller;
    const target = withPath(named.target, caller.path);
    const dialled = await dial(
      {
        ...target,
        ...(protocols.length > 0 && target.protocols === undefined && { protocols }),
        ...(alpn.length > 0 && target.tls?.alpn === undefined && { tls: { ...target.tls, alpn } }),
      },
      { allowed, signal, ...(this.#options.keyLog && { keyLog: this.#options.keyLog }) },
    );
    if (!dialled.ok) {
      const cause: EndCause = caller.gone.aborted
        ? leftEarly(caller, opened)
        : { key: 'no-line', args: { failure: dialled.failure } };
      this.#end(connection, caller.gone.aborted ? 'client' : undefined, cause, performance.now());
      caller.refuse();
      return;
    }
    const device = await caller.take(dialled.facts.subprotocol).catch(() => undefined);
    if (device === undefined) {
      if (dialled.way instanceof WebSocket) dialled.way.terminate();
      else dialled.way.destroy();
      this.#end(connection, 'client', leftEarly(caller, opened), performance.now());
      return;
    }
    tapped.relay = new Relay(device, dialled.way, this.#wires, connection, {
      passed: (sender, bytes) => this.#passed(connection, tapped, sender, bytes),
      textFrames: (sender) => {
        for (const observer of this.#observers) observer.textFrames?.(connection, sender);
      },
      ending: (by, how) => this.#ending(connection, tapped, by, how),
      cut: (rule) => {
        tapped.cut = { rule };
      },
      treated: (mark) => tapped.treatments.told(mark),
      ledOn: (now) => {
        tapped.treatments.lastForwarded = now;
      },
      ended: () => this.#ended(connection, tapped),
    });
    if (this.#isOver) tapped.relay.hangUp();
  }

  /** Evicts an unauthenticated connection if that makes room. */
  #hasRoomFor(machine: string): boolean {
    const { most = MOST } = this.#options;
    if (this.#connections.size < most) return true;
    const first = this.#unauthenticated.first(machine);
    const tapped = first === undefined ? undefined : this.#connections.get(first);
    if (first === undefined || tapped === undefined) return false;
    tapped.gone.abort();
    this.#end(first, undefined, { key: 'crowded-out', args: {} }, performance.now());
    tapped.relay?.hangUp();
    return true;
  }

  /** @param came time of arrival if it is reported later */
  #begin(peer: TappedPeer, now: number, came = now): number {
    this.#count += 1;
    const connection = this.#options.nextNumber?.() ?? this.#count;
    const watch = new ConnectionWatch(came);
    const gone = new AbortController();
    this.#connections.set(connection, {
      watch,
      treatments: new Treatments(),
      peer,
      gone,
      relay: undefined,
      cut: undefined,
      purpose: undefined,
    });
    for (const observer of this.#observers) observer.opened(connection, peer, now);
    return connection;
  }

  #failed(address: string, cause: EndCause, came: number): void {
    // They end with the tap.
    if (this.#isOver) return;
    const now = performance.now();
    if (cause.key === 'said-nothing' && !this.#silent.isReported(address, now)) {
      this.#count += 1;
      this.#silentDue ??= setTimeout(() => this.#reportSilent(), SILENT_WITHIN).unref();
      return;
    }
    const { listen } = this.#options;
    const transport = listen.isWeb ? 'websocket' : 'tcp';
    const peer = { address, loopback: false, transport, secure: listen.isTls, onward: '' } as const;
    this.#end(this.#begin(peer, now, came), 'client', cause, now);
  }

  #reportSilent(): void {
    clearTimeout(this.#silentDue);
    this.#silentDue = undefined;
    const count = this.#silent.count - this.#silentTold;
    this.#silentTold = this.#silent.count;
    if (count === 0) return;
    for (const observer of this.#observers) observer.silent?.(count);
  }

  #passed(connection: number, tapped: Tapped, sender: Sender, bytes: Uint8Array): void {
    const now = performance.now();
    const { watch } = tapped;
    const before = watch.connected;
    // A device's data after its broker's end is not the cause.
    const isAfter = sender === 'client' && this.#ends.get(tapped)?.by === 'server';
    if (!isAfter) watch.passed(sender, bytes, now);
    if (sender === 'server' && watch.connack?.code === 0) this.#unauthenticated.delete(connection);
    if (before === undefined && watch.connected !== undefined) this.#named(connection, tapped, now);
    for (const observer of this.#observers) observer.passed(connection, sender, bytes, now);
  }

  #named(connection: number, { watch: { clientId }, peer }: Tapped, time: number): void {
    if (clientId === undefined || clientId === '') return;
    if (this.#names.size > MOST_NAMES) this.#names.clear();
    this.#names.set(clientId, { connection, address: peer.address, time });
  }

  readonly #ends = new WeakMap<Tapped, TransportEnd>();

  /** The first side has ended. Later data of the broker counts, but not for the cause. */
  #ending(connection: number, tapped: Tapped, by: Sender, how: EndedHow): void {
    const { treatments, watch } = tapped;
    const last = this.#names.get(watch.clientId ?? '');
    const rival = last !== undefined && last.connection !== connection ? last : undefined;
    const end = { ...how, by, time: performance.now(), ...(rival && { rival }) };
    this.#ends.set(tapped, end);
    if (this.#wires.isSilent(connection)) {
      const { server = watch.opened } = watch.heard;
      treatments.silencedBy(NETWORK, Math.max(treatments.lastForwarded, server));
    }
    // Waiting packets may still pass, without effect.
    tapped.purpose = causeOnPurpose(causeOf(watch, end), watch, end, treatments);
    const { halfClosedAfter = HALF_CLOSED_AFTER } = this.#options;
    setTimeout(() => this.#reportHalf(connection, tapped, end), halfClosedAfter).unref();
  }

  /** Reports a half-open connection, because the other side may never end. */
  #reportHalf(connection: number, tapped: Tapped, end: TransportEnd): void {
    const { watch, cut, purpose } = tapped;
    if (cut !== undefined || this.#connections.get(connection) !== tapped) return;
    const { by } = end;
    const ending = endingOf(tapped, by, purpose ?? causeOf(watch, end), performance.now());
    for (const observer of this.#observers) observer.halfClosed?.(connection, { ...ending, by });
  }

  #ended(connection: number, tapped: Tapped): void {
    const now = performance.now();
    const { watch, cut, purpose } = tapped;
    if (cut !== undefined) {
      this.#end(connection, undefined, { key: 'on-purpose', args: cut }, now);
      return;
    }
    const end = this.#ends.get(tapped) ?? { by: 'client', how: 'closed', time: now };
    this.#end(connection, end.by, purpose ?? causeOf(watch, end), now);
  }

  #end(connection: number, by: Sender | undefined, cause: EndCause, now: number): void {
    const tapped = this.#connections.get(connection);
    this.#unauthenticated.delete(connection);
    if (!this.#connections.delete(connection) || tapped === undefined) return;
    const { clientId = '' } = tapped.watch;
    if (this.#names.get(clientId)?.connection === connection) this.#names.delete(clientId);
    const ending = endingOf(tapped, by, cause, now);
    for (const observer of this.#observers) observer.closed(connection, ending, now);
  }
}

const ignore = (): void => undefined;

const endingOf = (
  { watch: { clientId, opened }, peer: { address } }: Tapped,
  by: Sender | undefined,
  cause: EndCause,
  now: number,
): Ending => ({ by, cause, clientId, address, lasted: now - opened });

/** Cause of an end before the line to the broker. */
function leftEarly(caller: Caller, opened: number): EndCause {
  const after = seconds(performance.now() - opened);
  return caller.hasSpoken()
    ? { key: 'left-early', args: { after } }
    : { key: 'said-nothing', args: { by: 'client', after } };
}
