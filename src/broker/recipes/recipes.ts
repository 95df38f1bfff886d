/** Starts recipes, records their runs, and executes those for the broker as a whole. */
import { type Refused, refused } from '../core/commands/refusals.ts';
import type { Outcome } from '../faults/commands.ts';
import type { FaultLayer } from '../faults/faultLayer.ts';
import type { OneShotFault } from '../faults/ruleSet.ts';
import { oneShotOf, SERVER_MOVED } from './oneShots.ts';
import {
  NEED_BROKER,
  type RecipeCommand,
  type RecipeId,
  type RecipeReply,
  type RecipeRun,
} from './recipe.ts';

/** Control commands for recipes, answered with `done` or `refused`. */
export type RecipeHost = (
  command:
    | { readonly kind: 'restart'; readonly withSessions: boolean; readonly downFor: number }
    | { readonly kind: 'take-over'; readonly client: string },
  now: number,
) => Outcome;

/** ms of downtime in a restart: long enough to be seen, short enough to wait for. */
const DOWN_FOR = 1000;
/** Limit of remembered runs. */
const KEPT = 50;

interface Run {
  state: RecipeRun;
  /** Fault of a waiting recipe. */
  readonly oneShot: OneShotFault | undefined;
}

const ELSEWHERE = refused({ key: 'broker-elsewhere', args: {} });

type Reply = RecipeReply | Refused;
/** `later`: it waits for a packet. */
type AtOnce = 'done' | 'later' | Refused;

export class Recipes {
  readonly #layer: FaultLayer;
  readonly #host: RecipeHost | undefined;
  /** Newest first. */
  #runs: readonly Run[] = [];
  #started = 0;
  /** Actions triggered during a packet's processing, postponed to its end. */
  #due: (() => void)[] = [];

  /** @param host undefined: another server's broker, which cannot be controlled as a whole */
  constructor(layer: FaultLayer, host: RecipeHost | undefined) {
    this.#layer = layer;
    this.#host = host;
  }

  /** `now`: the layer's time. The host takes the layer's output afterwards. */
  command(command: RecipeCommand, now: number): Reply {
    switch (command.kind) {
      case 'start-recipe':
        return this.#start(command.recipe, command.client, now);
      case 'stop-recipe':
        return this.#stop(command.run);
      case 'list-recipes':
        return this.#list();
    }
  }

  /** Call after each input to the layer, before its output is taken. */
  settle(): void {
    for (const act of this.#due.splice(0)) act();
  }

  #start(recipe: RecipeId, client: string | undefined, now: number): Reply {
    if (this.#runs.filter(({ state }) => state.state === 'waiting').length >= KEPT) {
      return refused({ key: 'many-recipes', args: {} });
    }
    if (this.#host === undefined && NEED_BROKER.has(recipe)) return ELSEWHERE;
    const atOnce = this.#doNow(recipe, client, now);
    if (typeof atOnce === 'object') return atOnce;
    const isDone = atOnce === 'done';
    this.#started += 1;
    const run = this.#started;
    const everybody = recipe === 'restart-with-sessions' || recipe === 'restart-without-sessions';
    const whom = everybody ? undefined : client;
    const state: RecipeRun = {
      run,
      recipe,
      client: whom,
      started: now,
      state: 'waiting',
      struck: undefined,
    };
    const oneShot = isDone ? undefined : this.#oneShotOf(run, recipe, client);
    if (oneShot !== undefined) this.#layer.addOneShot(oneShot);
    const done: Partial<RecipeRun> = isDone
      ? { state: 'done', struck: { time: now, client: whom } }
      : {};
    this.#runs = remembered([{ state: { ...state, ...done }, oneShot }, ...this.#runs]);
    return this.#list();
  }

  #stop(run: number): Reply {
    const found = this.#runs.find(({ state }) => state.run === run);
    if (found === undefined) return refused({ key: 'no-run', args: {} });
    if (found.state.state === 'waiting') {
      if (found.oneShot !== undefined) this.#layer.removeOneShot(found.oneShot);
      found.state = { ...found.state, state: 'stopped' };
    }
    return this.#list();
  }

  #list(): RecipeReply {
    return { kind: 'recipes', runs: this.#runs.map(({ state }) => state) };
  }

  #doNow(recipe: RecipeId, client: string | undefined, now: number): AtOnce {
    switch (recipe) {
      case 'restart-with-sessions':
      case 'restart-without-sessions': {
        const withSessions = recipe === 'restart-with-sessions';
        this.#layer.ends.claimEnds(undefined, recipe);
        const restart = { kind: 'restart', withSessions, downFor: DOWN_FOR } as const;
        const reply = this.#host?.(restart, now) ?? ELSEWHERE;
        if (reply.kind !== 'refused') return 'done';
        this.#layer.ends.claimEnds(undefined, undefined);
        return reply;
      }
      case 'take-over':
        return client !== undefined && this.#takeOver(client, now) ? 'done' : 'later';
      case 'server-moved': {
        const count =
          client === undefined ? 0 : this.#layer.ends.dismiss(client, SERVER_MOVED, recipe, now);
        return count > 0 ? 'done' : 'later';
      }
      case 'lost-puback':
      case 'lost-pubrec':
      case 'lost-pubrel':
      case 'lost-pubcomp':
      case 'duplicated-publish':
      case 'keep-alive-lost':
      case 'quota-exceeded':
      case 'not-authorised':
        return 'later';
    }
  }

  /** Returns false if there is no session to take over. */
  #takeOver(client: string, now: number): boolean {
    this.#layer.ends.claimEnds(client, 'take-over' satisfies RecipeId);
    const isDone = this.#host?.({ kind: 'take-over', client }, now).kind === 'done';
    if (!isDone) this.#layer.ends.claimEnds(client, undefined);
    return isDone;
  }

  #oneShotOf(run: number, recipe: RecipeId, client: string | undefined): OneShotFault | undefined {
    const planned = oneShotOf(recipe);
    if (planned === undefined) return undefined;
    return {
      ...planned,
      id: recipe,
      client,
      applied: (whom, now) => this.#applied(run, whom, now),
    };
  }

  #applied(run: number, client: string, time: number): void {
    const found = this.#runs.find(({ state }) => state.run === run);
    if (found === undefined) return;
    found.state = { ...found.state, state: 'done', struck: { time, client } };
    if (found.state.recipe === 'take-over') {
      this.#due.push(() => this.#takeOver(client, time));
    }
  }
}

/** Waiting runs, and the last finished ones. */
function remembered(runs: readonly Run[]): readonly Run[] {
  return runs.filter(({ state }, place) => place < KEPT || state.state === 'waiting');
}
