/** Loads the details when they are first shown, or when the browser is idle. */

import { useLoaded } from '../../kit/language/useLoaded.ts';
import { loadedLater } from '../../kit/loadedLater.ts';
import type { DetailsPaneProps } from './DetailsPane.tsx';

const details = loadedLater(() => import('./details.ts'), { idle: 'first' });

export function DetailsPane(props: DetailsPaneProps) {
  const found = useLoaded(details, true);
  return found && <found.DetailsPane {...props} />;
}

/** No placeholder: the user does not wait for it. */
export function DockSwitch() {
  const found = useLoaded(details, false);
  return found && <found.DockSwitch />;
}
