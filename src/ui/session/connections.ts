/** The open connections, one per tab: each with its worker's handle and a mirror of what it reported. */

import { create } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { AlinkEvent } from '../../connection/alink/alinkProtocol.ts';
import type { AnswerStatus } from '../../connection/answerProtocol.ts';
import type { ConnectionFact } from '../../connection/connectionFacts.ts';
import { saidBy } from '../../connection/connectionFacts.ts';
import type { OpeningProgress } from '../../connection/files/fileProtocol.ts';
import type {
  ConnectionEvent,
  ConnectionState,
  Failure,
  PreAuthFacts,
  PublishOutcome,
  PublishRequest,
  SubscriptionStatus,
} from '../../connection/protocol.ts';
import type { TapState } from '../../connection/taps/tapProtocol.ts';
import type { ArmedStatus } from '../../engine/filtering/armedStatus.ts';
import type { ConnectionSettings } from '../../profiles/settings.ts';
import { dropNotLoaded, tellNotLoaded } from '../kit/language/notLoaded.ts';
import { announceEvent } from './announceEvent.ts';
import { browserClock } from './browserClock.ts';
import type { ConnectionHandle } from './connectionHandle.ts';
import { forgetConnection } from './perConnection.ts';
import { noteConnecting } from './restoredTabs.ts';
import {
  newEntry,
  type Repeated,
  type SentEntry,
  withEntry,
  withOutcomes,
  withProgress,
} from './sent.ts';
import { setView } from './tabView.ts';
import { WindowLoop } from './windows.ts';

export interface OpenConnection {
  readonly id: string;
  /** Shown on the tab; empty until one is given or a connection is made. */
  readonly name: string;
  readonly handle: ConnectionHandle;
  readonly loop: WindowLoop;
  readonly state: ConnectionState;
  /** Why it is not there, also while the next try is under way. */
  readonly failure: Failure | undefined;
  /** It was connected at least once: its capture is worth showing. */
  readonly wasConnected: boolean;
  /** Address that it was connected to last. */
  readonly reached: string | undefined;
  /** What the last Connect was made with. */
  readonly settings: ConnectionSettings | undefined;
  readonly subscriptions: readonly SubscriptionStatus[];
  /** Newest first. */
  readonly sent: readonly SentEntry[];
  /** The last request for id and token over HTTPS. */
  readonly preAuth: PreAuthFacts | undefined;
  /** Round trip of the last ping, ms. */
  readonly ping: number | undefined;
  /** Malformed packets of this connection that it went on after. */
  readonly passedOver: number;
  /** As last told; undefined until a filter was armed. */
  readonly armed: ArmedStatus | undefined;
  /** As last told; absent until something was answered by rules. */
  readonly answers?: AnswerStatus | undefined;
  /** A fault of ours. */
  readonly fault: ConnectionFact | undefined;
  /** Where the capture came from a file. */
  readonly file: OpenedFile | undefined;
  /** Where the capture shows other clients' packets, as they pass at a broker. */
  readonly tap: OpenedTap | undefined;
  /** Number of the newest packet that a file has; 0: none was saved. */
  readonly savedTo: number;
  /** Marks were made or changed since it was saved. */
  readonly unsavedMarks: boolean;
}

/** Other clients' packets in a tab of their own. */
export interface OpenedTap {
  readonly clients: readonly string[] | 'all';
  /** Of the connection whose broker it is. */
  readonly from: string;
  readonly state: TapState;
}

/** A capture file in a tab of its own. */
export interface OpenedFile extends Omit<OpeningProgress, 'state'> {
  readonly name: string;
  /** `not-opened`: it was open before a reload; the person has to open it again. */
  readonly state: OpeningProgress['state'] | { readonly kind: 'not-opened' };
}

interface ConnectionsState {
  readonly list: readonly OpenConnection[];
  /** Id of the connection whose tab is in front. */
  readonly active: string | undefined;
}

export const useConnections = create<ConnectionsState>()(() => ({ list: [], active: undefined }));

let openHandle: (() => ConnectionHandle) | undefined;

/** Says once, at the start, how a connection's worker is made. */
export function setHandleFactory(factory: () => ConnectionHandle): void {
  openHandle = factory;
}

const closingListeners = new Set<(id: string) => void>();
const closeListeners = new Set<(id: string) => void>();
const fileListeners = new Set<(file: File) => void>();
const alinkListeners = new Set<(id: string, event: AlinkEvent) => void>();

let lastConnection = 0;
let lastMessage = 0;

