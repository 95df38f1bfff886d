/** Recipes: faults that a person starts by one click. A recipe does it once and is over. */
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

/** They are done to the broker as a whole, which has to be ours. */
export const NEED_BROKER: ReadonlySet<RecipeId> = new Set([
  'restart-with-sessions',
  'restart-without-sessions',
  'take-over',
]);

/** `at`: not at the broker, but there. */
export type RecipeCommand = PlainCommand & { readonly at?: FaultPlace };

type PlainCommand =
  /** `client`: whom it affects; without one, whoever comes first. Answered with `recipes` or `refused`. */
  | { readonly kind: 'start-recipe'; readonly recipe: RecipeId; readonly client?: string }
  | { readonly kind: 'stop-recipe'; readonly run: number }
  | { readonly kind: 'list-recipes' };

/** Running ones, and the last that are over, newest first. */
export type RecipeReply = { readonly kind: 'recipes'; readonly runs: readonly RecipeRun[] };

export interface RecipeRun {
  readonly run: number;
  readonly recipe: RecipeId;
  readonly client: string | undefined;
  /** ms. */
  readonly started: number;
  /** `waiting`: for the packet that it affects. */
  readonly state: 'waiting' | 'done' | 'stopped';
  /** When it did, and whom it affected; without a client, everybody. */
  readonly struck: { readonly time: number; readonly client: string | undefined } | undefined;
}
