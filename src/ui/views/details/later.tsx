/** The details are loaded when they are first shown, or when nothing else is to do. */

import { useLoaded } from '../../kit/language/useLoaded.ts';
import { loadedLater } from '../../kit/loadedLater.ts';
import type { DetailsPaneProps } from './DetailsPane.tsx';

const details = loadedLater(() => import('./details.ts'), { idle: 'first' });

export function DetailsPane(props: DetailsPaneProps) {
  const found = useLoaded(details, true);
  return found && <found.DetailsPane {...props} />;
}

/** Nobody waits for it. */
export function DockSwitch() {
  const found = useLoaded(details, false);
  return found && <found.DockSwitch />;
}
