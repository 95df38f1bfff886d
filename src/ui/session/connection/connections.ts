/**
 * The open connections, one per tab: each with its worker's handle and a mirror of its reports
 * (`workerEvents.ts`).
 */

import { create } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { LineFacts } from '../../../connection/bridge/lineFacts.ts';
import type { OpeningProgress } from '../../../connection/files/fileProtocol.ts';
import type { AnswerStatus } from '../../../connection/protocol/answerProtocol.ts';
import type { ConnectionFact } from '../../../connection/protocol/connectionFacts.ts';
import { saidBy } from '../../../connection/protocol/connectionFacts.ts';
import type {
  ConnectionState,
  Failure,
  PreAuthFacts,
  SubscriptionStatus,
  WorkerSilence,
} from '../../../connection/protocol/protocol.ts';
import type { TapState } from '../../../connection/taps/tapProtocol.ts';
import type { ArmedStatus } from '../../../engine/filtering/armedStatus.ts';
import type { ConnectionSettings } from '../../../profiles/settings/settings.ts';
import type { ConnectionHandle } from './connectionHandle.ts';
import { noteConnecting } from './restoredTabs.ts';
import type { SentEntry } from './sent.ts';
import type { WindowLoop } from './windows.ts';

export interface OpenConnection {
  readonly id: string;
  /** Shown on the tab; empty until one is given or a connection is made. */
  readonly name: string;
  readonly handle: ConnectionHandle;
  readonly loop: WindowLoop;
  readonly state: ConnectionState;
  /** Last failure, also during the next attempt. */
  readonly failure: Failure | undefined;
  /** Was connected at least once, so its capture is worth showing. */
  readonly wasConnected: boolean;
  /** Address that it was connected to last. */
  readonly reached: string | undefined;
  /** Settings of the last Connect. */
  readonly settings: ConnectionSettings | undefined;
  readonly subscriptions: readonly SubscriptionStatus[];
  /** Newest first. */
  readonly sent: readonly SentEntry[];
  /** The last request for id and token over HTTPS. */
  readonly preAuth: PreAuthFacts | undefined;
  /** Facts that the companion learnt at the last attempt. */
  readonly line: LineFacts | undefined;
  /** Round trip of the last ping, ms. */
  readonly ping: number | undefined;
  /** The broker grants the untouched filter no higher QoS than 0. False once the user has seen it. */
  readonly staysAtMostOnce?: boolean;
  /** About so many messages are under way, and the broker probably waits for our acknowledgements. */
  readonly awaitedAcks?: number | undefined;
  /** Malformed packets of this connection that it went on after. */
  readonly passedOver: number;
  /** Last reported status. Undefined until a filter is armed. */
  readonly armed: ArmedStatus | undefined;
  /** Last reported status. Absent until a rule has answered. */
  readonly answers?: AnswerStatus | undefined;
  /** An internal error. */
  readonly fault: ConnectionFact | undefined;
  /** The worker does not answer. */
  readonly silence?: WorkerSilence | undefined;
  /** The user ended its worker after that silence. Only the data in the page is left. */
  readonly ended?: WorkerSilence | undefined;
  /** Set if the capture was read from a file. */
  readonly file: OpenedFile | undefined;
  /** Set if the capture shows other clients' packets at a broker. */
  readonly tap: OpenedTap | undefined;
  /** Number of the newest packet that a file has; 0: none was saved. */
  readonly savedTo: number;
  /** Marks were made or changed since it was saved. */
  readonly unsavedMarks: boolean;
  /** Id of the files that keep its newest packets for a reload. */
  readonly kept?: string | undefined;
  /** They are no longer kept, because the disk is full or the browser has removed a file. */
  readonly keepingEnded?: true | undefined;
  /**
   * Packets from before a reload: they are being read, or were read and lack this number of packets, which had no
   * room. Absent: there are none.
   */
  readonly recalled?: 'reading' | number | undefined;
}

/** Other clients' packets in a separate tab. */
export interface OpenedTap {
  readonly clients: readonly string[] | 'all';
  /** Id of the companion's device tap. */
  readonly deviceTap?: number | undefined;
  /** Connection of the broker. */
  readonly from: string;
  readonly state: TapState;
}

/** A capture file in its own tab. */
export interface OpenedFile extends Omit<OpeningProgress, 'state'> {
  readonly name: string;
  /** `not-opened`: was open before a reload; the user has to open it again. */
  readonly state: OpeningProgress['state'] | { readonly kind: 'not-opened' };
}

interface ConnectionsState {
  readonly list: readonly OpenConnection[];
  /** Id of the connection whose tab is in front. */
  readonly active: string | undefined;
}

export const useConnections = create<ConnectionsState>()(() => ({ list: [], active: undefined }));

export function connectionById(id: string): OpenConnection | undefined {
  return useConnections.getState().list.find((connection) => connection.id === id);
}

/** True if messages can arrive now. */
export function isHeard({ state, tap }: Pick<OpenConnection, 'state' | 'tap'>): boolean {
  return state.kind === 'connected' || tap?.state.kind === 'open';
}

/** Connection of the tab in front. */
export function activeConnection(): OpenConnection | undefined {
  const { active } = useConnections.getState();
  return active === undefined ? undefined : connectionById(active);
}

/** Current values of these names. Other changes, such as a ping, do not redraw the component. */
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

/** Changes only the displayed state of a connection. Commands go to its worker. */
export function change(
  id: string,
  patch: (before: OpenConnection) => Partial<OpenConnection>,
): void {
  useConnections.setState(({ list }) => ({
    list: list.map((one) => (one.id === id ? { ...one, ...patch(one) } : one)),
  }));
}

/** Reports an internal error with the connection, in words that the user can report. */
export function reportError(id: string, why: unknown): void {
  change(id, () => ({ fault: saidBy(why) }));
}

export function activateConnection(id: string): void {
  useConnections.setState({ active: id });
}

export function renameConnection(id: string, name: string): void {
  change(id, () => ({ name }));
}

/** Settings for the next Connect, as after a closed connection: its subscriptions wait. */
export function prepareConnection(id: string, settings: ConnectionSettings): void {
  const { subscriptions } = settings;
  const waiting = subscriptions.map((subscription) => {
    return { subscription, state: { kind: 'waiting' } } as const;
  });
  // The worker will report the same once it has started.
  change(id, () => ({ settings, subscriptions: waiting }));
  connectionById(id)?.handle.send({ kind: 'subscribe-all', subscriptions });
}

/** Opens a tab instead of one whose worker was ended. */
let renewed = (ended: string): string => ended;

export function setRenewal(renew: (ended: string) => string): void {
  renewed = renew;
}

/** Connects. If the connection's worker was ended, opens a new tab so that the old packets stay readable. */
export function connect(id: string, settings: ConnectionSettings): void {
  const target = connectionById(id)?.ended === undefined ? id : renewed(id);
  change(target, ({ state }) => ({
    settings,
    staysAtMostOnce: false,
    // The worker will report the same once it has started.
    ...(state.kind === 'closed' && { state: { kind: 'connecting', attempt: 1 } }),
  }));
  noteConnecting(target);
  connectionById(target)?.handle.send({ kind: 'connect', settings });
}

/** Before its first connection, a tab shows only the form to connect. */
export const hasDesks = ({
  settings,
  file,
  tap,
}: Pick<OpenConnection, 'settings' | 'file' | 'tap'>) => (settings ?? file ?? tap) !== undefined;
