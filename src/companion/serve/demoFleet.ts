/** The demo devices, as clients over real sockets on the companion's own TCP port. */
import { randomInt, X509Certificate } from 'node:crypto';
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { Fleet } from '../../broker/fleet/fleet.ts';
import { SPARKPLUG_AFTER, sparkplugPlant } from '../../broker/fleet/sparkplug.ts';
import type { Credential } from '../access/admission.ts';
import { WakeTimer } from '../clock/wakeTimer.ts';
import type { TlsIdentity } from '../net/tlsIdentity.ts';

export interface DemoFleetOptions {
  /** Host of the companion's listeners. */
  readonly host: string;
  readonly port: number;
  /** Undefined: no encryption. */
  readonly tls: TlsIdentity | undefined;
  /** A connection inside the process if the ports require certificates; undefined: devices use the port. */
  readonly inside: (() => Duplex) | undefined;
  readonly credential: Credential;
  /** Absent: random at each start. */
  readonly seed?: number | undefined;
}

export class DemoFleet {
  readonly #options: DemoFleetOptions;
  readonly #fleet: Fleet;
  readonly #sockets = new Map<number, Duplex>();
  readonly #timer = new WakeTimer((now) => {
    this.#fleet.elapse(now);
    this.#act();
  });
  #isRunning = false;
  #isWhole = false;
  #closed = false;

  constructor(options: DemoFleetOptions) {
    this.#options = options;
    this.#fleet = new Fleet({
      seed: options.seed ?? randomInt(0x1_0000_0000),
      userName: options.credential.userName,
      password: options.credential.password,
      epoch: Date.now() - performance.now(),
    });
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Connects or disconnects the devices. */
  run(isRunning: boolean): void {
    if (isRunning === this.#isRunning || this.#closed) return;
    this.#isRunning = isRunning;
    if (isRunning) this.#start(performance.now());
    else this.#fleet.stop(performance.now());
    this.#act();
    if (!isRunning) for (const device of this.#sockets.keys()) this.#end(device);
  }

  #start(now: number): void {
    this.#fleet.start(now);
    if (this.#isWhole) return;
    this.#isWhole = true;
    this.#fleet.join(sparkplugPlant(), now + SPARKPLUG_AFTER);
  }

  /** Disconnects the devices. Remaining sockets close with the broker's. */
  close(): void {
    this.run(false);
    this.#closed = true;
    this.#timer.stop();
  }

  #act(): void {
    if (this.#closed) return;
    for (const action of this.#fleet.takeActions()) {
      const { device } = action;
      if (action.kind === 'open') this.#open(device);
      else if (action.kind === 'send') this.#sockets.get(device)?.write(action.bytes);
      else this.#end(device);
    }
    this.#timer.set(this.#fleet.wakeAt);
  }

  #open(device: number): void {
    const socket = this.#connect(() => {
      if (this.#sockets.get(device) !== socket) return;
      this.#fleet.opened(device, performance.now());
      this.#act();
    });
    this.#sockets.set(device, socket);
    socket.on('data', (bytes: Buffer) => {
      if (this.#sockets.get(device) !== socket) return;
      this.#fleet.received(device, bytes, performance.now());
      this.#act();
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      if (this.#sockets.get(device) !== socket) return;
      this.#sockets.delete(device);
      if (this.#closed) return;
      this.#fleet.closed(device, performance.now());
      this.#act();
    });
  }

  /** Closes after pending data and ignores further input. */
  #end(device: number): void {
    this.#sockets.get(device)?.end();
    this.#sockets.delete(device);
  }

  /** Accepts exactly our own certificate, with any issuer and any name. */
  #connect(opened: () => void): Duplex {
    const { port, inside, tls } = this.#options;
    if (inside !== undefined) {
      setImmediate(opened);
      return inside();
    }
    const host = reachable(this.#options.host);
    if (tls === undefined) return connect({ host, port, noDelay: true }, opened);
    const own = new X509Certificate(tls.cert).fingerprint256;
    const socket = connectTls({ host, port, rejectUnauthorized: false }, () => {
      if (socket.getPeerCertificate().fingerprint256 === own) opened();
      else socket.destroy();
    });
    socket.setNoDelay(true);
    return socket;
  }
}

/** An address to connect to if the companion listens on all. */
export function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host === '::' ? '::1' : host;
}
