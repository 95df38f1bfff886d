import { Copy, Plug, Save, Unplug } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react';
import { Boundary } from '../../kit/Boundary.tsx';
import { Button } from '../../kit/Button.tsx';
import { ConnectionDot } from '../../kit/ConnectionDot.tsx';
import { useFirstText } from '../../kit/language/firstText.ts';
import { useLoaded } from '../../kit/language/useLoaded.ts';
import { later } from '../../kit/later.tsx';
import { loadedLater } from '../../kit/loadedLater.ts';
import { page } from '../../kit/page.ts';
import { Strip } from '../../kit/Strip.tsx';
import { useIsTime } from '../../kit/useIsTime.ts';
import { MIDDLE, useMedia } from '../../kit/useMedia.ts';
import { nothing } from '../../kit/Waits.tsx';
import { ConnectionNotice } from '../../pieces/ConnectionNotice.tsx';
import { LeftoverPlace } from '../../pieces/LeftoverPlace.tsx';
import { RecentPlace } from '../../pieces/RecentPlace.tsx';
import { disconnect, retryNow } from '../../session/captures/leave.ts';
import { connectionById, useConnection } from '../../session/connections.ts';
import { connectByForm } from '../../session/profiles/connectByForm.ts';
import type { Draft } from '../../session/profiles/draft.ts';
import {
  draftFor,
  duplicate,
  followConnection,
  noteTried,
  setDraft,
  useDraft,
  useDraftNotes,
  usedDraft,
  useIsChanged,
  useTried,
} from '../../session/profiles/drafts.ts';
import type { FilterAndQoS } from '../../session/profiles/filterNotes.ts';
import { reading } from '../../session/profiles/reading.ts';
import type { Faults } from '../../session/profiles/settings.ts';
import { shownName } from '../../session/shownName.ts';
import { useTabName } from '../../session/useTabName.ts';
import { AddressField } from './AddressField.tsx';
import { FoldedOptions } from './FoldedOptions.tsx';
import { isUntouched } from './isUntouched.ts';
import { ProfilesBar, ProfilesPane } from './ProfilesPane.tsx';
import type { FieldNotes } from './sectionProps.ts';
import { firstShows } from './signIn/shows.ts';
import { useIsFirstVisit, WelcomeStrip } from './WelcomeStrip.tsx';

/** Loaded only for devices. */
const BeforeConnecting = later(
  async () => (await import('./BeforeConnecting.tsx')).BeforeConnecting,
);
const DeviceSection = later(async () => (await import('./DeviceSection.tsx')).DeviceSection);
const SignInDebugger = later(
  async () => (await import('./signIn/SignInDebugger.tsx')).SignInDebugger,
);

const openCaptureZone = loadedLater(
  async () => (await import('./OpenCaptureZone.tsx')).OpenCaptureZone,
  { idle: 'first' },
);
const OpenCaptureZone = later(openCaptureZone, { Waits: nothing });

const platform = loadedLater(() => import('./platformNotes.ts'), { idle: 'first' });

/** Room for the debugger beside the form; else it stands below. */
const ROOM_BESIDE = '(min-width: 1280px)';

const NO_FAULTS: Faults = {};
const NO_NOTES: FieldNotes = {};

/** Everything that is set for a connection before it is made. */
interface EditorProps {
  readonly connectionId: string;
  /** Tabs of the connection's other views. */
  readonly tabs?: ReactNode;
}

export function Editor({ connectionId, tabs }: EditorProps) {
  const draft = useDraft(connectionId);
  useEffect(() => {
    draftFor(connectionId);
    const connection = connectionById(connectionId);
    // Later subscriptions belong to the connection, and editing the form must not lose them.
    if (connection?.wasConnected === true) {
      const subscriptions = connection.subscriptions.map((status) => status.subscription);
      followConnection(connectionId, { subscriptions });
    }
  }, [connectionId]);
  return draft === undefined ? (
    <main />
  ) : (
    <EditorOf connectionId={connectionId} draft={draft} tabs={tabs} />
  );
}