export function connectionById(id: string): OpenConnection | undefined {
  return useConnections.getState().list.find((connection) => connection.id === id);
}

/** Messages can come now. */
export function isHeard({ state, tap }: Pick<OpenConnection, 'state' | 'tap'>): boolean {
  return state.kind === 'connected' || tap?.state.kind === 'open';
}

/** That of the tab in front. */
export function activeConnection(): OpenConnection | undefined {
  const { active } = useConnections.getState();
  return active === undefined ? undefined : connectionById(active);
}

/** Kept up to date as far as these go: whoever shows none of it is not drawn anew for a ping. */
export function useConnection<Name extends keyof OpenConnection>(
  id: string,
  ...names: readonly Name[]
): Pick<OpenConnection, NoInfer<Name> | 'id'> | undefined {
  useConnections(
    useShallow(({ list }) => {
      const connection = list.find((one) => one.id === id);
      return connection && names.map((name) => connection[name]);
    }),
  );
  return connectionById(id);
}

/** What is shown of a connection alone: what it does, its worker is told. */
export function change(
  id: string,
  patch: (before: OpenConnection) => Partial<OpenConnection>,
): void {
  useConnections.setState(({ list }) => ({
    list: list.map((one) => (one.id === id ? { ...one, ...patch(one) } : one)),
  }));
}

/** Opens a tab, with its worker, and brings it to the front. Returns its id. */
export function openConnection(name = ''): string {
  if (openHandle === undefined) {
    throw new Error('setHandleFactory was not called');
  }
  lastConnection += 1;
  const id = `connection-${lastConnection}`;
  const handle = openHandle();
  const connection: OpenConnection = {
    id,
    name,
    handle,
    loop: new WindowLoop(
      (request) => handle.ask({ kind: 'window', request }),
      browserClock,
      (why) => tellFault(id, why),
    ),
    state: { kind: 'closed', failure: undefined },
    failure: undefined,
    wasConnected: false,
    reached: undefined,
    settings: undefined,
    subscriptions: [],
    sent: [],
    preAuth: undefined,
    ping: undefined,
    passedOver: 0,
    armed: undefined,
    fault: undefined,
    file: undefined,
    tap: undefined,
    savedTo: 0,
    unsavedMarks: false,
  };
  handle.listen((event) => receive(id, event));
  useConnections.setState(({ list }) => ({ list: [...list, connection], active: id }));
  return id;
}

/**
 * Opens a capture file in a tab of its own, or in one that expects it. Returns the tab's id.
 * @param keyLogs of TLS, chosen with it
 */
export function openFile(file: File, keyLogs: readonly File[] = [], id = openConnection()): string {
  showFile(id, file, 'reading');
  connectionById(id)?.handle.send({ kind: 'open-file', file, keyLogs });
  for (const listener of fileListeners) listener(file);
  return id;
}

/** Opens a tab for a file that only the person can open. Returns its id. */
export function expectFile(file: Pick<File, 'name' | 'size'>): string {
  const id = openConnection();
  showFile(id, file, 'not-opened');
  return id;
}

function showFile(
  id: string,
  { name, size }: Pick<File, 'name' | 'size'>,
  kind: 'reading' | 'not-opened',
): void {
  const progress = { read: 0, size, packets: 0, notes: [], noteCount: 0 };
  change(id, () => ({
    name,
    state: { kind: 'file' },
    file: { name, ...progress, state: { kind } },
  }));
  setView(id, { screen: 'capture', following: false });
}

/** For each file that is opened. Returns how to stop. */
export function whenFileOpened(listener: (file: File) => void): () => void {
  fileListeners.add(listener);
  return () => {
    fileListeners.delete(listener);
  };
}

/** What was captured up to this packet is in a file, and its marks in some. */
export function noteSaved(id: string, packet: number, withMarks: boolean): void {
  change(id, ({ savedTo, unsavedMarks }) => ({
    savedTo: Math.max(savedTo, packet),
    unsavedMarks: unsavedMarks && !withMarks,
  }));
}

/** Marks a packet with a note that may be empty; without one the mark is taken away. */
export function markPacket(id: string, packet: number, note: string | undefined): void {
  const connection = connectionById(id);
  connection?.handle.send({ kind: 'mark', packet, note });
  connection?.loop.refresh();
  change(id, () => ({ unsavedMarks: true }));
}

/** Something of ours went wrong: it is shown with the connection, in words that a person can report. */
export function tellFault(id: string, why: unknown): void {
  change(id, () => ({ fault: saidBy(why) }));
}

