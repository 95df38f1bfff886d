/** Connections to brokers elsewhere that a host leads, at which packets can be treated as at its own broker. */
import type { FaultCommand, FaultPlace, FaultReply } from '../faults/commands.ts';
import type { RecipeCommand, RecipeReply } from '../recipes/recipe.ts';
import type { Taps } from '../tap/taps.ts';

export interface Wires {
  /** What passes there; undefined: there is no such place (any more). */
  taps(at: FaultPlace): Taps | undefined;
  faults(
    at: FaultPlace,
    command: FaultCommand | RecipeCommand,
  ): FaultReply | RecipeReply | undefined;
}
