/** The bridge over WebSocket at `/bridge`, for pages with the token of this start. */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { UnauthenticatedConnections } from '../../base/unauthenticated.ts';
import { type RefusalFact, saidOf } from '../../broker/core/commands/refusals.ts';
import type { Account } from '../../broker/core/memory/ledger.ts';
import { tapsOfDevices } from '../../broker/tap/deviceTaps.ts';
import {
  BRIDGE_PATH,
  type LineNews,
  type LineTarget,
} from '../../connection/bridge/bridgeProtocol.ts';
import type { LineFacts } from '../../connection/bridge/lineFacts.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { LARGEST_PACKET } from '../../mqtt/tables/packetSize.ts';
import { parseJson } from '../../payload/json/parseJson.ts';
import type { TokenGate } from '../control/tokenGate.ts';
import { lineAddress } from '../dial/address.ts';
import type { Allowed } from '../dial/allowed.ts';
import { dial } from '../dial/line.ts';
import type { Report } from '../log/hostEvents.ts';
import { peerAddress } from '../mqtt/tcpListener.ts';
import { refuseUpgrade } from '../mqtt/webSocketListener.ts';
import { machineOf, urlHost } from '../net/addresses.ts';
import { remoteEnd } from '../net/remoteEnd.ts';
import { UnfinishedMessages } from '../net/unfinishedMessages.ts';
import { WireHost } from '../wires/wireHost.ts';
import { endPage } from './endPage.ts';
import { parseHello } from './parseHello.ts';
import { Relay } from './relay.ts';

/** Bytes: certificates and keys with their JSON. */
const LARGEST_HELLO = 4 * 1024 * 1024;
/** Bytes held for all connections whose token is not checked yet. */
const UNAUTHENTICATED_BYTES = 2 * LARGEST_HELLO;
/**
 * Fragments of one message. Browsers send fragments of many KiB, and each takes much memory beside its bytes.
 */
const MOST_FRAGMENTS = 4096;
/** Bytes of a frame's header (RFC 6455, 5.2). */
const FRAME_HEAD = 14;
/** ms from opening to the first message. */
const HELLO_WITHIN = 5000;
/** s for each step of a probe. */
const PROBE_WITHIN = 5;
/** Limit of lines. */
const MOST = 256;
/** Further lines whose token is not checked yet. Beyond it, the address with the most of them loses one. */
const MOST_UNAUTHENTICATED = 32;
const CLOSE_NORMAL = 1000;
const CLOSE_POLICY = 1008;
const CLOSE_MISTAKE = 1011;
const NOTHING_LEARNT: LineFacts = {
  address: undefined,
  proxy: undefined,
  tls: undefined,
  subprotocol: undefined,
  took: {},
};

export interface BridgeOptions {
  /** Undefined: everywhere except link-local addresses. */
  readonly allowed: Allowed | undefined;
  readonly report: Report;
  /** Charged for data of unauthenticated connections. */
  readonly memory: Account;
  /** Called when the token is correct. */
  readonly admitted: (socket: Socket) => void;
}

/** Applies fault rules to packets on the bridge and reports the marks. */
class BridgeFaults {
  /** Reports only marks, because pages see their own packets. */
  readonly taps = tapsOfDevices(CONVENTIONS.secrets);
  readonly wires = new WireHost({
    marked: (mark) => {
      this.taps.marked(mark);
      this.#flushLater();
    },
    placed: (mark) => {
      this.taps.placed(mark);
      this.#flushLater();
    },
  });
  #count = 0;
  #isFlushing = false;

  /** Number of the next connection. */
  next(): number {
    this.#count += 1;
    return this.#count;
  }

  /** Sends the events of a turn in one message. */
  #flushLater(): void {
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    setImmediate(() => {
      this.#isFlushing = false;
      this.taps.flush();
    });
  }
}