export function activateConnection(id: string): void {
  useConnections.setState({ active: id });
}

/** Ends the worker and forgets the tab and its capture. */
export function closeConnection(id: string): void {
  setAside(id)?.forget();
}

/** A tab that was closed: its connection has ended, its capture is still there. */
interface ClosedTab {
  /** Where it was, and in front. */
  readonly putBack: () => void;
  /** For good. */
  readonly forget: () => void;
}

export function setAside(id: string): ClosedTab | undefined {
  const closing = connectionById(id);
  if (closing === undefined) return undefined;
  for (const listener of closingListeners) {
    listener(id);
  }
  const { handle, loop } = closing;
  handle.send({ kind: 'disconnect' });
  const place = useConnections.getState().list.indexOf(closing);
  useConnections.setState(({ list, active }) => {
    const rest = list.filter((one) => one.id !== id);
    const next = rest[Math.min(place, rest.length - 1)]?.id;
    return { list: rest, active: active === id ? next : active };
  });
  for (const listener of closeListeners) {
    listener(id);
  }
  return {
    putBack: () => {
      const isCapture = closing.state.kind === 'file';
      const back: OpenConnection = isCapture
        ? closing
        : { ...closing, state: { kind: 'closed', failure: undefined }, ping: undefined };
      useConnections.setState(({ list }) => ({ list: list.toSpliced(place, 0, back), active: id }));
    },
    forget: () => {
      loop.close();
      handle.close();
      forgetConnection(id);
      dropNotLoaded(({ of }) => String(of).startsWith(`${id} `));
    },
  };
}

/** For what is to be said before it goes: its connection, and the line to its broker, are there still. */
export function whenClosing(listener: (id: string) => void): void {
  closingListeners.add(listener);
}

/** For what goes on for a connection elsewhere: it is to end with it. Returns how to stop. */
export function whenClosed(listener: (id: string) => void): () => void {
  closeListeners.add(listener);
  return () => {
    closeListeners.delete(listener);
  };
}

/** For what a device of Alibaba's platform hears. Returns how to stop. */
export function whenTold(listener: (id: string, event: AlinkEvent) => void): () => void {
  alinkListeners.add(listener);
  return () => {
    alinkListeners.delete(listener);
  };
}

export function renameConnection(id: string, name: string): void {
  change(id, () => ({ name }));
}

/** What the next Connect is made with, as after one that has ended: its subscriptions wait. */
export function prepareConnection(id: string, settings: ConnectionSettings): void {
  const { subscriptions } = settings;
  const waiting = subscriptions.map((subscription) => {
    return { subscription, state: { kind: 'waiting' } } as const;
  });
  // Its worker will say the same, once it has begun.
  change(id, () => ({ settings, subscriptions: waiting }));
  connectionById(id)?.handle.send({ kind: 'subscribe-all', subscriptions });
}

export function connect(id: string, settings: ConnectionSettings): void {
  change(id, () => ({ settings }));
  noteConnecting(id);
  connectionById(id)?.handle.send({ kind: 'connect', settings });
}

/** Numbers for messages that somebody else sends and follows; the first of them. */
export function takeMessageIds(count: number): number {
  const first = lastMessage + 1;
  lastMessage += count;
  return first;
}

/** Sends a message once, or `repeat.times` times; returns the id of the first. */
export function publish(
  id: string,
  message: Omit<PublishRequest, 'id'>,
  repeat?: Repeated,
): number {
  const numbered = { ...message, id: lastMessage + 1 };
  lastMessage += repeat?.times ?? 1;
  const url = connectionById(id)?.settings?.url ?? '';
  change(id, ({ sent }) => ({
    sent: withEntry(sent, newEntry(numbered, Date.now(), url, repeat)),
  }));
  connectionById(id)?.handle.send(
    repeat === undefined
      ? { kind: 'publish', message: numbered }
      : { kind: 'repeat', message: numbered, ...repeat },
  );
  return numbered.id;
}

/** News of sent messages, entered together: a repeat can bring thousands a second. */
const news = new Map<string, [id: number, outcome: PublishOutcome][]>();
const NEWS_EVERY = 100;

function enterLater(connectionId: string, id: number, outcome: PublishOutcome): void {
  const waiting = news.get(connectionId);
  if (waiting !== undefined) {
    waiting.push([id, outcome]);
    return;
  }
  // What comes alone is shown at once; what follows it closely waits for the next round.
  change(connectionId, ({ sent }) => ({ sent: withOutcomes(sent, [[id, outcome]]) }));
  news.set(connectionId, []);
  setTimeout(() => enterNews(connectionId), NEWS_EVERY);
}