function EditorOf({ connectionId, draft, tabs }: EditorProps & { readonly draft: Draft }) {
  const { editor: words, kit, shell } = useFirstText();
  const isDevice = draft.mode === 'alibaba';
  const signIn = words.signInDebugger;
  const beside = useMedia(ROOM_BESIDE);
  const isMiddle = useMedia(MIDDLE);
  const connection = useConnection(connectionId, 'settings', 'state', 'wasConnected');
  const notes = useDraftNotes(connectionId);
  const name = useTabName(connectionId);
  const isFirst = useIsFirstVisit() && isUntouched(draft);
  // Faults are shown once somebody has tried, and then as they type.
  const tried = useTried(connectionId);
  const isChanged = useIsChanged(connectionId);
  const errors = (tried && reading.found?.settingsOf(draft, page).errors) || NO_FAULTS;
  const found = useLoaded(platform, isDevice);
  const isTime = useIsTime(openCaptureZone);
  // Beside the form or below it, as the width leaves room: it goes on as it was.
  const [shows, setShows] = useState(firstShows);
  const doubts = isDevice ? found : undefined;
  const change = (part: Partial<Draft>) => setDraft(connectionId, { ...draft, ...part });
  const signing = { connectionId, draft, change, shows, onShow: setShows };
  const section = {
    draft,
    change,
    errors,
    notes: doubts?.platformNotesOf(draft, page) ?? NO_NOTES,
    filterNotes: (filters: readonly FilterAndQoS[]) => doubts?.filterNotesOf(draft, filters) ?? [],
  };
  const isClosed = connection?.state.kind === 'closed';
  const isByForm = !isClosed && usedDraft(connectionId) !== undefined && !isChanged;
  // There is nothing to connect: whoever wants to be rid of it disconnects.
  const isAsSet = connection?.state.kind === 'connected' && isByForm;
  // A try that is ahead comes at once: what waits to be sent goes with it.
  const go = () => {
    if (isAsSet) return;
    if (connection?.state.kind === 'waiting' && !isChanged) retryNow(connectionId);
    else connectByForm(connectionId);
  };
  const save = () =>
    reading.with(({ saveDraft }) => {
      void saveDraft(connectionId).then((wrong) => {
        if (wrong !== undefined) noteTried(connectionId);
      });
    });
  if (connection === undefined) {
    return <main />;
  }
  const { state } = connection;
  // Until it was connected once, the screen is about where to; a device's address follows from the rest.
  const isStart = !isDevice && !connection.wasConnected;
  const isFresh = connection.settings === undefined;
  const hasColumn = isFresh && !isDevice && !isMiddle;
  const onKeyDown = (event: KeyboardEvent) => {
    if (isEntered(event)) go();
  };
  const title = (
    <span className="flex min-w-0 flex-auto items-center gap-2">
      <h1 className="truncate text-lg font-semibold">{shownName(draft.name) || name}</h1>
      <StateWord connectionId={connectionId} />
    </span>
  );
  const tools = (!isUntouched(draft) || !isClosed) && (
    <>
      <Button
        look="quiet"
        className="max-md:hidden"
        icon={<Copy size={14} aria-hidden />}
        onClick={() => duplicate(draft)}
      >
        {words.duplicate}
      </Button>
      <Button icon={<Save size={14} aria-hidden />} onClick={save}>
        {words.save}
      </Button>
      {!isClosed && (
        <Button icon={<Unplug size={14} aria-hidden />} onClick={() => disconnect(connectionId)}>
          {state.kind === 'connected' ? words.disconnect : words.stopConnecting}
        </Button>
      )}
    </>
  );
  const connectButton = (
    <Button
      // A single primary button: the demo's while there is no address. Retries need none.
      look={isFirst || isByForm ? 'plain' : 'primary'}
      icon={<Plug size={14} aria-hidden />}
      {...(isStart && { className: 'min-h-10 px-4', keys: '↵' })}
      onClick={go}
    >
      {state.kind === 'connected' && isChanged ? words.reconnectChanged : words.connect}
    </Button>
  );
  return (
    <div className="flex min-h-0 min-w-0">
      <Boundary part="profiles" name={words.profiles}>
        <ProfilesPane connectionId={connectionId} draft={draft} />
      </Boundary>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        {connection.settings !== undefined && <nav aria-label={shell.views}>{tabs}</nav>}
        <div className="flex min-h-0 min-w-0 flex-1">
          {hasColumn && (
            // By keys it comes before the form, which is long: two or three steps back from where a person begins.
            <div
              data-pane="start"
              className="order-last flex w-[clamp(300px,26vw,392px)] shrink-0 flex-col overflow-auto border-l border-line"
            >
              <Boundary part="welcome">
                <WelcomeStrip connectionId={connectionId} isFirst={isFirst} isColumn />
              </Boundary>
              <Boundary part="open capture">{isTime && <OpenCaptureZone />}</Boundary>
            </div>
          )}
          <main className="flex min-h-0 min-w-0 flex-1 flex-col" data-pane="editor">
            <fieldset
              aria-label={words.connection}
              className="flex min-h-0 min-w-0 flex-1 flex-col"
            >
              {isStart ? (
                // Enter counts in its line, too.
                <div
                  onKeyDown={onKeyDown}
                  className="shrink-0 border-b border-line px-4 pt-2 pb-3 lg:pt-4 lg:pb-5"
                >
                  <div className="mb-2 flex min-h-9 flex-wrap items-center justify-end gap-2">
                    {title}
                    {tools}
                  </div>
                  <AddressField
                    {...section}
                    connectionId={connectionId}
                    large={{ button: connectButton, isTimeForExamples: isTime }}
                  />
                </div>
              ) : (
                <div className="flex min-h-12 shrink-0 flex-wrap items-center justify-end gap-2 border-b border-line py-1 pr-3 pl-4">
                  {title}
                  {tools}
                  {!isAsSet && connectButton}
                </div>
              )}
              <Boundary part="notice of the connection" name={kit.failed.notices}>
                <ConnectionNotice connectionId={connectionId} place="editor" />
              </Boundary>
              <div className="min-h-0 flex-1 overflow-auto">
                <Boundary part="welcome">
                  {isMiddle && <WelcomeStrip connectionId={connectionId} isFirst={isFirst} />}
                </Boundary>
                {notes.length > 0 && (
                  <Strip tone="warn" title={words.notice}>
                    {notes.map((note) => (
                      <p key={note}>{note}</p>
                    ))}
                  </Strip>
                )}
                {Object.keys(errors).length > 0 && (
                  <Strip tone="err" title={words.errorCount(Object.keys(errors).length)} />
                )}
                {/* Enter counts in any line within. */}
                <div onKeyDown={onKeyDown}>
                  <Boundary part="profiles" name={words.profiles}>
                    <ProfilesBar connectionId={connectionId} draft={draft} />
                  </Boundary>
                  <FoldedOptions
                    {...section}
                    connectionId={connectionId}
                    isAddressAbove={isStart}
                    isFoldable={isStart}
                    isTime={isTime}
                    isDebuggerBelow={!beside}
                  >
                    {isDevice && <BeforeConnecting {...section} />}
                    {isDevice && <DeviceSection {...section} connectionId={connectionId} />}
                  </FoldedOptions>
                </div>
                <Boundary part="recent">
                  {isFresh && <LeftoverPlace />}
                  {isFresh && isTime && (
                    <RecentPlace
                      connectionId={connectionId}
                      kind={hasColumn ? 'connection' : undefined}
                    />
                  )}
                </Boundary>
                {isDevice && !beside && (
                  <section aria-label={signIn}>
                    <Boundary part="sign-in" name={signIn} of={draft}>
                      <SignInDebugger {...signing} />
                    </Boundary>
                  </section>
                )}
              </div>
            </fieldset>
          </main>
          {isDevice && beside && (
            <aside
              aria-label={signIn}
              data-pane="preview"
              className="w-1/2 max-w-160 shrink-0 overflow-auto border-l border-line"
            >
              <Boundary part="sign-in" name={signIn} of={draft}>
                <SignInDebugger {...signing} />
              </Boundary>
            </aside>
          )}
        </div>
      </div>
    </div>
  );
}

/** Enter in a line of the form, unless the line has its own use for it, or it ends an input method's word. */
function isEntered({ key, target, nativeEvent, defaultPrevented }: KeyboardEvent): boolean {
  return (
    key === 'Enter' &&
    !defaultPrevented &&
    !nativeEvent.isComposing &&
    target instanceof HTMLInputElement &&
    /^(text|password)$/.test(target.type)
  );
}

function StateWord({ connectionId }: { connectionId: string }) {
  const t = useFirstText().shell;
  const state = useConnection(connectionId, 'state')?.state;
  if (state === undefined || (state.kind === 'closed' && state.failure === undefined)) {
    return null;
  }
  return (
    <span className="flex items-center gap-1 whitespace-nowrap text-fg-2">
      <ConnectionDot state={state} />
      {t.state(state)}
    </span>
  );
}
