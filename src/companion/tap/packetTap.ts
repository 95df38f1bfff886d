/**
 * Converts a tap's traffic to events of a capture file. Packets that the writer cannot take are left out and
 * reported as missing.
 */
import { isIP } from 'node:net';
import { Account } from '../../broker/core/memory/ledger.ts';
import { type Budget, Memory } from '../../broker/tap/memory.ts';
import { type CutHandlers, WireCutter } from '../../broker/tap/wireCutter.ts';
import type {
  CaptureEvent,
  Endpoint,
  OpenedStream,
} from '../../engine/files/events/captureEvents.ts';
import { textNote } from '../../engine/files/events/textNote.ts';
import { type Direction, directionOf } from '../../engine/log/columns/direction.ts';
import { connectVersion } from '../../mqtt/framing/peek.ts';
import { plainBreach } from '../../mqtt/statements/breaches.ts';
import type { ProtocolVersion, Sender } from '../../mqtt/tables/packet.ts';
import { bareHost } from '../net/addresses.ts';
import type { Ending, TapObserver, TappedPeer } from './tapObserver.ts';

/** Bytes of incomplete packets, of all connections together. */
const INCOMPLETE = 64 * 1024 * 1024;

const CUT_OFF = {
  rule: 'cutOff',
  statement: 'MQTT-4.2.0-1',
  breach: plainBreach('ended-midway'),
  severity: 'malformed',
  offset: 0,
} as const;

/** @param offset bytes of its direction before a complete packet */
type PacketSink = (event: CaptureEvent, offset?: number) => void;

interface Followed {
  readonly opened: OpenedStream;
  readonly cutters: Readonly<Record<Sender, WireCutter>>;
  readonly handlers: Readonly<Record<Sender, CutHandlers>>;
  version: ProtocolVersion | undefined;
  hasGap: boolean;
  /** MQTT packets. */
  readonly packets: Record<Direction, number>;
  readonly bytes: Record<Direction, number>;
  /** Sides that use text frames of WebSocket. */
  readonly inText: Set<Sender>;
  /** µs. */
  time: number;
}

export class PacketTap implements TapObserver {
  readonly #sink: PacketSink;
  /** Clock time that is 0 in the file, ms. */
  readonly #origin: number;
  readonly #isFull: () => boolean;
  readonly #room: Budget;
  readonly #followed = new Map<number, Followed>();
  /** Number of omitted packets. */
  leftOut = 0;

  /** @param isFull whether the writer cannot take more now */
  constructor(sink: PacketSink, origin: number, isFull: () => boolean) {
    this.#sink = sink;
    this.#origin = origin;
    this.#isFull = isFull;
    this.#room = new Memory(new Account(INCOMPLETE), () => false).incomplete;
  }

  /** Events of open streams for the beginning of a new file. */
  open(now: number): readonly CaptureEvent[] {
    const time = this.#at(now);
    return [...this.#followed.values()].flatMap(({ opened, version, inText }) => [
      {
        ...opened,
        time,
        fromStart: false,
        ...(version !== undefined && { version }),
      },
      ...[...inText].map((sender) => textNote(opened.stream, sender)),
    ]);
  }

  opened(connection: number, peer: TappedPeer, now: number): void {
    const [client, server] = [endpoint(peer.address), serverOf(peer.onward)];
    const opened: OpenedStream = {
      kind: 'opened',
      stream: connection,
      time: this.#at(now),
      carrier: peer.transport,
      ...(client && { client }),
      ...(server && { server }),
      fromStart: true,
      hasBothSides: true,
    };
    this.#followed.set(connection, {
      opened,
      cutters: { client: new WireCutter(this.#room), server: new WireCutter(this.#room) },
      handlers: {
        client: this.#handlers(connection, 'client'),
        server: this.#handlers(connection, 'server'),
      },
      version: undefined,
      hasGap: false,
      packets: { in: 0, out: 0 },
      bytes: { in: 0, out: 0 },
      inText: new Set(),
      time: opened.time,
    });
    this.#sink(opened);
  }

  passed(connection: number, sender: Sender, bytes: Uint8Array, now: number): void {
    const followed = this.#followed.get(connection);
    if (followed === undefined) return;
    followed.time = this.#at(now);
    followed.bytes[directionOf(sender)] += bytes.length;
    followed.cutters[sender].cut(bytes, followed.handlers[sender]);
  }

  textFrames(connection: number, sender: Sender): void {
    this.#followed.get(connection)?.inText.add(sender);
    this.#sink(textNote(connection, sender));
  }

  closed(connection: number, ending: Ending, now: number): void {
    const followed = this.#followed.get(connection);
    if (followed === undefined) return;
    followed.time = this.#at(now);
    for (const sender of ['client', 'server'] as const) {
      const rest = followed.cutters[sender].remainder();
      if (rest !== undefined) this.#broken(connection, sender, rest.bytes);
      followed.cutters[sender].end();
    }
    this.#followed.delete(connection);
    const { by, cause, clientId, lasted } = ending;
    this.#sink({
      kind: 'closed',
      stream: connection,
      time: followed.time,
      ...(by !== undefined && { end: { by } }),
      told: { cause, clientId, lasted, packets: followed.packets, bytes: followed.bytes },
    });
  }

  #at(now: number): number {
    return Math.round((now - this.#origin) * 1000);
  }

  #handlers(connection: number, sender: Sender): CutHandlers {
    return {
      packet: (bytes, offset) => this.#packet(connection, sender, bytes, offset),
      leftOut: () => {
        const followed = this.#followed.get(connection);
        if (followed !== undefined) followed.hasGap = true;
      },
      broken: (bytes) => this.#broken(connection, sender, bytes),
    };
  }

  #packet(connection: number, sender: Sender, bytes: Uint8Array, offset: number): void {
    const followed = this.#followed.get(connection);
    if (followed === undefined) return;
    const direction = directionOf(sender);
    followed.packets[direction] += 1;
    followed.version ??= sender === 'client' ? connectVersion(bytes) : undefined;
    if (this.#isFull()) {
      this.leftOut += 1;
      followed.hasGap = true;
      return;
    }
    const { hasGap, time } = followed;
    followed.hasGap = false;
    const after = hasGap ? ({ afterGap: true } as const) : {};
    this.#sink({ kind: 'packet', stream: connection, direction, time, bytes, ...after }, offset);
  }

  #broken(connection: number, sender: Sender, bytes: Uint8Array): void {
    const followed = this.#followed.get(connection);
    if (followed === undefined || this.#isFull()) return;
    this.#sink({
      kind: 'packet',
      stream: connection,
      direction: directionOf(sender),
      time: followed.time,
      bytes,
      partial: true,
      problem: { ...CUT_OFF, length: bytes.length },
    });
  }
}

/** Parses `127.0.0.1:1883`; undefined if invalid. */
function endpoint(text: string): Endpoint | undefined {
  // A proxy may omit the port.
  if (isIP(bareHost(text)) !== 0) return { address: bareHost(text), port: 0 };
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(text) ?? [];
  return host === '' ? undefined : { address: bareHost(host), port: Number(port) };
}

const serverOf = (url: string): Endpoint | undefined =>
  URL.canParse(url) ? endpoint(new URL(url).host) : undefined;
