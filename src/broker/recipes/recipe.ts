/** Recipes: faults that a person starts by one click. A recipe does it once and is over. */

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

export type RecipeCommand =
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
