/** Records other clients' packets at the broker in a separate capture. */

import { readVarint } from '../../base/varint.ts';
import type { TapEnded, TapEvent } from '../../broker/tap/commands.ts';
import { readTapBatch, type TappedPacket } from '../../broker/tap/tapBatch.ts';
import type { Capture } from '../../engine/capture/capture.ts';
import type { NoteFact } from '../../engine/log/columns/noteFacts.ts';
import { plainBreach } from '../../mqtt/statements/breaches.ts';
import type { ControlAccess } from '../control/controlAccess.ts';
import { ControlClient, type ControlState } from '../control/controlClient.ts';
import type { ControlSurroundings } from '../control/surroundings.ts';
import type { Environment } from '../environment/environment.ts';
import type { StreamOrigins } from '../files/streamOrigins.ts';
import { BrokerClock, readBrokerClock } from './brokerClock.ts';
import { MarkPlacer } from './markPlacer.ts';
import { TapBeginning } from './tapBeginning.ts';
import type { TapState, WatchEvent } from './tapProtocol.ts';
import { tappedEnd } from './tappedEnd.ts';

const TAP = 1;
/** Maximum number of remembered connections; open ones are always kept. */
const MOST_STREAMS = 5000;

const CUT_OFF = {
  rule: 'cutOff',
  statement: 'MQTT-4.2.0-1',
  breach: plainBreach('ended-midway'),
} as const;
const NO_LENGTH = {
  rule: 'remainingLength',
  statement: 'MQTT-1.5.5',
  breach: plainBreach('length-endless'),
} as const;

/** The observed connections; all others are ignored. */
interface Tapped {
  readonly clients: readonly string[] | 'all';
  /** A device tap of the host. */
  readonly deviceTap?: number | undefined;
}

const GAP: NoteFact = { key: 'watched-late', args: {} };
const PARTIAL: NoteFact = { key: 'watched-from-middle', args: {} };

interface Surroundings {
  readonly environment: Environment;
  readonly control: ControlSurroundings;
  readonly capture: Capture;
  readonly origins: StreamOrigins;
  readonly tell: (event: WatchEvent) => void;
}

export class TappedCapture {
  readonly #clients: readonly string[] | 'all';
  readonly #deviceTap: number | undefined;
  readonly #environment: Environment;
  readonly #capture: Capture;
  readonly #origins: StreamOrigins;
  readonly #tell: (event: WatchEvent) => void;
  readonly #client: ControlClient;
  readonly #placer: MarkPlacer;
  /** Streams by the broker's connection number. */
  readonly #streams = new Map<number, number>();
  #clock: BrokerClock;
  /** Streams that are open. */
  readonly #open = new Set<number>();
  /** Connections that were reported completely; after an interruption the host reports them again. */
  readonly #told = new Set<string>();
  readonly #keys = new Map<number, string>();
  /** Streams that can no longer be split into packets. */
  readonly #lost = new Set<number>();
  /** Streams with gaps. */
  readonly #withGaps = new Set<number>();
  /** The tap has started on the current line. */
  #hasBegun = false;
  /** Set until everything that the broker remembers has arrived. */
  #beginning: TapBeginning | undefined;
  #isOver = false;

