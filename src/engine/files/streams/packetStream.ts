/** A stream of a frame file: emits its packets and notes. */

import type { PacketProblem } from '../../../mqtt/dissect/dissection.ts';
import { peekType } from '../../../mqtt/framing/peek.ts';
import type { ProtocolVersion, Sender } from '../../../mqtt/tables/packet.ts';
import type { Direction } from '../../log/columns/direction.ts';
import type { NoteFact } from '../../log/columns/noteFacts.ts';
import { peerText } from '../../log/columns/peerText.ts';
import { versionSeen } from '../../log/columns/versionSeen.ts';
import type { HeldSum } from '../bytes/heldSum.ts';
import type { CaptureEvent, Carrier, ClosedBy, NoteKind } from '../events/captureEvents.ts';
import { endpointText } from '../events/endpointText.ts';
import type { EventGate, Undecided } from '../events/eventGate.ts';
import type { Side } from '../events/side.ts';
import { type CutSink, PacketCutter } from '../packets/packetCutter.ts';
import { endpointOf } from '../tcp/endKey.ts';
import type { ConnectionStart } from '../tcp/tcpConnections.ts';
import type { WebSocketClosing } from '../webSocket/upgradeReader.ts';
import { InferredStream } from './inferredStream.ts';
import type { KnownServers } from './knownServers.ts';

/** Maximum bytes of incomplete packets of all connections: one of the largest size, and 32 MiB of others. */
export const MOST_INCOMPLETE = 288 * 1024 * 1024;

/** µs between a ping and a Close frame that answers it. */
const AT_ONCE = 250_000;
/** Close codes of a normal end (RFC 6455, 7.4.1). */
const USUAL_CODES: ReadonlySet<number> = new Set([1000, 1001]);

/** Streams are numbered when they are identified. */
export type TakeNumber = () => number;

const SENDERS = [
  ['out', 'client'],
  ['in', 'server'],
] as const;

/** Bytes of one direction that no packet shows as sent. */
interface Damage {
  lost: number;
  /** Lost bytes that arrived too late to be used. */
  late: number;
  differing: number;
  skipped: number;
}

const undamaged = (): Damage => ({ lost: 0, late: 0, differing: 0, skipped: 0 });

/** The first end of a connection. */
export interface FirstEnd extends Pick<ClosedBy, 'code' | 'by'> {
  /** µs. */
  readonly time: number;
}

function endAt(closed: number, { time, ...end }: FirstEnd): ClosedBy {
  return { ...end, ...(time < closed && { before: closed - time }) };
}

export class PacketStream implements CutSink {
  // Used for each packet, and together in memory.
  readonly #gate: EventGate;
  #inferred: InferredStream | undefined;
  #number = 0;
  #version: ProtocolVersion | undefined;
  /** Bytes are missing before the next packet. */
  #isAfterGap = false;

  readonly #assumedVersion: ProtocolVersion | undefined;
  readonly #incomplete: HeldSum<PacketCutter>;
  readonly #servers: KnownServers;
  #cutters: Readonly<Record<Direction, PacketCutter>> | undefined;
  /** undefined for most streams, which are complete. */
  #damage: Readonly<Record<Direction, Damage>> | undefined;
  #proxyHeader = 0;
  #lag: { readonly direction: Direction; readonly by: number } | undefined;
  /** The first Close frame of a WebSocket. */
  #closing: FirstEnd | undefined;
  /** Places where they are missing; undefined: nowhere so far. */
  #gaps: Map<Direction, number> | undefined;

  /**
   * @param incomplete limit for the incomplete packets of a whole capture
   * @param servers of the whole capture
   */
  constructor(
    gate: EventGate,
    assumedVersion: ProtocolVersion | undefined,
    incomplete: HeldSum<PacketCutter>,
    servers: KnownServers,
  ) {
    this.#gate = gate;
    this.#servers = servers;
    this.#assumedVersion = assumedVersion;
    this.#incomplete = incomplete;
  }

