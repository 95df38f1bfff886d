import { useEffect } from 'react';
import { visibleText } from '../../payload/visibleText.ts';
import { focusByDefault, rememberFocus } from '../kit/focus.ts';
import { Guard } from '../kit/Guard.tsx';
import { useFirstText } from '../kit/language/firstText.ts';
import { drawnLater, later } from '../kit/later.tsx';
import { loadedLater } from '../kit/loadedLater.ts';
import { nothing } from '../kit/Waits.tsx';
import { brokerPlaceOf, useBrokerStates } from '../session/brokerStates.ts';
import { useConnection, useConnections } from '../session/connections.ts';
import { tabName } from '../session/tabName.ts';
import { useView } from '../session/tabView.ts';
import { Editor } from '../views/editor/Editor.tsx';
import { Announcer } from './Announcer.tsx';
import { Capture } from './Capture.tsx';
import { OpenCapture } from './captures/OpenCapture.tsx';
import { NewProblems } from './NewProblems.tsx';
import { BelowEverything, Overlays } from './Overlays.tsx';
import { StatusBar } from './StatusBar.tsx';
import { TopBar } from './TopBar.tsx';
import { ViewTabs } from './ViewTabs.tsx';

/** When the last tab was closed. */
const NothingOpen = later(
  async () => (await import('../views/welcome/NothingOpen.tsx')).NothingOpen,
);

/** Nobody sees it, or that it is missing; the note tells of that. */
const WatchFaults = drawnLater(
  loadedLater(async () => (await import('./captures/WatchFaults.tsx')).WatchFaults),
  nothing,
  nothing,
);

/** The broker in this tab is first steered by whoever opens a view of it. */
function useIsWatched(): boolean {
  const isKnown = useBrokerStates((states) => Object.keys(states).length > 0);
  const isElsewhere = useConnections(({ list }) =>
    list.some(({ id }) => brokerPlaceOf(id, 'host')?.kind === 'socket'),
  );
  return isKnown || isElsewhere;
}

export function App() {
  const active = useConnections((state) => state.active);
  const isWatched = useIsWatched();
  useEffect(() => {
    document.addEventListener('focusin', rememberFocus);
    return () => document.removeEventListener('focusin', rememberFocus);
  }, []);
  return (
    <div className="grid h-full grid-cols-[minmax(0,1fr)] grid-rows-[var(--h-top)_minmax(0,1fr)_auto]">
      <TopBar />
      {active === undefined ? (
        <main className="min-h-0 overflow-auto">
          <NothingOpen />
        </main>
      ) : (
        <Tab key={active} connectionId={active} />
      )}
      <div>
        <BelowEverything />
        {active !== undefined && <StatusBar connectionId={active} />}
        <Overlays />
      </div>
      {isWatched && <WatchFaults />}
      <Announcer />
      <OpenCapture />
    </div>
  );
}

/** Where the focus goes when another screen came: to the tab that is chosen now. */
function focusView(): void {
  // Whoever has put the focus somewhere keeps it.
  if (document.activeElement === document.body) {
    focusByDefault('capture');
  }
}

function Tab({ connectionId }: { connectionId: string }) {
  const { screen } = useView(connectionId);
  const connection = useConnection(connectionId, 'name', 'settings', 'state', 'tap');
  const { shell, tapTab } = useFirstText();
  const state =
    connection &&
    (connection.tap
      ? tapTab.tab(connection.tap.deviceTap !== undefined)
      : shell.state(connection.state));
  const title = connection === undefined ? '' : `${tabName(connection)} · ${state} · `;
  useEffect(() => {
    document.title = `${visibleText(title)}mqttscope`;
  }, [title]);
  useEffect(() => {
    focusView();
  }, [screen]);
  if (connection === undefined) {
    return <main />;
  }
  return (
    <Guard key={screen}>
      <NewProblems connectionId={connectionId} />
      {screen === 'editor' ? (
        <Editor connectionId={connectionId} tabs={<ViewTabs connectionId={connectionId} />} />
      ) : (
        <Capture connectionId={connectionId} />
      )}
    </Guard>
  );
}
