/** Loads the details when they are first shown, or when the browser is idle. */
import { later } from '../../kit/later.tsx';

export const DetailsPane = later(async () => (await import('./DetailsPane.tsx')).DetailsPane, {
  idle: 'first',
});
