import { useEffect } from 'react';
import { SpentCode } from '../broker/SpentCode.tsx';
import { OpenCapture } from '../captures/OpenCapture.tsx';
import { SaveDialog } from '../captures/SaveDialog.tsx';
import { SaveProgress } from '../captures/SaveProgress.tsx';
import { WatchFaults } from '../captures/WatchFaults.tsx';
import { Editor } from '../editor/Editor.tsx';
import { NewProblems } from '../problems/NewProblems.tsx';
import { ReplayDialog } from '../replay/ReplayDialog.tsx';
import { ReplayProgress } from '../replay/ReplayProgress.tsx';
import { useConnection, useConnections } from '../state/connections.ts';
import { useView } from '../state/views.ts';
import { useText } from '../text/useText.ts';
import { TourPanel } from '../tour/TourPanel.tsx';
import { NothingOpen } from '../welcome/NothingOpen.tsx';
import { Announcer } from './Announcer.tsx';
import { Asking } from './Asking.tsx';
import { Capture } from './Capture.tsx';
import { focusTarget, rememberFocus } from './focus.ts';
import { Guard } from './Guard.tsx';
import { Palette } from './Palette.tsx';
import { Shortcuts } from './Shortcuts.tsx';
import { StatusBar } from './StatusBar.tsx';
import { TopBar } from './TopBar.tsx';
import { tabName } from './tabName.ts';

export function App() {
  const active = useConnections((state) => state.active);
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
        <SpentCode />
        <TourPanel />
        <ReplayProgress />
        {active !== undefined && <StatusBar connectionId={active} />}
      </div>
      <WatchFaults />
      <Announcer />
      <Asking />
      <Palette />
      <Shortcuts />
      <SaveDialog />
      <ReplayDialog />
      <SaveProgress />
      <OpenCapture />
    </div>
  );
}

/** Where the focus goes when another screen came: to the tab that is chosen now. */
function focusView(): void {
  // Whoever has put the focus somewhere keeps it.
  if (document.activeElement === document.body) {
    focusTarget('capture');
  }
}

function Tab({ connectionId }: { connectionId: string }) {
  const { screen } = useView(connectionId);
  const connection = useConnection(connectionId);
  const { shell, taps } = useText();
  const state = connection && (connection.tap ? taps.tab : shell.state(connection.state));
  const title = connection === undefined ? '' : `${tabName(connection)} · ${state} · `;
  useEffect(() => {
    document.title = `${title}mqttscope`;
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
        <Editor connectionId={connectionId} />
      ) : (
        <Capture connectionId={connectionId} />
      )}
    </Guard>
  );
}