export class BridgeListener {
  readonly #gate: TokenGate;
  readonly #options: BridgeOptions;
  readonly faults = new BridgeFaults();
  readonly #pages = new Set<WebSocket>();
  readonly #unauthenticated = new UnauthenticatedConnections<WebSocket>();
  /** Lines whose token was correct. */
  readonly #authenticated = new Set<WebSocket>();
  readonly #unfinished: UnfinishedMessages;
  readonly #server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    // A frame may hold any packet.
    maxPayload: LARGEST_PACKET,
    maxFragments: MOST_FRAGMENTS,
    handleProtocols: () => false,
  });

  constructor(gate: TokenGate, options: BridgeOptions) {
    this.#gate = gate;
    this.#options = options;
    this.#unfinished = new UnfinishedMessages(UNAUTHENTICATED_BYTES, options.memory);
  }

  /** Takes over an upgrade request whose path, Host and Origin are accepted. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (request.url !== BRIDGE_PATH) {
      refuseUpgrade(socket, 400, 'The address of the bridge has no query.');
      return;
    }
    if (this.#authenticated.size >= MOST) {
      refuseUpgrade(socket, 503, `The bridge allows ${MOST} connections at a time.`);
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (page) => {
      this.#pages.add(page);
      page.once('close', () => {
        this.#pages.delete(page);
        this.#unauthenticated.delete(page);
        this.#authenticated.delete(page);
      });
      const most = LARGEST_HELLO + FRAME_HEAD;
      const unlimited = limitStranger(socket, most, () => page.terminate());
      const uncounted = this.#unfinished.watch(page, socket, true);
      // 'close' follows.
      page.on('error', () => undefined);
      const machine = machineOf(remoteEnd(request.socket).address);
      this.#unauthenticated.add(page, machine);
      if (this.#unauthenticated.size > MOST_UNAUTHENTICATED)
        this.#crowdOut(this.#unauthenticated.first());
      this.#greet(page, request.socket, () => {
        unlimited();
        uncounted();
        this.#options.admitted(request.socket);
      });
    });
  }

  /** Ends all lines. Resolves when they are closed. */
  close(): Promise<void> {
    for (const page of this.#pages) page.terminate();
    this.faults.wires.close();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #greet(page: WebSocket, socket: Socket, known: () => void): void {
    const address = peerAddress(socket);
    const timer = setTimeout(() => {
      if (!this.#unauthenticated.has(page)) return;
      const args = { seconds: HELLO_WITHIN / 1000 };
      this.#refuse(page, { key: 'hello-late', args });
    }, HELLO_WITHIN);
    page.once('close', () => clearTimeout(timer));
    page.once('message', (data, isBinary) => {
      clearTimeout(timer);
      // The line was rejected meanwhile and is about to close.
      if (!this.#unauthenticated.has(page)) return;
      const isHello = !isBinary && data instanceof Buffer && data.length <= LARGEST_HELLO;
      const parsed = parseHello(isHello ? parseJson(data.toString()) : undefined);
      if (!parsed.ok) {
        const { path, error: why } = parsed;
        this.#refuse(page, { key: 'invalid', args: { path, why } });
        return;
      }
      const { kind, token, target } = parsed.hello;
      const refusal = this.#gate.judge(token, socket);
      if (refusal !== undefined) {
        this.#refuse(page, refusal.fact);
        return;
      }
      known();
      this.#unauthenticated.delete(page);
      this.#authenticated.add(page);
      const answered =
        kind === 'probe' ? this.#probe(page, address, target) : this.#open(page, address, target);
      answered.catch(() => this.#fail(page));
    });
  }

  async #open(page: WebSocket, address: string, target: LineTarget): Promise<void> {
    const { allowed, report } = this.#options;
    const gone = new AbortController();
    page.once('close', () => gone.abort());
    // Nothing may be sent before the line is open.
    page.pause();
    const dialled = await dial(target, { allowed, signal: gone.signal });
    page.resume();
    const { facts } = dialled;
    const place = placeText(target.url);
    if (!dialled.ok) {
      report({ kind: 'bridge-failed', address, to: place, why: dialled.failure.key });
      this.#end(page, { kind: 'failed', failure: dialled.failure, facts }, CLOSE_NORMAL);
      return;
    }
    report({ kind: 'bridge-opened', address, to: place });
    page.once('close', () => report({ kind: 'bridge-closed', address, to: place }));
    const number = this.faults.next();
    tell(page, { kind: 'opened', facts: { ...facts, number } });
    this.#relay(page, address, dialled.way, number);
  }

  /** Makes the handshakes and ends the line. Neither end gets a byte of the other. */
  async #probe(page: WebSocket, address: string, target: LineTarget): Promise<void> {
    const { allowed, report } = this.#options;
    const gone = new AbortController();
    page.once('close', () => gone.abort());
    const dialled = await dial(target, { allowed, signal: gone.signal, within: PROBE_WITHIN });
    const { facts } = dialled;
    const to = placeText(target.url);
    if (dialled.ok) {
      report({ kind: 'bridge-probed', address, to });
      if (dialled.way instanceof WebSocket) dialled.way.terminate();
      else dialled.way.destroy();
      this.#end(page, { kind: 'opened', facts }, CLOSE_NORMAL);
    } else {
      report({ kind: 'bridge-probed', address, to, why: dialled.failure.key });
      this.#end(page, { kind: 'failed', failure: dialled.failure, facts }, CLOSE_NORMAL);
    }
  }

  #relay(page: WebSocket, address: string, way: Socket | WebSocket, connection: number): void {
    const { taps, wires } = this.faults;
    const peer = { transport: 'websocket', address, loopback: true, secure: false } as const;
    taps.opened(connection, peer, performance.now());
    page.once('close', () => taps.closed(connection, performance.now()));
    new Relay(page, way, wires, connection, {
      // Secrets in marks are recognised by earlier packets.
      said: (bytes) => taps.fromClient(connection, bytes, performance.now()),
      ended: (why) => this.#end(page, { kind: 'ended', why }, CLOSE_NORMAL),
    });
  }

  /**
   * Handles an unexpected error without ending the companion. The error may contain secrets, so it is not
   * reported.
   */
  #fail(page: WebSocket): void {
    const failure = { key: 'other', args: { reason: 'internal error' } } as const;
    this.#end(page, { kind: 'failed', failure, facts: NOTHING_LEARNT }, CLOSE_MISTAKE);
  }

  #crowdOut(page: WebSocket | undefined): void {
    if (page !== undefined) this.#refuse(page, { key: 'many-others', args: {} });
  }

  #refuse(page: WebSocket, fact: RefusalFact): void {
    this.#unauthenticated.delete(page);
    this.#end(page, { kind: 'refused', said: saidOf(fact) }, CLOSE_POLICY);
  }

  #end(page: WebSocket, answer: LineNews, code: number): void {
    page.resume();
    endPage(page, JSON.stringify(answer), code);
  }
}

const tell = (page: WebSocket, answer: LineNews): void => page.send(JSON.stringify(answer));

/**
 * Limits bytes from an unauthenticated connection: `ws` would gather a message of any allowed length.
 * @param exceeded called when more than `most` bytes have arrived
 * @returns function to call after authentication, which removes the limit
 */
function limitStranger(socket: Duplex, most: number, exceeded: () => void): () => void {
  let isKnown = false;
  let count = 0;
  const counted = (bytes: Buffer): void => {
    count += bytes.length;
    // Also called for the bytes that authenticate it.
    if (isKnown || count <= most) return;
    socket.off('data', counted);
    exceeded();
  };
  socket.on('data', counted);
  return () => {
    isKnown = true;
    socket.off('data', counted);
  };
}

/**
 * Address of a line for logs: without user, password, path and query, which may hold secrets. Empty if the URL
 * cannot be parsed. Never throws.
 */
function placeText(url: string): string {
  const place = lineAddress(url)?.place;
  if (place === undefined) return '';
  if (place.kind === 'unix') return `unix://${place.path}`;
  const { protocol, port } = new URL(url);
  return `${protocol}//${urlHost(place.host)}${port === '' ? '' : `:${port}`}`;
}
