/** Tests of a simulated network in virtual time: arrivals, their times, and reproducibility by seed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../base/runs.testkit.ts';
import type { Sender } from '../../mqtt/tables/packet.ts';
import { usedBytes } from '../core/inUse.testkit.ts';
import { Account } from '../core/memory/ledger.ts';
import type { NetworkConditions } from '../faults/networkConditions.ts';
import { Network } from './network.ts';

interface Heard {
  readonly time: number;
  readonly from: Sender;
  readonly what: string;
}

class Scene {
  now = 0;
  readonly heard: Heard[] = [];
  readonly got: Record<Sender, number[]> = { client: [], server: [] };
  readonly account = new Account(1_000_000);
  readonly network = new Network(
    {
      bytes: (_connection, from, bytes) => {
        this.got[from].push(...bytes);
        this.#hear(from, `${bytes.length}`);
      },
      finished: (_connection, from) => this.#hear(from, 'half'),
      closed: (_connection, from) => this.#hear(from, 'end'),
      reset: () => this.#hear('client', 'reset'),
    },
    () => this.name,
    this.account,
  );
  name: string | undefined = 'probe';

  constructor(conditions?: NetworkConditions) {
    this.network.set(conditions, 0);
  }

  send(from: Sender, size: number | Uint8Array, connection = 1): this {
    const bytes = typeof size === 'number' ? new Uint8Array(size) : size;
    this.network.send(connection, from, bytes, this.now);
    return this;
  }

  pass(ms: number): this {
    const end = this.now + ms;
    for (;;) {
      const due = this.network.wakeAt;
      if (due === undefined || due > end) break;
      this.now = Math.max(this.now, due);
      this.network.elapse(this.now);
    }
    this.now = end;
    return this;
  }

  /** Events as side and kind, in order. */
  get told(): string[] {
    return this.heard.map(({ from, what }) => `${from} ${what}`);
  }

  #hear(from: Sender, what: string): void {
    this.heard.push({ time: Math.round(this.now), from, what });
  }
}

const ignore = (): void => undefined;
const account = new Account();

const fixed = (value: number) => ({ least: value, most: value });

