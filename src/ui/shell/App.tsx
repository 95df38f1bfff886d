import { useEffect } from 'react';
import {
  Boundary,
  FailedLine,
  FailedPart,
  focusByDefault,
  guardFocus,
  later,
  nothing,
  PHONE,
  rememberFocus,
  useFirstText,
  useMedia,
} from '#kit';
import { visibleText } from '../../base/visibleText.ts';
import { Start } from '../panels/welcome/Start.tsx';
import { stateText } from '../pieces/marks/useStateText.ts';
import { brokerPlaceOf, useBrokerStates } from '../session/broker/brokerStates.ts';
import { hasDesks, useConnection, useConnections } from '../session/connection/connections.ts';
import { tabName } from '../session/tabName.ts';
import { setView, useView } from '../session/view/tabView.ts';
import { StatusBar } from './bars/StatusBar.tsx';
import { TopBar } from './bars/TopBar.tsx';
import { OpenCapture } from './captures/OpenCapture.tsx';
import { Capture } from './desk/Capture.tsx';
import { DeskFoot, DeskRail } from './desk/DeskRail.tsx';
import { PartOfDeskTabs } from './desk/DeskTabs.tsx';
import { Announcer } from './notices/Announcer.tsx';
import { appFailed } from './notices/AppFailed.tsx';
import { NewProblems } from './notices/NewProblems.tsx';
import { UnseenPart } from './notices/parts.tsx';
import { BelowEverything, Overlays } from './Overlays.tsx';

/** Needed for settings beyond the address, or after a failure. */
const ConnectionSheet = later(
  async () => (await import('../panels/editor/ConnectionSheet.tsx')).ConnectionSheet,
  { idle: 'first' },
);

/** When the last tab was closed. */
const NothingOpen = later(
  async () => (await import('../panels/welcome/NothingOpen.tsx')).NothingOpen,
);

/** Invisible, so its failure is shown only in the note. */
const WatchFaults = later(async () => (await import('./captures/WatchFaults.tsx')).WatchFaults, {
  Waits: nothing,
  Missing: nothing,
});

/** The broker in this tab is only used once a view of it is open. */
function useIsWatched(): boolean {
  const isKnown = useBrokerStates((states) => Object.keys(states).length > 0);
  const isElsewhere = useConnections(({ list }) =>
    list.some(({ id }) => brokerPlaceOf(id, 'host')?.kind === 'socket'),
  );
  return isKnown || isElsewhere;
}

/** After an exception outside all parts, the page can still save captures. */
export function App() {
  return (
    <Boundary part="app" instead={appFailed}>
      <Window />
    </Boundary>
  );
}

function Window() {
  const active = useConnections((state) => state.active);
  const { failed: t } = useFirstText().kit;
  useEffect(() => {
    document.addEventListener('focusin', rememberFocus);
    const stopGuard = guardFocus();
    return () => {
      document.removeEventListener('focusin', rememberFocus);
      stopGuard();
    };
  }, []);
  return (
    <div className="grid h-full grid-cols-[minmax(0,1fr)] grid-rows-[var(--h-top)_minmax(0,1fr)_auto]">
      <Boundary
        part="top bar"
        name={t.topBar}
        instead={(failed) => <FailedLine {...failed} className="border-b border-line bg-bar" />}
      >
        <TopBar />
      </Boundary>
      {active === undefined ? (
        <main className="min-h-0 overflow-auto">
          <Boundary part="nothing open">
            <NothingOpen />
          </Boundary>
        </main>
      ) : (
        <Boundary key={active} part="tab" name={t.tab}>
          <Tab connectionId={active} />
        </Boundary>
      )}
      <div>
        <BelowEverything />
        {active !== undefined && (
          <Boundary
            key={active}
            part="status bar"
            name={t.statusBar}
            instead={(failed) => (
              <FailedLine {...failed} className="border-t border-line text-xs" />
            )}
          >
            <StatusBar connectionId={active} />
          </Boundary>
        )}
        {active !== undefined && <Foot connectionId={active} />}
        <Overlays />
      </div>
      <UnseenPart part="watched faults">
        <FaultsWatched />
      </UnseenPart>
      <UnseenPart part="announcer">
        <Announcer />
      </UnseenPart>
      <UnseenPart part="open capture">
        <OpenCapture />
      </UnseenPart>
    </div>
  );
}

