import { expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { administrationOf } from '../core/administration.ts';
import { Broker } from '../core/broker.ts';
import type { Output } from '../core/contract/output.ts';
import { Random } from '../core/memory/random.ts';
import { simulate } from '../core/simulation.testkit.ts';

const seeds = tries(28, 1);
/** ms. Clients connect, disconnect and publish once all have subscribed. */
const STORM_BEGINS = 6000;
const STORM_ENDS = 25_000;

let restarts = 0;

/** Crashes now and then with all its connections and restores its sessions at once. */
class Restarting extends Broker {
  readonly #random: Random;
  #now = 0;
  #next = STORM_BEGINS;

  constructor(...parts: ConstructorParameters<typeof Broker>) {
    super(...parts);
    this.#random = new Random(parts[0].seed);
  }

  /** Hook for variants with a deliberate bug. */
  protected breakDown(): void {}

  override receive(connection: number, bytes: Uint8Array, now: number): void {
    this.#now = now;
    super.receive(connection, bytes, now);
  }

  override takeOutput(): Output[] {
    const output = super.takeOutput();
    if (this.#now < this.#next || this.#now > STORM_ENDS) return output;
    this.#next = this.#now + this.#random.below(4000);
    restarts += 1;
    const connections = [...this.contents.connections.keys()];
    this.breakDown();
    administrationOf(this).crash(this.#now, false);
    administrationOf(this).restore(this.#now);
    return [...output, ...connections.map((connection) => ({ kind: 'end', connection }) as const)];
  }
}

test(`all guarantees hold over restarts with sessions (${seeds} seeds)`, {
  timeout: 120_000,
}, () => {
  for (let seed = 1; seed <= seeds; seed += 1) {
    expect(simulate(seed, undefined, Restarting).broken, `seed ${seed}`).toEqual([]);
  }
  expect(restarts).toBeGreaterThan(5 * seeds);
});

test('the simulation detects a broker that loses messages in flight when it crashes', {
  timeout: 120_000,
}, () => {
  class Forgetful extends Restarting {
    protected override breakDown(): void {
      for (const session of this.contents.sessions.values()) session.outbound.forget();
    }
  }
  const found = Array.from({ length: 20 }, (_, at) => at + 1).some((seed) =>
    simulate(seed, undefined, Forgetful).broken.some((line) => line.startsWith('At least once')),
  );
  expect(found).toBe(true);
});