function enterNews(connectionId: string): void {
  const waiting = news.get(connectionId) ?? [];
  news.delete(connectionId);
  if (waiting.length > 0) {
    change(connectionId, ({ sent }) => ({ sent: withOutcomes(sent, waiting) }));
    news.set(connectionId, []);
    setTimeout(() => enterNews(connectionId), NEWS_EVERY);
  }
}

/** Why the last try failed stays while the next one is made, and where a person ends that. */
function failureIn(
  state: ConnectionState,
  before: Pick<OpenConnection, 'failure' | 'state'>,
): Failure | undefined {
  switch (state.kind) {
    case 'waiting':
      return state.failure;
    case 'closed':
      return state.failure ?? (isTriedAgain(before.state) ? before.failure : undefined);
    case 'connecting':
      return state.attempt > 1 ? before.failure : undefined;
    case 'connected':
    case 'file':
      return undefined;
  }
}

function isTriedAgain(state: ConnectionState): boolean {
  return state.kind === 'waiting' || (state.kind === 'connecting' && state.attempt > 1);
}

/** What was not done is offered to be done again. */
function askAgain(
  { id, handle }: OpenConnection,
  { message, command }: Extract<ConnectionEvent, { readonly kind: 'not-loaded' }>,
): void {
  // Told by whoever saves.
  if (command?.kind === 'save') return;
  const isFile = command?.kind === 'open-file';
  const setReading = (kind: 'waiting' | 'reading') =>
    change(id, ({ file }) => (file === undefined ? {} : { file: { ...file, state: { kind } } }));
  if (isFile) setReading('waiting');
  tellNotLoaded({
    of: `${id} ${command?.kind}`,
    message,
    part: command?.kind,
    again: () => {
      if (isFile) setReading('reading');
      if (command !== undefined) handle.send(command);
    },
    stays: isFile || command?.kind === 'open-tap',
  });
}

function receive(id: string, event: ConnectionEvent): void {
  const before = connectionById(id);
  if (before === undefined) {
    return;
  }
  announceEvent(before, event);
  switch (event.kind) {
    case 'state':
      change(id, () => ({
        state: event.state,
        failure: failureIn(event.state, before),
        ...(event.state.kind === 'connected'
          ? { wasConnected: true, reached: before.settings?.url }
          : { ping: undefined, passedOver: 0 }),
      }));
      if (event.state.kind === 'connected' && before.state.kind !== 'connected') {
        // Without a subscription the next thing to do is to make one.
        const empty = !before.wasConnected && before.settings?.subscriptions.length === 0;
        setView(id, { screen: 'capture', ...(empty ? { narrow: 'topics' } : {}) });
      }
      break;
    case 'subscriptions':
      change(id, () => ({ subscriptions: event.subscriptions }));
      break;
    case 'published':
      enterLater(id, event.id, event.outcome);
      break;
    case 'repeating':
      change(id, ({ sent }) => ({ sent: withProgress(sent, event) }));
      break;
    case 'pre-auth':
      change(id, () => ({ preAuth: event.facts }));
      break;
    case 'ping':
      change(id, () => ({ ping: event.ms }));
      break;
    case 'passed-over':
      change(id, () => ({ passedOver: event.packets }));
      break;
    case 'answering':
      change(id, () => ({ answers: event.status }));
      break;
    case 'armed':
      change(id, () => ({ armed: event.status }));
      break;
    case 'not-loaded':
      askAgain(before, event);
      break;
    case 'filter':
      // The box reads the same text with the same parser, and says itself what is wrong.
      dropNotLoaded(({ of }) => of === `${id} filter`);
      break;
    case 'fault':
      change(id, () => ({ fault: event.why }));
      break;
    case 'tick':
    case 'platform-messages':
      for (const listener of alinkListeners) listener(id, event);
      break;
    case 'saving':
    case 'messages-surveyed':
      // Heard by whoever asked.
      break;
    case 'opening':
      change(id, ({ file }) =>
        file === undefined ? {} : { file: { ...file, ...event.progress } },
      );
      break;
    case 'tap':
      change(id, ({ tap }) => (tap === undefined ? {} : { tap: { ...tap, state: event.state } }));
      break;
    case 'answered':
      // The handle tells whoever asked.
      break;
  }
}
