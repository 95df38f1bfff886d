import { Copy, Plug, Save, Unplug } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react';
import { Button } from '../../kit/Button.tsx';
import { ConnectionDot } from '../../kit/ConnectionDot.tsx';
import { useFirstText, useTextLater } from '../../kit/language/firstText.ts';
import { useLoaded } from '../../kit/language/useLoaded.ts';
import { drawnLater, later } from '../../kit/later.tsx';
import { loadedSoon } from '../../kit/loadedSoon.ts';
import { page } from '../../kit/page.ts';
import { Strip } from '../../kit/Strip.tsx';
import { useMedia } from '../../kit/useMedia.ts';
import { nothing } from '../../kit/Waits.tsx';
import { whenIdle } from '../../kit/whenIdle.ts';
import { ConnectionNotice } from '../../pieces/ConnectionNotice.tsx';
import { RecentPlace } from '../../pieces/RecentPlace.tsx';
import { disconnect } from '../../session/captures/leaving.ts';
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
  useIsChanged,
  useTried,
} from '../../session/profiles/drafts.ts';
import type { FilterAndQoS } from '../../session/profiles/filterNotes.ts';
import { reading } from '../../session/profiles/reading.ts';
import type { Faults } from '../../session/profiles/settings.ts';
import { useTabName } from '../../session/useTabName.ts';
import { AddressSection } from './AddressSection.tsx';
import { OnConnectSection } from './OnConnectSection.tsx';
import { PasswordSection } from './PasswordSection.tsx';
import { ProfilesBar, ProfilesPane } from './ProfilesPane.tsx';
import { isUntouched, SessionAndWill } from './SessionAndWill.tsx';
import { SignInChoice } from './SignInChoice.tsx';
import type { FieldNotes } from './sectionProps.ts';
import { useIsFirstVisit, WelcomeStrip } from './WelcomeStrip.tsx';

/** What devices need, and nobody else. */
const BeforeConnecting = later(
  async () => (await import('./BeforeConnecting.tsx')).BeforeConnecting,
);
const DeviceSection = later(async () => (await import('./DeviceSection.tsx')).DeviceSection);
const SignInDebugger = later(
  async () => (await import('./signIn/SignInDebugger.tsx')).SignInDebugger,
);

/** What is set for a profile alone. */
const profileSection = loadedSoon(
  async () => (await import('./ProfileSection.tsx')).ProfileSection,
);
const ProfileSection = drawnLater(profileSection, nothing);

const platform = loadedSoon(() => import('./platformNotes.ts'));

/** Room for the debugger beside the form; else it stands below. */
const ROOM_BESIDE = '(min-width: 1280px)';

const NO_FAULTS: Faults = {};
const NO_NOTES: FieldNotes = {};

/** Everything that is set for a connection before it is made. */
interface EditorProps {
  readonly connectionId: string;
  /** What else the connection's tab can show. */
  readonly tabs?: ReactNode;
}

