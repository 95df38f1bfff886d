import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import {
  Boundary,
  later,
  loadedLater,
  nothing,
  page,
  Strip,
  useLoaded,
  useMedia,
  useText,
} from '#kit';
import { ConnectionNotice } from '../../pieces/strips/ConnectionNotice.tsx';
import { retryNow } from '../../session/captures/leave.ts';
import { connectionById, useConnection } from '../../session/connection/connections.ts';
import { connectByForm } from '../../session/profiles/connectByForm.ts';
import type { Draft } from '../../session/profiles/draft.ts';
import {
  draftFor,
  followConnection,
  setDraft,
  useDraft,
  useDraftNotes,
  usedDraft,
  useIsChanged,
  useTried,
} from '../../session/profiles/drafts.ts';
import type { FilterAndQoS } from '../../session/profiles/filterNotes.ts';
import { isEnterOfLine } from '../../session/profiles/isEnterOfLine.ts';
import { reading } from '../../session/profiles/reading.ts';
import { useSearch } from '../../session/profiles/searches.ts';
import type { Faults } from '../../session/profiles/settings.ts';
import { subscriptionsOf } from '../../session/profiles/typedFilter.ts';
import { AddressSection } from './AddressSection.tsx';
import { Folded } from './fields/Folded.tsx';
import { PlainPassword } from './fields/PlainPassword.tsx';
import { Row } from './fields/Section.tsx';
import type { FieldNotes, OptionsProps } from './fields/sectionProps.ts';
import { LineSection } from './LineSection.tsx';
import { OnConnectSection } from './OnConnectSection.tsx';
import { ProfileSection } from './ProfileSection.tsx';
import { SessionAndWill } from './SessionAndWill.tsx';
import { SheetFoot } from './SheetFoot.tsx';
import { SheetHead } from './SheetHead.tsx';
import { SignInChoice } from './SignInChoice.tsx';
import { firstShows } from './signIn/shows.ts';

/** Loaded only for devices. */
const DeviceSection = later(async () => (await import('./DeviceSection.tsx')).DeviceSection);
const Tried = later(async () => (await import('./Tried.tsx')).Tried, { Waits: nothing });
const SignInDebugger = later(
  async () => (await import('./signIn/SignInDebugger.tsx')).SignInDebugger,
);

const platform = loadedLater(() => import('./platformNotes.ts'), { idle: 'first' });

/** Width from which a second column has room beside the form. */
const ROOM_BESIDE = '(min-width: 1200px)';

const NO_FAULTS: Faults = {};
const NO_NOTES: FieldNotes = {};

interface EditorProps {
  readonly connectionId: string;
  readonly onClose: () => void;
}

/** All settings of a connection, its last error, and the attempted addresses. */
export function Editor({ connectionId, onClose }: EditorProps) {
  const draft = useDraft(connectionId);
  useEffect(() => {
    const before = draftFor(connectionId);
    const connection = connectionById(connectionId);
    if (connection?.wasConnected !== true) return;
    // Later subscriptions belong to the connection, and editing the form must not lose them.
    const subscriptions = connection.subscriptions.map((status) => status.subscription);
    // An untouched filter that this broker refuses is for another address.
    if (subscriptions.length + subscriptionsOf(before, page).length === 0) return;
    followConnection(connectionId, { subscriptions });
  }, [connectionId]);
  return (
    draft !== undefined && <EditorOf connectionId={connectionId} draft={draft} onClose={onClose} />
  );
}