describe('a network', () => {
  it('without conditions delivers at once', () => {
    const scene = new Scene();
    scene.send('client', 10).send('server', 20);
    expect(scene.told).toEqual(['client 10', 'server 20']);
    expect(scene.network.isFree).toBe(true);
  });

  it('with limited bandwidth lets bytes trickle, each direction at its own rate', () => {
    const scene = new Scene({ up: 1000, down: 4000 });
    scene.send('client', 1000).send('server', 1000);
    scene.pass(500);
    expect(scene.got.server).toHaveLength(1000);
    expect(scene.got.client.length).toBeGreaterThanOrEqual(450);
    expect(scene.got.client.length).toBeLessThanOrEqual(500);
    scene.pass(501);
    expect(scene.got.client).toHaveLength(1000);
    expect(scene.network.waits(1, 'client')).toBe(0);
  });

  it('with latency delivers everything in order, whatever the jitter', () => {
    const scene = new Scene({ latency: { least: 10, most: 500 }, seed: 3 });
    for (let at = 0; at < 20; at += 1) scene.send('client', Uint8Array.of(at)).pass(5);
    expect(scene.heard.every(({ time }) => time >= 10)).toBe(true);
    scene.pass(1000);
    expect(scene.got.client).toEqual(Array.from({ length: 20 }, (_, at) => at));
  });

  it('splits streams anywhere', () => {
    const scene = new Scene({ slice: { least: 1, most: 7 } });
    const bytes = Uint8Array.from({ length: 100 }, (_, at) => at);
    scene.send('client', bytes).pass(1000);
    expect(scene.got.client).toEqual([...bytes]);
    expect(scene.heard.length).toBeGreaterThan(14);
    expect(new Set(scene.heard.map(({ time }) => time)).size).toBe(scene.heard.length);
  });

  it('resets after the given bytes of both directions, and forwards no more', () => {
    const scene = new Scene({ resetAfter: fixed(25) });
    scene.send('client', 10).send('server', 10).send('client', 10).send('server', 10);
    expect(scene.told).toEqual(['client 10', 'server 10', 'client 5', 'client reset']);
    expect(scene.network.isReset(1)).toBe(true);
  });

  it('becomes silent after the given bytes without a close, but not for ever', () => {
    const scene = new Scene({ silentAfter: fixed(10) });
    scene.send('client', 15).send('server', 5);
    scene.network.close(1, 'client', scene.now);
    scene.pass(500_000);
    expect(scene.told).toEqual(['client 10']);
    scene.pass(100_001);
    expect(scene.told).toEqual(['client 10', 'client end']);
  });

  it('drops connections without traffic for four minutes', () => {
    const scene = new Scene({ preset: 'NAT' });
    scene.send('client', 1).pass(239_000).send('server', 2).pass(239_000).send('client', 3);
    expect(scene.told).toEqual(['client 1', 'server 2', 'client 3']);
    scene.pass(240_001).send('server', 4).send('client', 5);
    expect(scene.told).toHaveLength(3);
  });

  it('delays a close, after everything before it', () => {
    const scene = new Scene({ slowClose: 3000, latency: fixed(10) });
    scene.send('client', 5);
    scene.network.finish(1, 'client', scene.now);
    scene.pass(2999);
    expect(scene.told).toEqual(['client 5']);
    scene.pass(11);
    expect(scene.told).toEqual(['client 5', 'client half']);
  });

  it('forwards nothing during an outage, and everything afterwards', () => {
    const scene = new Scene({ outage: { every: fixed(1000), lasts: fixed(500) } });
    scene.send('client', 1).pass(1200).send('client', 2).pass(200);
    expect(scene.told).toEqual(['client 1']);
    scene.pass(200);
    expect(scene.heard.at(-1)).toEqual({ time: 1500, from: 'client', what: '2' });
    scene.send('server', 3);
    expect(scene.told.at(-1)).toBe('server 3');
  });

  it('applies to matching clients, once they are known', () => {
    const scene = new Scene({ client: 'sensor-*', latency: fixed(100) });
    scene.name = undefined;
    scene.send('client', 1);
    scene.name = 'app';
    scene.send('client', 2);
    scene.name = 'sensor-7';
    scene.send('client', 3);
    expect(scene.told).toEqual(['client 1', 'client 2']);
    expect(scene.pass(100).told.at(-1)).toBe('client 3');
  });

  it('delivers everything in transit at once when its conditions are removed', () => {
    const scene = new Scene({ up: 10 });
    scene.send('client', 100);
    scene.network.set(undefined, scene.now);
    expect(scene.got.client).toHaveLength(100);
    expect(scene.network.isFree).toBe(true);
    expect(scene.account.bytes).toBe(0);
  });

  it('resets a connection that exceeds the memory', () => {
    const scene = new Scene({ up: 1 });
    scene.send('client', 2_000_000).pass(100_000_000);
    expect(scene.told.at(-1)).toBe('client reset');
    expect(scene.account.bytes).toBe(0);
  });

  it.each([
    ['a narrow way that much was sent on at once', { up: 100 }, 65_536, 100],
    ['a slow one with very many small packets', { latency: fixed(60_000) }, 2, 20_000],
  ])('counts its memory: %s', (_name, conditions, size, times) => {
    const network = new Network(
      { bytes: ignore, finished: ignore, closed: ignore, reset: ignore },
      () => undefined,
      account,
    );
    network.set(conditions, 0);
    const before = usedBytes();
    for (let at = 0; at < times; at += 1) network.send(1, 'client', new Uint8Array(size), at);
    const taken = usedBytes() - before;
    expect(taken).toBeLessThan(1.25 * account.bytes);
    expect(account.bytes).toBeLessThan(2 * taken);
    expect(network.waits(1, 'client')).toBe(size * times);
    network.forget(1);
    expect(account.bytes).toBe(0);
  });
});

const conditions = fc.record(
  {
    seed: fc.nat(1000),
    up: fc.integer({ min: 200, max: 100_000 }),
    down: fc.integer({ min: 200, max: 100_000 }),
    latency: fc.constantFrom({ least: 0, most: 200 }, fixed(30)),
    slice: fc.constantFrom({ least: 1, most: 9 }, fixed(3)),
    outage: fc.constant({ every: { least: 10, most: 300 }, lasts: { least: 0, most: 200 } }),
    slowClose: fc.nat(500),
  },
  { requiredKeys: [] },
);
const said = fc.array(
  fc.record({
    from: fc.constantFrom('client', 'server'),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 60 }),
    wait: fc.nat(80),
  }),
  { maxLength: 15 },
);

it('unless cut, bytes arrive complete, in order, and at equal times for equal seeds', () => {
  fc.assert(
    fc.property(conditions, said, (given, turns) => {
      const run = (): Scene => {
        const scene = new Scene(given);
        for (const { from, bytes, wait } of turns) scene.send(from, bytes).pass(wait);
        scene.network.close(1, 'client', scene.now);
        return scene.pass(100_000);
      };
      const scene = run();
      for (const side of ['client', 'server'] as const) {
        const sent = turns.filter(({ from }) => from === side).flatMap(({ bytes }) => [...bytes]);
        expect(scene.got[side]).toEqual(sent);
      }
      expect(scene.told.filter((one) => one.endsWith('end'))).toEqual(['client end']);
      expect(run().heard).toEqual(scene.heard);
    }),
    { numRuns: runs(200) },
  );
});