function FaultsWatched() {
  return useIsWatched() && <WatchFaults />;
}

function Foot({ connectionId }: { connectionId: string }) {
  const { desksLabel } = useFirstText().shell;
  const isPhone = useMedia(PHONE);
  const connection = useConnection(connectionId, 'settings', 'file', 'tap');
  if (!isPhone || connection === undefined || !hasDesks(connection)) return null;
  return (
    <Boundary
      key={connectionId}
      part="desks"
      name={desksLabel}
      instead={(failed) => <FailedLine {...failed} />}
    >
      <DeskFoot connectionId={connectionId} />
    </Boundary>
  );
}

/** After a change of screen, the focus moves to the selected tab. */
function focusView(): void {
  // A focus set by the user is kept.
  if (document.activeElement === document.body) {
    focusByDefault('capture');
  }
}

function Tab({ connectionId }: { connectionId: string }) {
  const { screen } = useView(connectionId);
  const isPhone = useMedia(PHONE);
  const connection = useConnection(connectionId, 'name', 'settings', 'state', 'file', 'tap');
  const { kit, shell, tapTab } = useFirstText();
  const state =
    connection &&
    (connection.tap
      ? tapTab.tab(connection.tap.deviceTap !== undefined)
      : stateText(connection, shell));
  const title = connection === undefined ? '' : `${tabName(connection)} · ${state} · `;
  useEffect(() => {
    document.title = `${visibleText(title)}mqttscope`;
  }, [title]);
  // The first screen ends with its focused control.
  const isStart = connection !== undefined && !hasDesks(connection);
  const isSheet =
    screen === 'editor' && connection && connection.state.kind !== 'file' && !connection.tap;
  useEffect(() => {
    // The sheet moves the focus to its first field.
    if (isSheet !== true) focusView();
  }, [isSheet, isStart]);
  if (connection === undefined) {
    return <main />;
  }
  return (
    <div className="flex min-h-0">
      <UnseenPart part="new problems">
        <NewProblems connectionId={connectionId} />
      </UnseenPart>
      {!isPhone && hasDesks(connection) && (
        <Boundary
          part="desks"
          name={shell.desksLabel}
          instead={(failed) => <FailedLine {...failed} />}
        >
          <DeskRail connectionId={connectionId} />
        </Boundary>
      )}
      <div className="relative flex min-h-0 min-w-0 flex-1 overflow-clip">
        {/* The sheet covers it. */}
        <div
          className="flex min-h-0 min-w-0 flex-1"
          inert={isSheet}
          aria-hidden={isSheet || undefined}
        >
          <Boundary
            key={isStart ? 'start' : 'capture'}
            part={isStart ? 'start' : 'capture'}
            name={kit.failed.tab}
            instead={(failed) => (
              <main className="flex min-h-0 min-w-0 flex-1 flex-col">
                {!isStart && <PartOfDeskTabs connectionId={connectionId} />}
                <FailedPart {...failed} />
              </main>
            )}
          >
            {isStart ? (
              // The sheet has the address, too.
              isSheet ? (
                <main />
              ) : (
                <Start connectionId={connectionId} />
              )
            ) : (
              <Capture connectionId={connectionId} />
            )}
          </Boundary>
        </div>
        {isSheet && (
          <Boundary
            part="connection form"
            name={shell.connection}
            instead={(failed) => (
              <div className="absolute inset-x-0 top-0 z-30 bg-pane">
                <FailedPart
                  {...failed}
                  onClose={() => setView(connectionId, { screen: 'capture' })}
                />
              </div>
            )}
          >
            <ConnectionSheet connectionId={connectionId} />
          </Boundary>
        )}
      </div>
    </div>
  );
}
