/** Recipes: one-click faults that happen once. */
import type { FaultPlace } from '../faults/commands.ts';

export const RECIPES = [
  'lost-puback',
  'lost-pubrec',
  'lost-pubrel',
  'lost-pubcomp',
  'duplicated-publish',
  'restart-with-sessions',
  'restart-without-sessions',
  'keep-alive-lost',
  'take-over',
  'quota-exceeded',
  'not-authorised',
  'server-moved',
] as const;

export type RecipeId = (typeof RECIPES)[number];

/** Recipes for the broker as a whole, which must be ours. */
export const NEED_BROKER: ReadonlySet<RecipeId> = new Set([
  'restart-with-sessions',
  'restart-without-sessions',
  'take-over',
]);

/** `at`: the place, if it is not the broker. */
export type RecipeCommand = PlainCommand & { readonly at?: FaultPlace };

type PlainCommand =
  /** `client`: the affected client; absent: the first one. The answer is `recipes` or `refused`. */
  | { readonly kind: 'start-recipe'; readonly recipe: RecipeId; readonly client?: string }
  | { readonly kind: 'stop-recipe'; readonly run: number }
  | { readonly kind: 'list-recipes' };

/** Running recipes and the last finished ones, newest first. */
export type RecipeReply = { readonly kind: 'recipes'; readonly runs: readonly RecipeRun[] };

export interface RecipeRun {
  readonly run: number;
  readonly recipe: RecipeId;
  readonly client: string | undefined;
  /** ms. */
  readonly started: number;
  /** `waiting`: for a matching packet. */
  readonly state: 'waiting' | 'done' | 'stopped';
  /** Time and affected client; without a client, all. */
  readonly struck: { readonly time: number; readonly client: string | undefined } | undefined;
}
