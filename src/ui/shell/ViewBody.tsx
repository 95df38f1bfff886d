import { Guard } from '../kit/Guard.tsx';
import type { CentreView } from '../session/tabView.ts';
import { VIEWS } from './views.ts';

interface ViewBodyProps {
  readonly connectionId: string;
  readonly view: CentreView;
}

/** What stands below the tabs; one that fails leaves the others, and what stands around it, alone. */
export function ViewBody({ connectionId, view }: ViewBodyProps) {
  return VIEWS.filter(({ id }) => id === view).map(({ id, Body }) => (
    <Guard key={id}>
      <Body connectionId={connectionId} />
    </Guard>
  ));
}
