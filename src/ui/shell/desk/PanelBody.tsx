import { Boundary } from '../../kit/failures/Boundary.tsx';
import { useFirstText } from '../../kit/language/firstText.ts';
import type { PanelId } from '../../session/view/tabView.ts';
import { PANELS } from './panels.ts';

interface PanelBodyProps {
  readonly connectionId: string;
  readonly view: PanelId;
}

/** The view below the tabs. An exception in one view does not affect the others. */
export function PanelBody({ connectionId, view }: PanelBodyProps) {
  const t = useFirstText().shell;
  return PANELS.filter(({ id }) => id === view).map(({ id, Body }) => (
    <Boundary key={id} part={`view ${id}`} name={t[id]}>
      <Body connectionId={connectionId} />
    </Boundary>
  ));
}
