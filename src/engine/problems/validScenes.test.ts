/** What breaks no rule must not be called an error. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Broker } from '../../broker/broker.ts';
import { simulate } from '../../broker/simulation.testkit.ts';
import { corpus, type RecordedPacket } from '../../mqtt/corpus.testkit.ts';
import { Framer } from '../../mqtt/framer.ts';
import { runs } from '../../mqtt/runs.testkit.ts';
import { Capture } from '../capture.ts';
import type { Direction } from '../direction.ts';
import { Talk } from './talk.testkit.ts';

/** Records what a broker receives and sends, as a tap at its end does. */
class BrokerTap {
  readonly errors: string[] = [];
  readonly rules = new Set<string>();
  readonly capture = new Capture({
    originWallClock: 0,
    onProblem: ({ rule, severity, packet, stream, text }) => {
      this.rules.add(rule);
      if (severity === 'error') this.errors.push(`#${stream} ${packet} ${rule}: ${text}`);
    },
  });
  readonly #wires = new Map<number, { stream: number; framers: Record<Direction, Framer> }>();
  #now = 0;

  constructor() {
    this.capture.begin({ originWallClock: 0 });
    const { open, receive, takeOutput, close } = Broker.prototype;
    const opened = (connection: number): void => {
      this.#wires.set(connection, {
        stream: this.capture.openStream(),
        framers: { in: new Framer(), out: new Framer() },
      });
    };
    const carried = (connection: number, direction: Direction, bytes: Uint8Array): void => {
      this.#carried(connection, direction, bytes);
    };
    const closed = (connection: number): void => {
      this.#closed(connection);
    };
    const at = (now: number): void => {
      this.#now = now;
    };
    vi.spyOn(Broker.prototype, 'open').mockImplementation(function (this: Broker, peer, now) {
      const connection = open.call(this, peer, now);
      opened(connection);
      return connection;
    });
    vi.spyOn(Broker.prototype, 'receive').mockImplementation(function (
      this: Broker,
      connection,
      bytes,
      now,
    ) {
      at(now);
      carried(connection, 'out', bytes);
      receive.call(this, connection, bytes, now);
    });
    vi.spyOn(Broker.prototype, 'takeOutput').mockImplementation(function (this: Broker) {
      const outputs = takeOutput.call(this);
      for (const output of outputs) {
        if (output.kind === 'send') carried(output.connection, 'in', output.bytes);
        else closed(output.connection);
      }
      return outputs;
    });
    vi.spyOn(Broker.prototype, 'close').mockImplementation(function (
      this: Broker,
      connection,
      now,
    ) {
      at(now);
      closed(connection);
      close.call(this, connection, now);
    });
  }

  #carried(connection: number, direction: Direction, bytes: Uint8Array): void {
    const wire = this.#wires.get(connection);
    wire?.framers[direction].push(bytes, (packet) => {
      this.capture.packet(wire.stream, direction, this.#now * 1_000, packet);
    });
  }

  #closed(connection: number): void {
    const wire = this.#wires.get(connection);
    if (wire === undefined) return;
    this.#wires.delete(connection);
    this.capture.closeStream(wire.stream, this.#now * 1_000);
  }
}

afterEach(() => {
  vi.restoreAllMocks();
});

/** Recorded to show single packets: they do not all follow from one another. */
const UNLIKE_TALK: ReadonlyMap<number, readonly string[]> = new Map([
  [7, ['pubrel-without-pubrec: PUBREL 65535: no PUBREC came before it.']],
]);

describe('no error is found', () => {
  it.each(Array.from({ length: runs(10) }, (_, at) => 100 + at))(
    'between our broker and clients whose connections break, seed %i',
    (seed) => {
      const tap = new BrokerTap();
      simulate(seed);
      expect(tap.errors).toEqual([]);
      expect(tap.capture.newest).toBeGreaterThan(100);
    },
    60_000,
  );

  const sessions = new Map<number, RecordedPacket[]>();
  for (const packet of corpus) {
    if (packet.session === undefined || packet.bytes.length > 20_000) continue;
    sessions.set(packet.session, [...(sessions.get(packet.session) ?? []), packet]);
  }
  const valid = [...sessions].filter(([, packets]) =>
    packets.every(({ verdict }) => verdict === 'valid'),
  );

  it.each(valid)('in the recorded session %i', (_number, packets) => {
    const [first] = packets;
    const talk = new Talk(first?.version ?? 4, { fromStart: (first?.bytes[0] ?? 0) >> 4 === 1 });
    for (const { sender, bytes } of packets) talk.raw(sender === 'client' ? 'out' : 'in', bytes);
    expect(talk.errors).toEqual(UNLIKE_TALK.get(first?.session ?? 0) ?? []);
  });
});
