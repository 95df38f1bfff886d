/**
 * Opens a line to a server step by step. The facts learnt on the way are reported, whether or not it opens.
 */
import type { Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import type { WebSocket } from 'ws';
import type { LineTarget } from '../../connection/bridge/bridgeProtocol.ts';
import type { LineFacts, LineFailure, LineStep } from '../../connection/bridge/lineFacts.ts';
import { urlHost } from '../net/addresses.ts';
import { type LineAddress, lineAddress } from './address.ts';
import { type Destinations, judgePlace } from './allowed.ts';
import { authorities, tlsCredentials } from './credentials.ts';
import { failureOf, LineError, proxyFailure } from './lineError.ts';
import { proxyAt, reachThrough } from './proxies.ts';
import { reach } from './reach.ts';
import { acceptedBy, judge, secured } from './tlsLine.ts';
import { upgraded } from './webLine.ts';

/** Limit of one step in s. */
const STEP_WITHIN = 15;

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

export type Dialled =
  | { readonly ok: true; readonly facts: LineFacts; readonly way: Socket | WebSocket }
  | { readonly ok: false; readonly facts: LineFacts; readonly failure: LineFailure };

export interface DialOptions extends Destinations {
  /** Aborts when the result is no longer needed. */
  readonly signal: AbortSignal;
  /** Limit of one step in s. */
  readonly within?: number;
  /** Receives the secrets of TLS, in lines of `SSLKEYLOGFILE`. */
  readonly keyLog?: (line: Buffer) => void;
}

/** Never throws. */
export async function dial(target: LineTarget, options: DialOptions): Promise<Dialled> {
  const dialling = new Dialling(target, options);
  try {
    const way = await dialling.open();
    return { ok: true, facts: dialling.facts, way };
  } catch (error) {
    return { ok: false, facts: dialling.facts, failure: dialling.failureOf(error) };
  }
}

class Dialling {
  readonly facts: Mutable<LineFacts> & { took: { [Step in LineStep]?: number } } = {
    address: undefined,
    proxy: undefined,
    tls: undefined,
    subprotocol: undefined,
    took: {},
  };
  readonly #target: LineTarget;
  readonly #options: DialOptions;
  #step: LineStep = 'connect';
  #isLate = false;
  #host = '';
  /** The destination as requested. */
  #asked = '';

  constructor(target: LineTarget, options: DialOptions) {
    this.#target = target;
    this.#options = options;
  }

  async open(): Promise<Socket | WebSocket> {
    const { url, tls = {} } = this.#target;
    const address = lineAddress(url);
    if (address === undefined) throw new LineError({ key: 'bad-address', args: { what: 'url' } });
    const { place, isTls } = address;
    this.#host = place.kind === 'tcp' ? place.host : place.path;
    this.#asked = place.kind === 'tcp' ? `${urlHost(place.host)}:${place.port}` : place.path;
    const credentials = isTls ? await tlsCredentials(tls) : undefined;
    const socket = await this.#reached(place);
    try {
      const way = credentials === undefined ? socket : await this.#secured(socket, credentials);
      return address.web === undefined ? way : await this.#upgraded(way, address);
    } catch (error) {
      socket.destroy();
      throw error;
    }
  }

  async #secured(socket: Socket, credentials: ConnectionOptions): Promise<Socket> {
    const { tls = {} } = this.#target;
    return this.#during('tls', async (signal) => {
      const { keyLog } = this.#options;
      const { secure, facts } = await secured(socket, this.#host, tls, credentials, signal, keyLog);
      this.facts.tls = facts;
      judge(facts, this.#host, tls);
      await acceptedBy(secure, signal);
      return secure;
    });
  }

  async #upgraded(way: Socket, address: LineAddress): Promise<WebSocket> {
    const webSocket = await this.#during('websocket', (signal) =>
      upgraded(way, address, this.#target, signal),
    );
    this.facts.subprotocol = webSocket.protocol;
    return webSocket;
  }

  failureOf(error: unknown): LineFailure {
    const { within = STEP_WITHIN } = this.#options;
    if (this.#isLate) return { key: 'timed-out', args: { step: this.#step, seconds: within } };
    const { address, proxy } = this.facts;
    if (this.#step === 'proxy' && proxy !== undefined) return proxyFailure(error, proxy);
    return failureOf(error, this.#step, this.#host, address ?? this.#asked);
  }

  async #reached(place: LineAddress['place']): Promise<Socket> {
    const { proxy: url, proxyCa } = this.#target;
    if (url === undefined || place.kind === 'unix') {
      let began = performance.now();
      const { socket, address } = await this.#during('connect', (signal) =>
        reach(place, this.#options, signal, () => {
          const now = performance.now();
          this.facts.took.name = Math.round(now - began);
          began = now;
        }),
      );
      if (this.facts.took.name !== undefined)
        this.facts.took.connect = Math.round(performance.now() - began);
      this.facts.address = address;
      return socket;
    }
    const proxy = proxyAt(url);
    if (proxy === undefined) throw new LineError({ key: 'bad-address', args: { what: 'proxy' } });
    this.facts.proxy = `${proxy.kind}://${urlHost(proxy.host)}:${proxy.port}`;
    judgePlace(place.host, place.port, this.#options.allowed);
    const ca = proxy.kind === 'https' ? await authorities(proxyCa, 'proxy-ca') : undefined;
    return this.#during('proxy', (signal) => reachThrough(proxy, place, ca, this.#options, signal));
  }

  /** Runs one step until its time limit or an abort. */
  async #during<T>(step: LineStep, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { signal, within = STEP_WITHIN } = this.#options;
    this.#step = step;
    const late = AbortSignal.timeout(within * 1000);
    const began = performance.now();
    try {
      return await run(AbortSignal.any([signal, late]));
    } finally {
      this.#isLate = late.aborted;
      this.facts.took[step] = Math.round(performance.now() - began);
    }
  }
}
