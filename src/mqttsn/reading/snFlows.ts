/** Detects MQTT-SN among the UDP datagrams of a capture, and which side is the gateway. */
import { decodeSn } from '../decodeSn.ts';
import { snFrameOf, TYPE_NUMBERS } from '../snFrame.ts';
import type { SnMessage } from '../snMessage.ts';

export interface SnDatagramSeen {
  /** From 1: one for each client of a gateway, also with a forwarder. */
  readonly stream: number;
  /** `out`: from the client. */
  readonly direction: 'in' | 'out';
  /** µs since the capture's origin. */
  readonly time: number;
  readonly client: string;
  readonly gateway: string;
  readonly bytes: Uint8Array;
  /** The topic of its id, because the message that registered it may be missing. */
  readonly named?: string | undefined;
}

interface Seen {
  readonly named: string | undefined;
  readonly source: string;
  readonly destination: string;
  readonly bytes: Uint8Array;
  readonly time: number;
}

interface Flow {
  readonly key: string;
  verdict: 'open' | 'yes' | 'no';
  gateway: string;
  readonly pending: Seen[];
  /** Stream numbers by the forwarder's id for the client. */
  readonly streams: Map<string, number>;
}

/** Common ports of gateways. */
const USUAL_PORTS: ReadonlySet<number> = new Set([1883, 1884, 1885, 10_000]);
/** Consecutive valid datagrams until a flow counts as MQTT-SN. */
const ENOUGH = 2;
/** Undecided datagrams of a flow that contains invalid messages. */
const MOST_PENDING = 8;
const MOST_FLOWS = 20_000;
/** Memory for undecided datagrams and for the names of streams, in bytes. */
const MOST_BYTES = 16 * 1024 * 1024;
const PENDING_BYTES = 500;
const STREAM_BYTES = 150;

const OF_CLIENTS: ReadonlySet<SnMessage['type']> = new Set([
  'searchgw',
  'connect',
  'willtopic',
  'willmsg',
  'subscribe',
  'unsubscribe',
  'pingreq',
  'willtopicupd',
  'willmsgupd',
]);
const OF_GATEWAYS: ReadonlySet<SnMessage['type']> = new Set([
  'advertise',
  'gwinfo',
  'connack',
  'willtopicreq',
  'willmsgreq',
  'suback',
  'unsuback',
  'pingresp',
  'willtopicresp',
  'willmsgresp',
]);

export class SnFlows {
  readonly #sink: (seen: SnDatagramSeen) => void;
  readonly #flows = new Map<string, Flow>();
  readonly #gateways = new Set<string>();
  readonly #most: { readonly flows: number; readonly bytes: number };
  #streams = 0;
  /** Keys of flows that are not MQTT-SN. */
  readonly #refused = new Set<string>();
  #pendingBytes = 0;
  #streamBytes = 0;
  #leftOut = 0;

  constructor(
    sink: (seen: SnDatagramSeen) => void,
    most = { flows: MOST_FLOWS, bytes: MOST_BYTES },
  ) {
    this.#sink = sink;
    this.#most = most;
  }

  /** Number of possible MQTT-SN datagrams that exceeded the memory. */
  get leftOut(): number {
    return this.#leftOut;
  }

  /**
   * Endpoints have the form `192.0.2.7:50123`. Bytes are copied if kept.
   * @param named topic of the id according to the file
   */
  datagram(
    source: string,
    destination: string,
    bytes: Uint8Array,
    time: number,
    named?: string,
  ): void {
    const key = source < destination ? `${source} ${destination}` : `${destination} ${source}`;
    const flow = this.#flows.get(key) ?? this.#begin(key);
    if (flow === undefined) {
      if (decodeSn(bytes) !== undefined) this.#leftOut += 1;
      return;
    }
    const seen = { source, destination, bytes, time, named };
    if (flow.verdict === 'yes') this.#tell(flow, seen);
    else if (flow.verdict === 'open') this.#judge(flow, { ...seen, bytes: bytes.slice() });
  }

  /** Undecided flows count as MQTT-SN if their port is common for it. */
  end(): void {
    for (const flow of this.#flows.values()) {
      const [first] = flow.pending;
      if (first === undefined) continue;
      const isOne = flow.pending.some(({ bytes }) => decodeSn(bytes) !== undefined);
      if (isOne && hasUsualPort(first)) this.#accept(flow, first);
      else this.#refuse(flow);
    }
  }

