/** Relayed connections of a host to other brokers, with the same fault injection as for its own broker. */
import type { FaultCommand, FaultPlace, FaultReply } from '../faults/commands.ts';
import type { RecipeCommand, RecipeReply } from '../recipes/recipe.ts';
import type { Taps } from '../tap/taps.ts';

export interface Relays {
  /** Observers of that place; undefined: it does not exist (any more). */
  taps(at: FaultPlace): Taps | undefined;
  faults(
    at: FaultPlace,
    command: FaultCommand | RecipeCommand,
  ): FaultReply | RecipeReply | undefined;
}
