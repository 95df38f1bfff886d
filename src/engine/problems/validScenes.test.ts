/** Tests that valid conversations lead to no errors. */

import { describe, expect, it } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { Broker } from '../../broker/core/broker.ts';
import type { Output } from '../../broker/core/contract/output.ts';
import type { Peer } from '../../broker/core/contract/parties.ts';
import { simulate } from '../../broker/core/simulation.testkit.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { foundWrong } from '../../i18n/en/facts/findings.ts';
import { corpus, type RecordedPacket } from '../../mqtt/dissect/corpus.testkit.ts';
import { Framer } from '../../mqtt/framing/framer.ts';
import { Capture } from '../capture/capture.ts';
import type { Direction } from '../log/columns/direction.ts';
import { FORWARDING } from '../rules/forwarding.ts';
import { RETAINING } from '../rules/retaining.ts';
import { WILLS } from '../rules/wills.ts';
import { Talk } from './talk.testkit.ts';

/** Rules on both sides of the broker, which the recorder sees completely. */
const FOLLOWED: ReadonlySet<string> = new Set(
  [FORWARDING, RETAINING, WILLS].flatMap((rules) => Object.keys(rules)),
);

/** Records like a tap next to the broker. */
class BrokerRecorder {
  readonly errors: string[] = [];
  readonly capture = new Capture({
    conventions: CONVENTIONS,
    originWallClock: 0,
    onProblem: (found) => {
      const { rule, severity, packet, stream } = found;
      const what = `#${stream} ${packet} ${rule}: ${foundWrong(found)}`;
      if (severity === 'error' || FOLLOWED.has(rule)) this.errors.push(what);
    },
  });
  readonly #wires = new Map<number, { stream: number; framers: Record<Direction, Framer> }>();
  /** ms. */
  now = 0;

  constructor() {
    this.capture.begin({ originWallClock: 0 });
  }

  opened(connection: number): void {
    const framers = { in: new Framer(), out: new Framer() };
    this.#wires.set(connection, { stream: this.capture.openStream(), framers });
  }

  carried(connection: number, direction: Direction, bytes: Uint8Array): void {
    const wire = this.#wires.get(connection);
    wire?.framers[direction].push(bytes, (packet) => {
      this.capture.packet(wire.stream, direction, this.now * 1_000, packet);
    });
  }

  closed(connection: number): void {
    const wire = this.#wires.get(connection);
    if (wire === undefined) return;
    this.#wires.delete(connection);
    this.capture.closeStream(wire.stream, this.now * 1_000);
  }
}

/** Creates a broker that reports its received and sent packets to the recorder. */
function recorded(recorder: BrokerRecorder): typeof Broker {
  return class extends Broker {
    override open(peer: Peer, now: number): number {
      const connection = super.open(peer, now);
      recorder.opened(connection);
      return connection;
    }

    override receive(connection: number, bytes: Uint8Array, now: number): void {
      recorder.now = now;
      recorder.carried(connection, 'out', bytes);
      super.receive(connection, bytes, now);
    }

    override takeOutput(): Output[] {
      const outputs = super.takeOutput();
      for (const output of outputs) {
        if (output.kind === 'send') recorder.carried(output.connection, 'in', output.bytes);
        else recorder.closed(output.connection);
      }
      return outputs;
    }

    override close(connection: number, now: number): void {
      recorder.now = now;
      recorder.closed(connection);
      super.close(connection, now);
    }
  };
}

describe('no error is found', () => {
  it.each(Array.from({ length: tries(12, 1) }, (_, at) => 100 + at))(
    'between our broker and clients whose connections break, seed %i',
    (seed) => {
      const recorder = new BrokerRecorder();
      simulate(seed, undefined, recorded(recorder));
      expect(recorder.errors).toEqual([]);
      expect(recorder.capture.newest).toBeGreaterThan(100);
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
    expect(talk.errors).toEqual([]);
  });
});
