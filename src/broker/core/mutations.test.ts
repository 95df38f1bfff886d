import { expect, it } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { Framer } from '../../mqtt/framing/framer.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { LOCAL_PEER } from './broker.testkit.ts';
import { Broker } from './broker.ts';
import { Random } from './memory/random.ts';
import { Mutants } from './mutations.testkit.ts';

const CLIENTS = 6;
const COUNT = tries(90_000, 8_000);
const VERSIONS = [3, 4, 5] as const satisfies readonly ProtocolVersion[];

/** A client of a broker that must survive all mutations. */
interface Attacker {
  readonly version: ProtocolVersion;
  readonly connection: number;
}

it(`${COUNT} packets, most of them mutated, cause no exception and only valid packets as output`, {
  timeout: 120_000,
}, () => {
  const random = new Random(4);
  const mutants = new Mutants(random);
  const failures: unknown[] = [];
  const broker = new Broker({
    seed: 1,
    limits: { sessions: 20, queuedMessages: 50, retainedBytes: 20_000, subscriptions: 40 },
    hooks: { failed: (where, error) => failures.push([where, error]) },
  });
  let now = 0;
  const attackers: (Attacker | undefined)[] = Array.from({ length: CLIENTS }, () => undefined);
  const readers = new Map<number, Framer>();
  const seen = { connections: 0, ended: 0, accepted: 0 };

  const open = (at: number): Attacker => {
    const attacker = { version: random.pick(VERSIONS), connection: broker.open(LOCAL_PEER, now) };
    attackers[at] = attacker;
    readers.set(attacker.connection, new Framer());
    seen.connections += 1;
    broker.receive(attacker.connection, mutants.connect(attacker.version).bytes, now);
    return attacker;
  };
  const collect = (): void => {
    for (const output of broker.takeOutput()) {
      if (output.kind === 'send') {
        const error = readers.get(output.connection)?.push(output.bytes, ([type]) => {
          if (type === 0x20) seen.accepted += 1;
        });
        if (error !== undefined) failures.push(error);
        continue;
      }
      const at = attackers.findIndex((one) => one?.connection === output.connection);
      if (at >= 0) attackers[at] = undefined;
      readers.delete(output.connection);
      broker.close(output.connection, now);
      seen.ended += 1;
    }
  };

  for (let count = 0; count < COUNT; count += 1) {
    const at = random.below(CLIENTS);
    const attacker = attackers[at] ?? open(at);
    const { bytes } = mutants.next(attacker.version);
    // Cut anywhere like on a network.
    const cut = random.chance(0.2) ? random.below(bytes.length + 1) : bytes.length;
    broker.receive(attacker.connection, bytes.subarray(0, cut), now);
    if (cut < bytes.length) broker.receive(attacker.connection, bytes.subarray(cut), now);
    if (random.chance(0.001)) {
      broker.close(attacker.connection, now);
      attackers[at] = undefined;
      readers.delete(attacker.connection);
    }
    if (count % 16 === 0) {
      now += random.below(40);
      if ((broker.wakeAt ?? Number.POSITIVE_INFINITY) <= now) broker.elapse(now);
      collect();
    }
  }
  collect();
  expect(failures).toEqual([]);
  // Otherwise nothing was tested.
  expect(seen.accepted).toBeGreaterThan(COUNT / 20);
  expect(seen.ended).toBeGreaterThan(COUNT / 20);
  const { sessions, retained } = broker.statistics;
  expect(sessions).toBeLessThanOrEqual(20);
  expect(retained).toBeGreaterThan(0);
});
