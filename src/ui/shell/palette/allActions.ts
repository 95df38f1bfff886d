/** All actions, loaded before the user looks for one or presses a key. */
import { loadedLater } from '../../kit/loading/loadedLater.ts';
import { PANELS } from '../desk/panels.ts';

export const allActions = loadedLater(async () => {
  const ofPanels = PANELS.map(({ actions }) => actions?.load());
  const [{ actionsNow }] = await Promise.all([import('./actions.ts'), ...ofPanels]);
  return actionsNow;
});
