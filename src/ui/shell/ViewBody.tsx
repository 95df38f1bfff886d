import { Guard } from '../kit/Guard.tsx';
import { type LaterView, VIEWS } from './views.ts';

interface ViewBodyProps {
  readonly connectionId: string;
  readonly view: LaterView;
}

/** What stands below the tabs; one that fails leaves the others, and what stands around it, alone. */
export function ViewBody({ connectionId, view }: ViewBodyProps) {
  const View = VIEWS[view];
  return (
    <Guard key={view}>
      <View connectionId={connectionId} />
    </Guard>
  );
}
