import { describe, expect, it } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { Session } from './sessions/session.ts';
import { simulate } from './simulation.testkit.ts';
import type { NewSession } from './state/sessions.ts';

/** Other numbers of seeds: `npm run thorough -- simulate --seeds 20000`; a single one: `--seed 17`. */
const count = tries(1000, 20);
const seeds = Array.from({ length: count }, (_, at) => at + 1);

/** The first seed that detects this kind of breach in a broker with a planted session bug. */
function firstFinding(breach: string, newSession: NewSession): number | undefined {
  for (let seed = 1; seed <= 20; seed += 1) {
    const { broken } = simulate(seed, newSession);
    if (broken.some((line) => line.startsWith(breach))) return seed;
  }
  return undefined;
}

/** Seeds that together reach each of them. */
const MANY = 100;
const MEMORY_LIMITS = [
  'heldBytes',
  'retainedBytes',
  'connectionBytes',
  'sessionBytes',
  'subscriptionBytes',
] as const;

describe('the simulation', { timeout: 300_000 }, () => {
  it(`keeps its guarantees for ${seeds.length} seeds`, () => {
    let messages = 0;
    let cuts = 0;
    const limits = new Set<string>();
    for (const seed of seeds) {
      const outcome = simulate(seed);
      expect(outcome.broken, `npm run thorough -- simulate --seed ${seed} replays this`).toEqual(
        [],
      );
      messages += outcome.messages;
      cuts += outcome.cuts;
      for (const limit of outcome.limits) limits.add(limit);
    }
    // Without messages, the test would prove nothing.
    expect(messages).toBeGreaterThan(50 * seeds.length);
    expect(cuts).toBeGreaterThan(2 * seeds.length);
    if (seeds.length < MANY) return;
    for (const limit of MEMORY_LIMITS) expect(limits).toContain(limit);
  });

  it('gives equal results for equal seeds', () => {
    expect(simulate(5)).toEqual(simulate(5));
  });

  it('detects a broker that forwards repeated QoS 2 messages [MQTT-4.3.3-10]', () => {
    class Forgetful extends Session {
      override hasReceived(): boolean {
        return false;
      }
    }
    const seed = firstFinding('At most once', (...parts) => new Forgetful(...parts));
    expect(seed).toBeDefined();
  });

  it('detects a broker that queues nothing for disconnected clients [MQTT-4.1.0-1]', () => {
    class Careless extends Session {
      override deliver(...delivery: Parameters<Session['deliver']>) {
        return this.link === undefined ? 'away' : super.deliver(...delivery);
      }
    }
    const seed = firstFinding('At least once', (...parts) => new Careless(...parts));
    expect(seed).toBeDefined();
  });

  it('detects a broker that changes the order of messages [MQTT-4.6.0-6]', () => {
    class Disorderly extends Session {
      #held: Parameters<Session['deliver']> | undefined;
      override deliver(...delivery: Parameters<Session['deliver']>) {
        const held = this.#held;
        this.#held = held === undefined ? delivery : undefined;
        if (held === undefined) return 'yes';
        super.deliver(...delivery);
        return super.deliver(...held);
      }
    }
    const seed = firstFinding('Order', (...parts) => new Disorderly(...parts));
    expect(seed).toBeDefined();
  });
});
