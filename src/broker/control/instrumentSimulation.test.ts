import { expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { Broker } from '../core/broker.ts';
import type { Output, Statistics } from '../core/contract/output.ts';
import type { Peer } from '../core/contract/parties.ts';
import type { Verdict } from '../core/contract/verdicts.ts';
import { Random } from '../core/memory/random.ts';
import { simulate } from '../core/simulation.testkit.ts';
import { unsoundness } from '../journal/soundness.testkit.ts';
import { demoRegistry } from '../platform/devices/demoRegistry.ts';
import { DEFAULT_PLATFORM_SETTINGS } from '../platform/devices/settings.ts';
import { Platform } from '../platform/platform.ts';
import { TestLine } from './control.testkit.ts';
import { CONTROL_VERSION, type ControlCommand, type ControlReply } from './control.ts';
import { LateInstrument } from './late.testkit.ts';

const seeds = tries(16, 1);
/** ms. Clients connect, disconnect and publish once all have subscribed. */
const STORM_BEGINS = 6000;
const STORM_ENDS = 25_000;

const made: Meddled[] = [];
/** Commands that were not refused. */
const done = new Set<string>();

/** None of the clients is a device: they must not notice the platform. */
const platform = (seed: number): Platform =>
  new Platform({
    diagnose: () => undefined,
    registry: demoRegistry(seed),
    settings: DEFAULT_PLATFORM_SETTINGS,
    origin: 0,
    seed,
    entropy: new Uint8Array(32),
  });

/**
 * A whole instrument instead of the broker, possibly taking over a running one, with random control commands.
 */
class Meddled extends Broker {
  readonly #random: Random;
  readonly #instrument: LateInstrument;
  #line: TestLine | undefined;
  #now = 0;
  #next = STORM_BEGINS;

  constructor(...parts: ConstructorParameters<typeof Broker>) {
    super(...parts);
    const [options] = parts;
    this.#random = new Random(options.seed);
    const facts = { host: 'tab', programVersion: '0', origin: 0 } as const;
    this.#instrument = new LateInstrument({ ...options, facts, platform: platform(options.seed) });
    if (options.seed % 2 === 0) this.#open();
    made.push(this);
  }

  override open(peer: Peer, now: number): number {
    return this.#instrument.open(peer, now);
  }

  override receive(connection: number, bytes: Uint8Array, now: number): void {
    this.#now = now;
    this.#instrument.receive(connection, bytes, now);
    if (now >= this.#next) this.#meddle();
  }

  override close(connection: number, now: number): void {
    this.#instrument.close(connection, now);
  }

  override decide(connection: number, verdict: Verdict, now: number): void {
    this.#instrument.decide(connection, verdict, now);
  }

  override elapse(now: number): void {
    this.#now = now;
    this.#instrument.elapse(now);
  }

  override get wakeAt(): number | undefined {
    return this.#instrument.wakeAt;
  }

  override takeOutput(): Output[] {
    return this.#instrument.takeOutput();
  }

  override publish({ topic }: { readonly topic: string }): void {
    this.#ask({ kind: 'clear-retained', topic });
  }

  override get statistics(): Statistics {
    const page = { first: 0, count: 0 } as const;
    const total = (kind: 'clients' | 'subscriptions' | 'retained'): number => {
      const reply = this.#ask({ kind, ...page });
      return 'total' in reply ? reply.total : Number.NaN;
    };
    const reply = this.#ask({ kind: 'statistics' });
    const values = reply.kind === 'statistics' ? reply.sys : [];
    const sys = (name: string): number =>
      Number(values.find(({ topic }) => topic === `$SYS/broker/${name}`)?.value);
    return {
      ...super.statistics,
      sessions: total('clients'),
      subscriptions: total('subscriptions'),
      retained: total('retained'),
      heldBytes: sys('store/messages/bytes'),
      // The journal remembers clients that have left.
      memoryBytes: sys('memory/held') - sys('memory/journal'),
    };
  }

  #meddle(): void {
    const random = this.#random;
    const isLast = this.#now > STORM_ENDS;
    this.#next = isLast ? Number.POSITIVE_INFINITY : this.#now + random.below(2500);
    const reply = this.#ask({ kind: 'clients', first: 0, count: 500 });
    const clients = reply.kind === 'clients' ? reply.rows : [];
    const waiting = this.#ask({ kind: 'list-waiting' });
    const stepping = waiting.kind === 'waiting' ? waiting.stepping : [];
    for (const { client } of stepping) this.#ask({ kind: 'end-step', client });
    const client = clients[random.below(clients.length)]?.client ?? '';
    // The last round only removes rules and recipes that hold packets.
    if (isLast) return;
    this.#ask(
      random.pick<ControlCommand>([
        { kind: 'take-over', client },
        { kind: 'restart', withSessions: true, downFor: random.below(1500) },
        { kind: 'disconnect-client', client, reasonCode: 0x98 },
        { kind: 'cut', client },
        { kind: 'step', client, withPings: false },
        { kind: 'start-recipe', recipe: 'lost-pubrec', client },
        { kind: 'start-recipe', recipe: 'lost-puback' },
        { kind: 'start-recipe', recipe: 'lost-pubrel' },
        { kind: 'start-recipe', recipe: 'lost-pubcomp' },
        { kind: 'tap', tap: 1, clients: 'all', kept: true },
        { kind: 'end-tap', tap: 1 },
      ]),
    );
  }

  get unsoundness(): readonly string[] {
    return unsoundness((command) => this.#ask(command));
  }

  #open(): TestLine {
    const line = new TestLine((way) => this.#instrument.instrument.control(way));
    line.session.receive({ kind: 'hello', version: CONTROL_VERSION }, this.#now);
    this.#line = line;
    return line;
  }

  #ask(command: ControlCommand): ControlReply {
    const reply = (this.#line ?? this.#open()).ask(command, this.#now);
    if (reply.kind !== 'refused') done.add(command.kind);
    return reply;
  }
}

test(`all guarantees hold under random control commands (${seeds} seeds)`, {
  timeout: 120_000,
}, () => {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const inspect = () => made.at(-1)?.unsoundness ?? ['There was no instrument.'];
    const { broken } = simulate(seed, undefined, Meddled, inspect);
    // The simulation does not know when a will is due here.
    const promises = broken.filter((line) => !line.includes('wills were due'));
    expect(promises, `seed ${seed}`).toEqual([]);
  }
  expect(done.size).toBeGreaterThan(5);
});
