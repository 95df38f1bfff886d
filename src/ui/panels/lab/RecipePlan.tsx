import { useText } from '#kit';
import type { RecipeId } from '../../../broker/recipes/recipe.ts';
import { Ladder } from '../../pieces/ladder/Ladder.tsx';
import type { LadderRow } from '../../pieces/ladder/ladderModel.ts';
import { RECIPE_PLANS } from './recipePlan.ts';

/** The ladder of a recipe before it starts: dotted arrows, as for packets that are due. */
export function RecipePlan({ recipe, client }: { recipe: RecipeId; client: string }) {
  const { lab, handshakes } = useText();
  const rows = RECIPE_PLANS[recipe].map((step, at): LadderRow => {
    if ('event' in step) return { kind: 'band', title: lab.plan.events[step.event], lines: [] };
    const isToBroker = step.from === 'client';
    return {
      kind: 'arrow',
      key: String(at),
      from: isToBroker ? 0 : 1,
      to: isToBroker ? 1 : 0,
      isToBroker,
      name: step.packet,
      about: step.about === undefined ? [] : [step.about],
      fate: step.isLost ? 'lost' : 'arrives',
      cause: step.isLost && lab.plan.lost,
      isDue: true,
      title: '',
    };
  });
  const own = client === '' ? { name: handshakes.client } : { name: client, isId: true };
  return <Ladder lanes={[own, { name: handshakes.broker }]} rows={rows} />;
}
