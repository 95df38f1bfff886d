import { describe, expect, it } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import type { Fact } from '../core/contract/facts.ts';
import { simulateCrashes } from './crashSimulation.testkit.ts';
import { UnreadableFact } from './factReader.ts';
import { NotKept } from './mortalBroker.testkit.ts';

/** ms. Connections break in it as well. */
const LONG_STORM = 4000;
/** For other numbers: `npm run thorough -- simulate`. */
const COUNT = tries(1000, 30);

function complaint(seed: number, faults: Parameters<typeof simulateCrashes>[1]) {
  try {
    return simulateCrashes(seed, faults, LONG_STORM).broken[0];
  } catch (error) {
    if (error instanceof UnreadableFact || error instanceof NotKept) return error.message;
    throw error;
  }
}

/** The complaint that detects a broker with that bug; undefined: none. */
function found(faults: Parameters<typeof simulateCrashes>[1]): string | undefined {
  for (let seed = 1; seed <= 60; seed += 1) {
    const line = complaint(seed, faults);
    if (line !== undefined) return line;
  }
  return undefined;
}

describe('a broker that is killed at any byte of its output', { timeout: 300_000 }, () => {
  it(`keeps its guarantees for ${COUNT} seeds`, () => {
    let crashes = 0;
    let torn = 0;
    let renewals = 0;
    let compared = 0;
    for (let seed = 1; seed <= COUNT; seed += 1) {
      const { broken, crashRecord } = simulateCrashes(seed);
      expect(broken, `npm run thorough -- simulate --seed ${seed} replays this`).toEqual([]);
      crashes += crashRecord.crashes;
      torn += crashRecord.torn;
      renewals += crashRecord.renewals;
      compared += crashRecord.compared;
    }
    expect(crashes).toBeGreaterThan(3 * COUNT);
    expect(torn).toBeGreaterThan(COUNT / 2);
    expect(renewals).toBeGreaterThan(5 * COUNT);
    expect(compared).toBeGreaterThan(COUNT / 2);
  });

  it('is detected if it acknowledges data that is not on the disk', () => {
    expect(found({ isRash: true })).toBeDefined();
  });

  it.each<Fact['kind']>([
    'session',
    'subscribed',
    'queued',
    'sent',
    'released',
    'completed',
    'received',
    'receive-over',
    'retained',
    'will-gone',
    'left',
  ])('would be detected if it lost facts: %s', (loses) => {
    expect(found({ loses })).toBeDefined();
  });
});
