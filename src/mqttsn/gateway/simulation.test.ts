import { describe, expect, it } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { Gateway } from './gateway.ts';
import type { GatewayOptions } from './gatewayOptions.ts';
import { simulate } from './simulation.testkit.ts';

/** Other seeds of broker and gateway: `npm run thorough -- simulate --seeds 1000`. */
const count = tries(1000, 20);

/** The first seed that makes a changed gateway violate this guarantee. */
function firstFinding(breach: RegExp, change: Partial<GatewayOptions>): number | undefined {
  for (let seed = 1; seed <= 40; seed += 1) {
    const { broken } = simulate(seed, (options) => new Gateway({ ...options, ...change }));
    if (broken.some((line) => breach.test(line))) return seed;
  }
  return undefined;
}

describe('the simulation of the gateway', { timeout: 120_000 }, () => {
  it(`keeps its guarantees for ${count} seeds`, () => {
    const total = { fromSensors: 0, toSensors: 0, lost: 0, doubled: 0, sleeps: 0, wills: 0 };
    for (let seed = 1; seed <= count; seed += 1) {
      const { broken, ...happened } = simulate(seed);
      expect(broken, `npm run thorough -- simulate --seed ${seed} replays this`).toEqual([]);
      total.fromSensors += happened.fromSensors;
      total.toSensors += happened.toSensors;
      total.lost += happened.lost;
      total.doubled += happened.doubled;
      total.sleeps += happened.sleeps;
      total.wills += happened.wills;
    }
    // Without these events the test would prove nothing.
    for (const happened of Object.values(total)) expect(happened).toBeGreaterThan(count / 6);
  });

  it('gives the same result for the same seed', () => {
    expect(simulate(5)).toEqual(simulate(5));
  });

  it('detects a gateway that treats another copy of a datagram as another message', () => {
    const times = { retry: 3_000, retries: 4, connecting: 30_000, late: -1 };
    expect(firstFinding(/^At most once/, { times })).toBeDefined();
  });

  it('detects a gateway whose topic numbers differ from its clients’', () => {
    const predefined = new Map([
      [1, 'plant/alarm'],
      [2, 'plant/all'],
    ]);
    expect(firstFinding(/came under/, { predefined })).toBeDefined();
  });
});
