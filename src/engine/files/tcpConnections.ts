/** The TCP connections of a capture: who opened them, what each side sent, when they ended. */
import type { Endpoint } from './captureEvents.ts';
import { TcpFlow } from './tcpFlow.ts';
import type { TcpSegment } from './tcpSegment.ts';

/** `first` is whoever sent the SYN or, where the capture began later, whoever was seen first. */
export type Side = 'first' | 'second';

export const otherSide = (side: Side): Side => (side === 'first' ? 'second' : 'first');

export interface ConnectionSink {
  data(side: Side, bytes: Uint8Array, time: number): void;
  gap(side: Side, length: number, time: number): void;
  end(side: Side, time: number): void;
  /** Both sides have ended, or the connection was reset. */
  closed(time: number): void;
  /** The capture ended before the connection did. */
  captureEnded(time: number): void;
  /** Nobody needs what comes: it is not kept any longer. */
  readonly isIgnored: boolean;
}

export interface ConnectionStart {
  readonly first: Endpoint;
  readonly second: Endpoint;
  /** The SYN was seen: the first bytes are the connection's first. */
  readonly fromStart: boolean;
  readonly time: number;
}

interface Connection {
  readonly first: Endpoint;
  readonly sink: ConnectionSink;
  readonly flows: Readonly<Record<Side, TcpFlow>>;
  /** Of the SYN. */
  readonly start: number | undefined;
  isClosed: boolean;
}

/** Closed connections that are remembered: segments of theirs may come once more. */
const CLOSED_KEPT = 4096;

const keyOf = ({ address, port }: Endpoint) => `${address} ${port}`;
const isSame = (a: Endpoint, b: Endpoint) => a.port === b.port && a.address === b.address;

export class TcpConnections {
  readonly #open: (start: ConnectionStart) => ConnectionSink;
  readonly #connections = new Map<string, Connection>();
  readonly #closed = new Set<string>();

  constructor(open: (start: ConnectionStart) => ConnectionSink) {
    this.#open = open;
  }

  segment(segment: TcpSegment, time: number): void {
    const { source, destination } = segment;
    const ends = [keyOf(source), keyOf(destination)].toSorted();
    const key = ends.join(' ');
    const known = this.#connections.get(key);
    const connection =
      known && !isAnother(known, segment) ? known : this.#begin(key, segment, time);
    if (connection === undefined) return;
    const side = isSame(source, connection.first) ? 'first' : 'second';
    if (!connection.isClosed && !connection.sink.isIgnored) feed(connection, side, segment, time);
    const { flows } = connection;
    const isOver = segment.rst || (flows.first.isOver && flows.second.isOver);
    if (isOver && !connection.isClosed) this.#close(key, connection, time);
  }

  /** The capture is over. Connections that were not closed stay open: nobody saw them end. */
  end(time: number): void {
    for (const { isClosed, flows, sink } of this.#connections.values()) {
      if (isClosed || sink.isIgnored) continue;
      flows.first.flush(time);
      flows.second.flush(time);
      if (flows.first.isOver || flows.second.isOver) sink.closed(time);
      else sink.captureEnded(time);
    }
  }

  #begin(key: string, segment: TcpSegment, time: number): Connection | undefined {
    const before = this.#connections.get(key);
    if (before && !before.isClosed) this.#close(key, before, time);
    if (segment.rst) return undefined;
    const { source, destination, syn, acknowledgement } = segment;
    const isAnswer = syn && acknowledgement !== undefined;
    const first = isAnswer ? destination : source;
    const second = isAnswer ? source : destination;
    const sink = this.#open({ first, second, fromStart: syn, time });
    const flow = (side: Side) =>
      new TcpFlow({
        data: (bytes, at) => {
          sink.data(side, bytes, at);
        },
        gap: (length, at) => {
          sink.gap(side, length, at);
        },
        end: (at) => {
          sink.end(side, at);
        },
      });
    const flows = { first: flow('first'), second: flow('second') };
    const start = syn && !isAnswer ? segment.sequence : undefined;
    const connection: Connection = { first, sink, flows, start, isClosed: false };
    this.#connections.set(key, connection);
    this.#closed.delete(key);
    return connection;
  }

  #close(key: string, connection: Connection, time: number): void {
    connection.isClosed = true;
    if (!connection.sink.isIgnored) {
      connection.flows.first.finish(time);
      connection.flows.second.finish(time);
    }
    connection.sink.closed(time);
    this.#closed.add(key);
    if (this.#closed.size <= CLOSED_KEPT) return;
    const [oldest = ''] = this.#closed;
    this.#closed.delete(oldest);
    this.#connections.delete(oldest);
  }
}

/** A SYN with another number opens another connection between the same ports. */
function isAnother(known: Connection, { syn, acknowledgement, sequence }: TcpSegment): boolean {
  if (!syn || acknowledgement !== undefined) return false;
  if (known.start !== undefined) return known.start !== sequence;
  // Its own SYN may come late, but not behind data.
  return known.isClosed || known.flows.first.hasBegun;
}

function feed(connection: Connection, side: Side, segment: TcpSegment, time: number): void {
  const { sequence, acknowledgement, syn, fin, rst, payload, length } = segment;
  const flow = connection.flows[side];
  if (syn) flow.begin(sequence);
  const at = syn ? (sequence + 1) >>> 0 : sequence;
  flow.segment(at, payload, length, fin, time);
  // A reset may acknowledge anything.
  if (acknowledgement !== undefined && !rst) {
    connection.flows[otherSide(side)].acknowledged(acknowledgement, time);
  }
}
