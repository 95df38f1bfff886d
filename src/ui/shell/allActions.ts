/** All actions, loaded before the user looks for one or presses a key. */
import { loadedLater } from '../kit/loadedLater.ts';
import { VIEWS } from './views.ts';

export const allActions = loadedLater(async () => {
  const ofViews = VIEWS.map(({ actions }) => actions?.load());
  const [{ actionsNow }] = await Promise.all([import('./actions.ts'), ...ofViews]);
  return actionsNow;
});