  constructor(access: ControlAccess, { clients, deviceTap }: Tapped, at: Surroundings) {
    const { environment, control, capture, origins, tell } = at;
    this.#clients = clients;
    this.#deviceTap = deviceTap;
    this.#environment = environment;
    this.#capture = capture;
    this.#origins = origins;
    this.#tell = tell;
    this.#clock = new BrokerClock(0);
    // Packets were recorded at the broker, not at their sender.
    capture.capturedAnywhere();
    // True of most devices and reported for each of their messages; the user can unmute it.
    capture.muteRule('no-matching-subscribers', true);
    this.#placer = new MarkPlacer(environment, capture, {
      streamOf: ({ connection }) => this.#streams.get(connection),
      isOver: (stream) => !this.#open.has(stream),
      timeOf: ({ time }) => this.#clock.at(time),
    });
    this.#become({ kind: 'opening' });
    this.#client = new ControlClient(
      access,
      {
        state: (state) => {
          this.#controlIs(state);
        },
        event: (event) => {
          if (this.#beginning === undefined) this.#hear(event);
          else this.#beginning.event(event);
        },
        packets: (batch) => {
          for (const packet of readTapBatch(batch) ?? []) {
            if (this.#beginning === undefined) this.#packet(packet);
            else this.#beginning.packet(packet);
          }
        },
      },
      control,
    );
  }

  /** Ends the tap; the capture stays. */
  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#client.close();
    this.#reportBeginning();
    this.#closeAll();
    this.#become({ kind: 'ended' });
  }

  #controlIs(state: ControlState): void {
    if (this.#isOver) return;
    if (state.kind === 'open') {
      if (!this.#hasBegun) void this.#begin(state.facts.origin);
      this.#hasBegun = true;
      return;
    }
    // Later connections have new numbers.
    this.#hasBegun = false;
    this.#reportBeginning();
    this.#closeAll();
    this.#streams.clear();
    this.#keys.clear();
    this.#placer.forget();
    if (state.kind === 'refused') this.#become({ kind: 'refused', said: state.said });
    else this.#become({ kind: state.kind });
  }

  async #begin(origin: number): Promise<void> {
    const byWall = (origin - this.#environment.origin) * 1000;
    const now = () => this.#environment.now();
    this.#clock = (await readBrokerClock(this.#client, now)) ?? new BrokerClock(byWall);
    if (this.#isOver) return;
    const beginning = new TapBeginning();
    this.#beginning = beginning;
    const [client] = this.#clients === 'all' || this.#clients.length > 1 ? [] : this.#clients;
    const deviceTap = this.#deviceTap;
    const tapped = this.#client.ask({
      kind: 'tap',
      tap: TAP,
      clients: this.#clients,
      kept: true,
      ...(deviceTap !== undefined && { deviceTap }),
    });
    const watched = this.#client.ask({
      kind: 'watch-marks',
      kept: true,
      ...(client !== undefined && { client }),
      ...(deviceTap !== undefined && { at: deviceTap }),
    });
    const replies = [await tapped, await watched];
    const refused = replies.find((reply) => reply.kind === 'refused');
    // Remembered items have arrived before the replies.
    if (this.#beginning === beginning) this.#reportBeginning();
    if (this.#isOver || this.#client.state.kind !== 'open') return;
    if (refused?.kind === 'refused') this.#become({ kind: 'refused', said: refused });
    else this.#reportOpen();
  }

  #reportBeginning(): void {
    const told = this.#beginning?.inOrder() ?? [];
    this.#beginning = undefined;
    for (const one of told) {
      if (one.kind === 'packet') this.#packet(one.packet);
      else this.#hear(one.event);
    }
  }

  #hear(event: TapEvent): void {
    switch (event.kind) {
      case 'marks': {
        const ours = event.marks.filter((mark) => this.#concerns(mark.client));
        this.#placer.place(ours);
        this.#placer.leftOut(event.leftOut, this.#open);
        break;
      }
      case 'tap-opened':
        this.#opened(event);
        break;
      case 'tap-closed':
        this.#closed(event.connection, this.#clock.at(event.time), event.ended);
        break;
      case 'tap-half-closed': {
        const stream = this.#streams.get(event.connection);
        if (stream === undefined) break;
        const now = this.#environment.now();
        this.#capture.halfClosed(stream, tappedEnd(this.#capture, stream, event.ended, now));
        break;
      }
      case 'tap-text': {
        const stream = this.#streams.get(event.connection);
        const { sender } = event;
        if (stream !== undefined) {
          this.#capture.noteStream(stream, { key: 'text-frames', args: { sender } });
        }
        break;
      }
      case 'tap-gap': {
        const stream = this.#streams.get(event.connection);
        if (stream !== undefined) this.#gap(stream);
        break;
      }
    }
  }

  #concerns(client: string): boolean {
    return this.#clients === 'all' || this.#clients.includes(client);
  }

  #opened(event: Extract<TapEvent, { readonly kind: 'tap-opened' }>): void {
    const { connection, address, transport, isPartial, onward: server } = event;
    const key = `${connection} ${event.time}`;
    if (this.#told.has(key)) return;
    this.#keys.set(connection, key);
    const time = this.#clock.at(event.time);
    const isOwn = transport === 'port' || transport === 'udp';
    const carrier = isOwn ? 'other' : transport;
    const fromStart = !isPartial;
    const stream = this.#capture.openStream({
      time,
      client: address,
      ...(server !== undefined && server !== '' && { server }),
      carrier,
      fromStart,
    });
    const start = fromStart && { fromStart };
    this.#origins.opened(stream, { carrier, opened: time, ...start });
    if (isPartial) this.#capture.noteStream(stream, PARTIAL);
    this.#streams.set(connection, stream);
    this.#forgetOldest();
    this.#open.add(stream);
    this.#reportOpen();
  }

  #closed(connection: number, time: number, ended?: TapEnded): void {
    const stream = this.#streams.get(connection);
    if (stream === undefined || !this.#open.delete(stream)) return;
    this.#remember(connection);
    this.#placer.ended();
    this.#capture.closeStream(stream, time, ended && tappedEnd(this.#capture, stream, ended, time));
    this.#origins.closed(stream, time);
    this.#reportOpen();
  }

  #remember(connection: number): void {
    this.#told.add(this.#keys.get(connection) ?? '');
    this.#keys.delete(connection);
    const [oldest] = this.#told;
    if (this.#told.size > MOST_STREAMS && oldest !== undefined) this.#told.delete(oldest);
  }

  /** Marks may arrive after the end of their connection, but not indefinitely. */
  #forgetOldest(): void {
    if (this.#streams.size <= MOST_STREAMS) return;
    for (const [connection, stream] of this.#streams) {
      if (this.#open.has(stream)) continue;
      this.#streams.delete(connection);
      return;
    }
  }

  /** Reports a gap once per stream. */
  #gap(stream: number): void {
    this.#capture.gapIn(stream);
    if (!this.#withGaps.has(stream)) this.#capture.noteStream(stream, GAP);
    this.#withGaps.add(stream);
  }

  /** Their further course is unknown. */
  #closeAll(): void {
    for (const stream of this.#open) this.#capture.closeStream(stream);
    this.#open.clear();
  }

  #packet(packet: TappedPacket): void {
    const stream = this.#streams.get(packet.connection);
    if (stream === undefined) return;
    const { bytes, masked, broken, offset } = packet;
    // A capture takes the client's point of view.
    const direction = packet.direction === 'from-client' ? 'out' : 'in';
    const time = this.#clock.at(packet.time);
    this.#capture.faults.wireAt(stream, direction, offset);
    if (broken) {
      const isLost = this.#lost.has(stream) || readVarint(bytes, 1) === 'too long';
      if (isLost) this.#lost.add(stream);
      const place = { severity: 'malformed', offset: 0, length: bytes.length } as const;
      const problem = { ...(isLost ? NO_LENGTH : CUT_OFF), ...place };
      this.#capture.brokenBytes(stream, direction, time, bytes, problem);
    } else {
      this.#capture.packet(stream, direction, time, bytes, masked);
    }
  }

  #reportOpen(): void {
    if (!this.#isOver) this.#become({ kind: 'open', connections: this.#open.size });
  }

  #become(state: TapState): void {
    this.#tell({ kind: 'tap', state });
  }
}
