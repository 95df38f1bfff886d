/** Global actions: the parts of the pane, and the next step. */
import { RECIPES } from '../../../broker/recipes/recipe.ts';
import { texts } from '../../kit/language/useText.ts';
import type { Action } from '../../session/action.ts';
import { controlAccess } from '../../session/broker/brokers.ts';
import { setFaultsPlace, showFaults } from '../../session/faults/place.ts';
import { letNextGo } from '../../session/faults/stepping.ts';
import { stepTabOf } from '../../session/faults/steps.ts';

export function faultActions(connectionId: string): readonly Action[] {
  const t = texts().faults;
  const actions: Action[] = [
    {
      id: 'fault-recipes',
      label: t.actions.recipes,
      run: () => showFaults(connectionId, 'recipes'),
    },
    { id: 'fault-rules', label: t.actions.rules, run: () => showFaults(connectionId, 'rules') },
    {
      id: 'breakpoints',
      label: texts().breakpoints.actions.show,
      run: () => showFaults(connectionId, 'breakpoints'),
    },
    { id: 'step-mode', label: t.actions.step, run: () => showFaults(connectionId, 'step') },
  ];
  if (controlAccess(connectionId, 'host') !== undefined) {
    for (const recipe of RECIPES) {
      actions.push({
        id: `recipe-${recipe}`,
        label: t.actions.recipe(t.recipes.words[recipe].name),
        run: () => {
          setFaultsPlace(connectionId, { recipe });
          // Its Start names the broker and the topic that it touches.
          showFaults(connectionId, 'recipes');
        },
      });
    }
  }
  const stepTab = stepTabOf(connectionId);
  if (stepTab !== undefined) {
    actions.push({
      id: 'let-go',
      label: t.actions.letGo,
      keys: 'G',
      run: () => void letNextGo(stepTab),
    });
  }
  return actions;
}
