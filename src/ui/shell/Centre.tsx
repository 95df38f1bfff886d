import { useFirstText } from '../kit/language/firstText.ts';
import { tabPanelProps } from '../kit/Tabs.tsx';
import { PausedStrip } from '../pieces/PausedStrip.tsx';
import { useView } from '../session/tabView.ts';
import { useTabName } from '../session/useTabName.ts';
import { Notices } from './Notices.tsx';
import { ViewBody } from './ViewBody.tsx';
import { ViewTabs } from './ViewTabs.tsx';
import { STANDS_STILL } from './views.ts';

/** The middle column: what happened to the connection, then the view that is chosen. */
export function Centre({ connectionId }: { connectionId: string }) {
  const t = useFirstText().shell;
  const { centre } = useView(connectionId);
  const name = useTabName(connectionId);
  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col" data-pane="centre">
      <h1 className="sr-only">{name}</h1>
      <ViewTabs connectionId={connectionId} />
      <Notices connectionId={connectionId} />
      {centre === 'packets' ? (
        <ViewBody connectionId={connectionId} view="packets" />
      ) : (
        <div {...tabPanelProps('centre', t[centre])} className="flex min-h-0 flex-1 flex-col">
          <ViewBody connectionId={connectionId} view={centre} />
          {STANDS_STILL.has(centre) && <PausedStrip connectionId={connectionId} />}
        </div>
      )}
    </main>
  );
}
