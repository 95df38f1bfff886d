/** The details are loaded when they are first shown, or when nothing else is to do. */
import { useLoaded } from '../../kit/language/useLoaded.ts';
import { loadedLater } from '../../kit/loadedLater.ts';
import { useWindowPart } from '../../session/useWindowPart.ts';
import type { DetailsPaneProps } from './DetailsPane.tsx';

const details = loadedLater(() => import('./details.ts'));

export function DetailsPane(props: DetailsPaneProps) {
  const found = useLoaded(details, true);
  return found && <found.DetailsPane {...props} />;
}

/** Nobody waits for it. */
export function DockSwitch({ connectionId }: { connectionId: string }) {
  // Drawn anew with each answer, until it was fetched by itself.
  useWindowPart(connectionId, 'topics', undefined);
  return details.found && <details.found.DockSwitch />;
}