function EditorOf({ connectionId, draft, onClose }: EditorProps & { readonly draft: Draft }) {
  const { editor: words, kit } = useText();
  const isDevice = draft.mode === 'alibaba';
  const signIn = words.signInDebugger;
  const beside = useMedia(ROOM_BESIDE);
  const connection = useConnection(connectionId, 'failure', 'line', 'state');
  const search = useSearch(connectionId);
  const scroller = useRef<HTMLDivElement>(null);
  const isFailed = connection?.failure !== undefined;
  // The failure is shown above the fields, which may be scrolled away.
  useEffect(() => {
    if (isFailed && scroller.current !== null) scroller.current.scrollTop = 0;
  }, [isFailed]);
  const notes = useDraftNotes(connectionId);
  // Errors appear after the first attempt, and then while the user types.
  const tried = useTried(connectionId);
  const isChanged = useIsChanged(connectionId);
  const errors = (tried && reading.found?.settingsOf(draft, page).errors) || NO_FAULTS;
  const found = useLoaded(platform, isDevice);
  // Kept when the debugger moves between its two places.
  const [shows, setShows] = useState(firstShows);
  const doubts = isDevice ? found : undefined;
  const change = (part: Partial<Draft>) => setDraft(connectionId, { ...draft, ...part });
  const signing = { connectionId, draft, change, shows, onShow: setShows, isBelow: !beside };
  const section = {
    draft,
    change,
    errors,
    notes: doubts?.platformNotesOf(draft, page) ?? NO_NOTES,
    filterNotes: (filters: readonly FilterAndQoS[]) => doubts?.filterNotesOf(draft, filters) ?? [],
  };
  if (connection === undefined) return null;
  const { state } = connection;
  const isTried = search !== undefined || connection.line !== undefined;
  const isByForm = state.kind !== 'closed' && usedDraft(connectionId) !== undefined && !isChanged;
  const isAsSet = state.kind === 'connected' && isByForm;
  const go = () => {
    if (isAsSet) return;
    // Retries at once and keeps the waiting messages.
    if (state.kind === 'waiting' && !isChanged) retryNow(connectionId);
    else connectByForm(connectionId);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isEnterOfLine(event)) go();
  };
  const signInDebugger = (
    <Boundary part="sign-in" name={signIn} of={draft}>
      <SignInDebugger {...signing} />
    </Boundary>
  );
  return (
    // A fieldset would not shrink to the window.
    <div
      role="group"
      aria-label={words.connection}
      data-pane="editor"
      className="flex min-h-0 min-w-0 flex-1 flex-col"
    >
      <SheetHead connectionId={connectionId} draft={draft} onClose={onClose} />
      <div ref={scroller} className="flex min-h-0 flex-1 flex-col max-lg:overflow-auto">
        <div className="shrink-0 lg:max-h-1/2 lg:overflow-auto">
          <Boundary part="notice of the connection" name={kit.failed.notices}>
            <ConnectionNotice connectionId={connectionId} place="editor" />
          </Boundary>
          <PlainPassword connectionId={connectionId} />
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
        </div>
        <div className="flex min-h-0 flex-1 border-t border-line max-lg:flex-none max-lg:flex-col">
          <div onKeyDown={onKeyDown} className="min-w-0 lg:w-150 lg:shrink-0 lg:overflow-auto">
            <div className="px-4 pt-3">
              <Row label={words.signInAs}>
                <SignInChoice connectionId={connectionId} draft={draft} isDebuggerBelow={!beside} />
              </Row>
            </div>
            {isDevice && <DeviceSection {...section} connectionId={connectionId} />}
            <Options {...section} connectionId={connectionId} />
          </div>
          {(isDevice || isTried) && (
            <aside
              aria-label={isDevice ? signIn : words.tried}
              data-pane="preview"
              className="min-w-0 flex-1 border-line max-lg:flex-none max-lg:border-t lg:overflow-auto lg:border-l"
            >
              {isDevice ? (
                signInDebugger
              ) : (
                <Boundary part="what was tried" name={words.tried}>
                  <Tried connectionId={connectionId} change={change} draft={draft} />
                </Boundary>
              )}
            </aside>
          )}
        </div>
      </div>
      <SheetFoot
        connectionId={connectionId}
        draft={draft}
        isByForm={isByForm}
        isAsSet={isAsSet}
        isChanged={isChanged}
        onConnect={go}
      />
    </div>
  );
}

/** The address and the fields that depend on it, then a line for each group of rarer settings. */
function Options(props: OptionsProps) {
  const { draft } = props;
  return (
    <>
      <Boundary part="address" of={draft}>
        <AddressSection {...props} />
      </Boundary>
      <Boundary part="on connect" of={draft}>
        <OnConnectSection {...props} />
      </Boundary>
      <Boundary part="line" of={draft}>
        <LineSection {...props} />
      </Boundary>
      <Boundary part="session and will" of={draft}>
        <SessionAndWill {...props} />
      </Boundary>
      <Boundary part="MQTT 5" of={draft}>
        <Mqtt5Section {...props} />
      </Boundary>
      <Boundary part="profile" of={draft}>
        <ProfileSection {...props} />
      </Boundary>
    </>
  );
}

const Mqtt5Fields = later(async () => (await import('./fields/Mqtt5Fields.tsx')).Mqtt5Fields);

const ScramUnused = later(async () => (await import('./fields/Mqtt5Fields.tsx')).ScramUnused);

/** Options of MQTT 5 that few users need. */
export function Mqtt5Section(props: OptionsProps) {
  const { editor: t, shell } = useText();
  const { connectionId, draft, errors } = props;
  if (draft.version !== 5) {
    return draft.scram !== '' && draft.mode === 'password' ? <ScramUnused {...props} /> : null;
  }
  const count = draft.properties.length + (draft.will.on ? draft.will.properties.length : 0);
  return (
    <Folded
      connectionId={connectionId}
      section="mqtt5"
      title={shell.mqttVersion(5)}
      now={t.mqtt5Now(draft.scram, count)}
      isWrong={errors.properties !== undefined || errors.willProperties !== undefined}
    >
      <Mqtt5Fields {...props} />
    </Folded>
  );
}
