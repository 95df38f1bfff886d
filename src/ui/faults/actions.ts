/** What can be done from everywhere: the parts of the pane, and the next step. */
import { RECIPES } from '../../broker/recipes/recipe.ts';
import type { Action } from '../app/actions.ts';
import { setBrokerPlace } from '../broker/place.ts';
import { texts } from '../kit/language/useText.ts';
import { controlAccess } from '../state/brokers.ts';
import { showCentre } from '../state/views.ts';
import { type FaultsPart, setFaultsPlace } from './place.ts';
import { startRecipe } from './startRecipe.ts';
import { letNextGo, stepTabOf } from './stepping.ts';

/** Brings a part of the pane of faults to the front. */
export function showFaults(connectionId: string, part: FaultsPart): void {
  setFaultsPlace(connectionId, { part });
  setBrokerPlace(connectionId, { part: 'faults' });
  showCentre(connectionId, 'broker');
}

export function faultActions(connectionId: string): readonly Action[] {
  const t = texts().faults;
  const actions: Action[] = [
    {
      id: 'fault-recipes',
      label: t.actions.recipes,
      run: () => showFaults(connectionId, 'recipes'),
    },
    { id: 'fault-rules', label: t.actions.rules, run: () => showFaults(connectionId, 'rules') },
    { id: 'step-mode', label: t.actions.step, run: () => showFaults(connectionId, 'step') },
  ];
  if (controlAccess(connectionId) !== undefined) {
    for (const recipe of RECIPES) {
      actions.push({
        id: `recipe-${recipe}`,
        label: t.actions.recipe(t.recipes.words[recipe].name),
        run: () => {
          showFaults(connectionId, 'recipes');
          void startRecipe(connectionId, recipe);
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
