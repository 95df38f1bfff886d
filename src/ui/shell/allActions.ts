/** Everything that can be done, loaded before somebody looks for it or presses a key. */
import { loadedLater } from '../kit/loadedLater.ts';
import { VIEWS } from './views.ts';

export const allActions = loadedLater(async () => {
  const ofViews = VIEWS.map(({ actions }) => actions?.load());
  const [{ actionsNow }] = await Promise.all([import('./actions.ts'), ...ofViews]);
  return actionsNow;
});
