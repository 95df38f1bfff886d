/** Tests that recipes keep the guarantees of QoS 1 and 2, because they only simulate networks. */

import { expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { Broker } from '../core/broker.ts';
import type { Output } from '../core/contract/output.ts';
import type { Peer } from '../core/contract/parties.ts';
import { DEFAULT_LIMITS } from '../core/memory/limits.ts';
import { Random } from '../core/memory/random.ts';
import { simulate } from '../core/simulation.testkit.ts';
import { FaultLayer } from '../faults/faultLayer.ts';
import type { TreatedBroker } from '../faults/transit.ts';
import { Recipes } from './recipes.ts';

const seeds = tries(30, 1);
/** ms. Clients connect, disconnect and publish once all have subscribed. */
const STORM_BEGINS = 6000;
const STORM_ENDS = 25_000;

const RECIPES = [
  'lost-puback',
  'lost-pubrec',
  'lost-pubrel',
  'lost-pubcomp',
  'duplicated-publish',
  'server-moved',
] as const;

let applied = 0;

/** A broker with a fault layer and one recipe after the other, each waiting for the first client. */
class Struck extends Broker {
  readonly #layer: FaultLayer;
  readonly #recipes: Recipes;
  readonly #random: Random;
  /** Number of the latest counted run. */
  #counted = 0;
  #isReady = false;

  constructor(...parts: ConstructorParameters<typeof Broker>) {
    super(...parts);
    this.#random = new Random(parts[0].seed);
    const wakeAt = (): number | undefined => super.wakeAt;
    const face: TreatedBroker = {
      open: (peer, now) => super.open(peer, now),
      receive: (connection, bytes, now) => super.receive(connection, bytes, now),
      close: (connection, now) => super.close(connection, now),
      backlog: (connection, bytes, now) => super.backlog(connection, bytes, now),
      inputBacklog: (connection, bytes, now) => super.inputBacklog(connection, bytes, now),
      elapse: (now) => super.elapse(now),
      takeOutput: () => super.takeOutput(),
      shutDown: (now) => super.shutDown(now),
      topicBehind: (...alias) => super.topicBehind(...alias),
      keepAliveOf: (connection) => super.keepAliveOf(connection),
      get wakeAt() {
        return wakeAt();
      },
    };
    const { maximumPacketSize } = DEFAULT_LIMITS;
    this.#layer = new FaultLayer(face, { maximumPacketSize });
    this.#recipes = new Recipes(this.#layer, () => ({ kind: 'done' }));
    this.#isReady = true;
  }

  override open(peer: Peer, now: number): number {
    return this.#layer.open(peer, now);
  }

  override receive(connection: number, bytes: Uint8Array, now: number): void {
    this.#keepGoing(now);
    this.#layer.receive(connection, bytes, now);
  }

  override close(connection: number, now: number): void {
    this.#layer.close(connection, now);
  }

  override elapse(now: number): void {
    this.#layer.elapse(now);
  }

  override get wakeAt(): number | undefined {
    return this.#isReady ? this.#layer.wakeAt : undefined;
  }

  override takeOutput(): Output[] {
    this.#recipes.settle();
    return this.#layer.takeOutput();
  }

  /** Starts one recipe at a time; at the end, none waits. */
  #keepGoing(now: number): void {
    const reply = this.#recipes.command({ kind: 'list-recipes' }, now);
    const last = reply.kind === 'recipes' ? reply.runs[0] : undefined;
    if (last?.state === 'waiting') {
      const { run } = last;
      if (now > STORM_ENDS) this.#recipes.command({ kind: 'stop-recipe', run }, now);
      return;
    }
    if (last?.state === 'done' && last.run > this.#counted) {
      this.#counted = last.run;
      applied += 1;
    }
    if (now < STORM_BEGINS || now > STORM_ENDS || this.#random.chance(0.9)) return;
    this.#recipes.command({ kind: 'start-recipe', recipe: this.#random.pick(RECIPES) }, now);
  }
}

test(`all guarantees hold while recipes run (${seeds} seeds)`, () => {
  for (let seed = 1; seed <= seeds; seed += 1) {
    expect(simulate(seed, undefined, Struck).broken, `seed ${seed}`).toEqual([]);
  }
  expect(applied).toBeGreaterThan(5 * seeds);
});