  /** undefined if there is no memory for another. */
  #begin(key: string): Flow | undefined {
    if (this.#flows.size >= this.#most.flows) {
      for (const old of this.#refused) this.#flows.delete(old);
      this.#refused.clear();
    }
    if (this.#flows.size >= this.#most.flows) return undefined;
    const flow: Flow = { key, verdict: 'open', gateway: '', pending: [], streams: new Map() };
    this.#flows.set(key, flow);
    return flow;
  }

  #judge(flow: Flow, seen: Seen): void {
    const message = decodeSn(seen.bytes)?.message;
    const { source, destination } = seen;
    const isKnown = this.#gateways.has(source) || this.#gateways.has(destination);
    flow.pending.push(seen);
    this.#pendingBytes += costOf(seen);
    const valid = flow.pending.filter(({ bytes }) => decodeSn(bytes) !== undefined).length;
    const isConnect = message?.type === 'connect' && message.protocolId === 1;
    if (isKnown || isConnect || (hasUsualPort(seen) && beginsLikeConnect(seen.bytes))) {
      this.#accept(flow, seen);
    } else if (message === undefined && !mayBeInvalid(seen)) {
      this.#refuse(flow);
    } else if (valid >= ENOUGH) {
      this.#accept(flow, seen);
    } else if (flow.pending.length >= MOST_PENDING) {
      this.#refuse(flow);
    } else if (this.#pendingBytes > this.#most.bytes) {
      // Decides all waiting flows by their ports, like at the end.
      this.end();
    }
  }

  #refuse(flow: Flow): void {
    flow.verdict = 'no';
    this.#refused.add(flow.key);
    this.#pendingOf(flow);
  }

  /** Returns the waiting datagrams and clears them. */
  #pendingOf(flow: Flow): readonly Seen[] {
    const pending = flow.pending.splice(0);
    for (const seen of pending) this.#pendingBytes -= costOf(seen);
    return pending;
  }

  #accept(flow: Flow, seen: Seen): void {
    flow.verdict = 'yes';
    flow.gateway = this.#gatewayOf(flow.pending, seen);
    this.#gateways.add(flow.gateway);
    for (const one of this.#pendingOf(flow)) this.#tell(flow, one);
  }

  #gatewayOf(pending: readonly Seen[], { source, destination }: Seen): string {
    if (this.#gateways.has(source)) return source;
    if (this.#gateways.has(destination)) return destination;
    for (const seen of pending) {
      const type = decodeSn(seen.bytes)?.message.type;
      if (type !== undefined && OF_CLIENTS.has(type)) return seen.destination;
      if (type !== undefined && OF_GATEWAYS.has(type)) return seen.source;
    }
    const [from, to] = [portOf(source), portOf(destination)];
    if (USUAL_PORTS.has(from) !== USUAL_PORTS.has(to)) {
      return USUAL_PORTS.has(from) ? source : destination;
    }
    return from < to ? source : destination;
  }

  #tell(flow: Flow, { source, destination, bytes, time, named }: Seen): void {
    const isOut = destination === flow.gateway;
    const node = nodeOf(bytes);
    const stream = flow.streams.get(node) ?? this.#newStream(flow, node);
    if (stream === undefined) return;
    this.#sink({
      stream,
      direction: isOut ? 'out' : 'in',
      time,
      client: isOut ? source : destination,
      gateway: flow.gateway,
      bytes,
      ...(named !== undefined && { named }),
    });
  }

  /** undefined if there is no memory for another. */
  #newStream(flow: Flow, node: string): number | undefined {
    if (this.#streamBytes > this.#most.bytes) {
      this.#leftOut += 1;
      return undefined;
    }
    this.#streamBytes += STREAM_BYTES + node.length;
    this.#streams += 1;
    flow.streams.set(node, this.#streams);
    return this.#streams;
  }
}

const costOf = ({ bytes }: Seen): number => PENDING_BYTES + bytes.length;
const nodeOf = (bytes: Uint8Array): string => (decodeSn(bytes)?.node ?? []).join(' ');
const portOf = (end: string): number => Number(end.slice(end.lastIndexOf(':') + 1));
const hasUsualPort = ({ source, destination }: Seen): boolean =>
  USUAL_PORTS.has(portOf(source)) || USUAL_PORTS.has(portOf(destination));
/** At a usual port, a complete message with an invalid body does not decide. */
const mayBeInvalid = (seen: Seen): boolean =>
  hasUsualPort(seen) && snFrameOf(seen.bytes) !== undefined;

/** Flags of CONNECT except Will and CleanSession. */
const NOT_OF_CONNECT = 0xf3;

/** A CONNECT up to its protocol id; length and client identifier may be wrong. */
function beginsLikeConnect([, type, flags = NOT_OF_CONNECT, protocolId]: Uint8Array): boolean {
  return type === TYPE_NUMBERS.connect && (flags & NOT_OF_CONNECT) === 0 && protocolId === 1;
}