  #sink(event: CaptureEvent): void {
    if (this.#inferred === undefined) this.#gate.take(event);
    else {
      this.#inferred.take(event);
      if (this.#inferred.isTransparent) this.#inferred = undefined;
    }
  }

  get isOpen(): boolean {
    return this.#number > 0;
  }

  open(
    start: ConnectionStart,
    hasBothSides: boolean,
    client: Side,
    carrier: Carrier,
    takeNumber: TakeNumber,
    areSidesKnown: boolean,
  ): void {
    this.#number = takeNumber();
    if (carrier !== 'tls') {
      this.#inferred = new InferredStream(
        this.#gate,
        { areSidesKnown, isFromStart: start.fromStart, servers: this.#servers },
        this.#assumedVersion,
      );
    }
    const { fromStart, time, mayLack, told, twin } = start;
    this.#isAfterGap ||= mayLack;
    const isFirst = client === 'first';
    const server = isFirst ? start.second : start.first;
    this.#sink({
      kind: 'opened',
      stream: this.#number,
      time,
      carrier,
      client: endpointOf(isFirst ? start.first : start.second),
      ...(told?.ends ?? { server: this.#servers.endpointOf(server) }),
      // Rules would attribute its packets to a second client.
      ...(twin && { serverUnknown: true as const }),
      fromStart,
      ...(hasBothSides && { hasBothSides }),
    });
    if (twin !== undefined) {
      const [from, to] = [endpointOf(twin.source), endpointOf(twin.destination)];
      const args = { from: endpointText(from), to: endpointText(to) };
      this.note('inferred', { key: 'seen-twice', args });
    }
  }

  note(note: NoteKind, what: NoteFact): void {
    const stream = this.#number;
    const fact: NoteFact = { key: 'of-stream', args: { stream, note: what } };
    this.#sink({ kind: 'note', note, fact, stream });
  }

  /** Counts bytes missing from the connection. */
  lost(direction: Direction, length: number): void {
    this.#damageOf(direction).lost += length;
  }

  /** Bytes are missing before the next packet. @param length 0: unknown */
  gap(direction: Direction, length: number): void {
    this.#isAfterGap = true;
    this.#gaps ??= new Map();
    this.#gaps.set(direction, (this.#gaps.get(direction) ?? 0) + length);
  }

  /** Reports bytes that arrived after they were reported as lost. */
  late(direction: Direction, length: number): void {
    this.#damageOf(direction).late += length;
  }

  /** Reports bytes of a PROXY header before the MQTT bytes. */
  skippedHeader(length: number): void {
    this.#proxyHeader = length;
  }

  /** Reports frames that are in the capture after the answers to them. */
  lags(direction: Direction, by: number): void {
    if (by > (this.#lag?.by ?? 0)) this.#lag = { direction, by };
  }

  /** Reports bytes retransmitted with other content. */
  differs(direction: Direction, count: number): void {
    this.#damageOf(direction).differing += count;
  }

  #damageOf(direction: Direction): Damage {
    return (this.#damage ??= { in: undamaged(), out: undamaged() })[direction];
  }

  /** @param fromStart the first byte starts a packet */
  cutters(fromStart: boolean): Readonly<Record<Direction, PacketCutter>> {
    this.#cutters ??= {
      in: new PacketCutter(this, 'in', fromStart),
      out: new PacketCutter(this, 'out', fromStart),
    };
    return this.#cutters;
  }

  end(direction: Direction): void {
    if (this.isOpen) this.#cutters?.[direction].end();
  }

  /** The first Close frame of a WebSocket. A note names it if it is not a usual end. */
  closing({
    direction,
    time,
    code,
    reason,
    afterPing = Number.POSITIVE_INFINITY,
  }: WebSocketClosing): void {
    const by: Sender = direction === 'out' ? 'client' : 'server';
    this.#closing = { by, time, ...(code !== undefined && { code }) };
    const isAtOnce = afterPing < AT_ONCE;
    const isUsual = !isAtOnce && reason === '' && (code === undefined || USUAL_CODES.has(code));
    if (isUsual || !this.isOpen) return;
    const ping = isAtOnce ? Math.round(afterPing / 1000) : undefined;
    const args = { sender: by, code: code ?? 0, reason: peerText(reason), ping };
    this.note('inferred', { key: 'websocket-closed', args });
  }

  /** @param first end of TLS or TCP, if one side was certainly first */
  closed(time: number, first: FirstEnd | undefined): void {
    this.end('out');
    this.end('in');
    this.#reportMissing();
    if (!this.isOpen) return;
    const isBefore = first !== undefined && first.time < (this.#closing?.time ?? Infinity);
    const seen = isBefore ? first : this.#closing;
    this.#sink({
      kind: 'closed',
      stream: this.#number,
      time,
      ...(seen && { end: endAt(time, seen) }),
    });
  }

  /** Stops without knowing how the stream continues. */
  stop(): void {
    if (!this.isOpen) return;
    this.#cutters?.out.stop();
    this.#cutters?.in.stop();
    this.#reportMissing();
    this.#inferred?.settle();
  }

  /** Reports missing bytes once, as a sum. */
  #reportMissing(): void {
    if (!this.isOpen || this.#cutters === undefined) return;
    if (this.#proxyHeader > 0) {
      this.note('inferred', { key: 'proxy-skipped', args: { count: this.#proxyHeader } });
    }
    if (this.#lag !== undefined) {
      const { direction, by } = this.#lag;
      const sender = direction === 'out' ? 'client' : 'server';
      const args = { sender, milliseconds: Math.round(by / 1000) } as const;
      this.note('inferred', { key: 'clocks-differ', args });
    }
    for (const [direction, sender] of this.#damage === undefined ? [] : SENDERS) {
      const damage = this.#damageOf(direction);
      const { differing, skipped } = damage;
      const late = Math.min(damage.late, damage.lost);
      const lost = damage.lost - late;
      if (lost > 0) {
        this.note('gap', { key: 'bytes-missing', args: { count: lost, sender } });
      }
      if (late > 0) this.note('gap', { key: 'bytes-late', args: { count: late, sender } });
      if (differing > 0) {
        this.note('broken', { key: 'bytes-differ', args: { count: differing, sender } });
      }
      if (skipped > 0) {
        this.note('gap', { key: 'bytes-uncut', args: { count: skipped, sender } });
      }
    }
    this.#cutters = undefined;
  }

  /** Only for the cutters, like the following methods. */
  get version(): ProtocolVersion | undefined {
    return this.#version;
  }

  packet(direction: Direction, bytes: Uint8Array, time: number, problem?: PacketProblem): void {
    this.#cut(direction, bytes, time, problem);
  }

  partial(direction: Direction, bytes: Uint8Array, time: number, problem: PacketProblem): void {
    this.#cut(direction, bytes, time, problem, true);
  }

  #cut(
    direction: Direction,
    bytes: Uint8Array,
    time: number,
    problem?: PacketProblem,
    partial?: true,
  ): void {
    this.#gate.packetCut();
    // The start of a CONNECT suffices.
    if (!partial || peekType(bytes) === 'connect') {
      this.#version = versionSeen(bytes, this.#version);
    }
    const packet = { kind: 'packet', stream: this.#number, direction, time, bytes } as const;
    const isPlain = problem === undefined && !partial && !this.#isAfterGap;
    if (isPlain) {
      this.#sink(packet);
      return;
    }
    this.#sink({
      ...packet,
      ...(problem !== undefined && { problem }),
      ...(partial && { partial }),
      ...(this.#isAfterGap && { afterGap: true as const }),
      ...(this.#gaps && {
        gaps: [...this.#gaps].map(([where, count]) => ({ direction: where, bytes: count })),
      }),
    });
    this.#isAfterGap = false;
    this.#gaps = undefined;
  }

  searching(cutter: Undecided, bytes: number): void {
    this.#gate.wait(cutter);
    this.#gate.grow(bytes);
  }

  searched(cutter: Undecided): void {
    this.#gate.decided(cutter);
  }

  incomplete(cutter: PacketCutter, bytes: number): void {
    this.#incomplete.set(cutter, bytes);
    for (let one = this.#incomplete.takeExcess(); one; one = this.#incomplete.takeExcess())
      one.giveUp();
  }

  broken(direction: Direction, byte: number): void {
    const sender = direction === 'out' ? 'client' : 'server';
    this.note('broken', { key: 'cannot-be-cut', args: { sender, byte } });
  }

  skipped(direction: Direction, count: number): void {
    this.#damageOf(direction).skipped += count;
    this.gap(direction, count);
  }
}