export function Editor({ connectionId, tabs }: EditorProps) {
  const draft = useDraft(connectionId);
  useEffect(() => {
    draftFor(connectionId);
    const connection = connectionById(connectionId);
    // What was subscribed to since is part of the connection now, and is not to be lost by editing it.
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
  const { editor: words, shell } = useFirstText();
  const isDevice = draft.mode === 'alibaba';
  const signIn = useTextLater(isDevice)?.signIn.title;
  const beside = useMedia(ROOM_BESIDE);
  const connection = useConnection(connectionId, 'settings', 'state');
  const notes = useDraftNotes(connectionId);
  const name = useTabName(connectionId);
  const isFirst = useIsFirstVisit() && isUntouched(draft);
  // Faults are shown once somebody has tried, and then as they type.
  const tried = useTried(connectionId);
  const isChanged = useIsChanged(connectionId);
  const faults = (tried && reading.found?.settingsOf(draft, page).faults) || NO_FAULTS;
  const found = useLoaded(platform, isDevice);
  // Below everything else, it does not hold up the first screen.
  const [isTime, setTime] = useState(profileSection.found !== undefined);
  useEffect(() => (isTime ? undefined : whenIdle(() => setTime(true))), [isTime]);
  const doubts = isDevice ? found : undefined;
  const change = (part: Partial<Draft>) => setDraft(connectionId, { ...draft, ...part });
  const section = {
    draft,
    change,
    faults,
    notes: doubts?.platformNotesOf(draft, page) ?? NO_NOTES,
    filterNotes: (filters: readonly FilterAndQoS[]) => doubts?.filterNotesOf(draft, filters) ?? [],
  };
  const go = () => connectByForm(connectionId);
  const save = () =>
    reading.with(({ saveDraft }) => {
      void saveDraft(connectionId, draft).then((wrong) => {
        if (wrong !== undefined) noteTried(connectionId);
      });
    });
  if (connection === undefined) {
    return <main />;
  }
  const { state } = connection;
  return (
    <div className="flex min-h-0 min-w-0">
      <ProfilesPane connectionId={connectionId} draft={draft} />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        {connection.settings !== undefined && <nav aria-label={shell.views}>{tabs}</nav>}
        <div className="flex min-h-0 min-w-0 flex-1">
          <main className="flex min-h-0 min-w-0 flex-1 flex-col" data-pane="editor">
            <fieldset
              aria-label={words.connection}
              className="flex min-h-0 min-w-0 flex-1 flex-col"
            >
              <div className="flex min-h-12 shrink-0 flex-wrap items-center justify-end gap-2 border-b border-line py-1 pr-3 pl-4">
                <span className="flex min-w-0 flex-auto items-center gap-2">
                  <h1 className="truncate text-lg font-semibold">{draft.name || name}</h1>
                  <StateWord connectionId={connectionId} />
                </span>
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
                {state.kind !== 'closed' && (
                  <Button
                    icon={<Unplug size={14} aria-hidden />}
                    onClick={() => disconnect(connectionId)}
                  >
                    {state.kind === 'connecting' ? words.stopConnecting : words.disconnect}
                  </Button>
                )}
                <Button
                  // One filled button: until there is an address, that is the demo's.
                  look={isFirst ? 'plain' : 'primary'}
                  icon={<Plug size={14} aria-hidden />}
                  onClick={go}
                >
                  {state.kind === 'connected' && isChanged ? words.reconnectChanged : words.connect}
                </Button>
              </div>
              <ConnectionNotice connectionId={connectionId} place="editor" />
              <div className="min-h-0 flex-1 overflow-auto">
                <WelcomeStrip connectionId={connectionId} isFirst={isFirst} />
                {connection.settings === undefined && <RecentPlace connectionId={connectionId} />}
                {notes.length > 0 && (
                  <Strip tone="warn" title={words.notice}>
                    {notes.map((note) => (
                      <p key={note}>{note}</p>
                    ))}
                  </Strip>
                )}
                {Object.keys(faults).length > 0 && (
                  <Strip tone="err" title={words.faultCount(Object.keys(faults).length)} />
                )}
                {/* Enter counts in any line within. */}
                {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
                <div
                  onKeyDown={(event) => {
                    if (isEntered(event)) go();
                  }}
                >
                  <ProfilesBar connectionId={connectionId} draft={draft} />
                  <SignInChoice {...section} isDebuggerBelow={!beside} />
                  {isDevice && <BeforeConnecting {...section} />}
                  {isDevice && <DeviceSection {...section} connectionId={connectionId} />}
                  <AddressSection {...section} connectionId={connectionId} />
                  {draft.mode === 'password' && (
                    <PasswordSection {...section} connectionId={connectionId} />
                  )}
                  <OnConnectSection {...section} />
                  <SessionAndWill {...section} />
                  {isTime && !isUntouched(draft) && (
                    <ProfileSection {...section} connectionId={connectionId} />
                  )}
                </div>
                {isDevice && !beside && (
                  <section aria-label={signIn}>
                    <SignInDebugger connectionId={connectionId} draft={draft} change={change} />
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
              <SignInDebugger connectionId={connectionId} draft={draft} change={change} />
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
