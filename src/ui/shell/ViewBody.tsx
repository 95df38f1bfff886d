import { Boundary } from '../kit/Boundary.tsx';
import { useFirstText } from '../kit/language/firstText.ts';
import type { CentreView } from '../session/tabView.ts';
import { VIEWS } from './views.ts';

interface ViewBodyProps {
  readonly connectionId: string;
  readonly view: CentreView;
}

/** The view below the tabs. An exception in one view does not affect the others. */
export function ViewBody({ connectionId, view }: ViewBodyProps) {
  const t = useFirstText().shell;
  return VIEWS.filter(({ id }) => id === view).map(({ id, Body }) => (
    <Boundary key={id} part={`view ${id}`} name={t[id]}>
      <Body connectionId={connectionId} />
    </Boundary>
  ));
}
