/**
 * Tabs of connections: opened with their own worker, closed, and restored while their capture still exists.
 */
import { dropNotLoaded } from '../kit/language/notLoaded.ts';
import { browserClock } from './connection/browserClock.ts';
import type { ConnectionHandle } from './connection/connectionHandle.ts';
import {
  change,
  connectionById,
  type OpenConnection,
  reportError,
  setRenewal,
  useConnections,
} from './connection/connections.ts';
import { forgetConnection } from './connection/perConnection.ts';
import { WindowLoop } from './connection/windows.ts';
import { applyEvent } from './workerEvents.ts';

let openHandle: (() => ConnectionHandle) | undefined;

/** Sets the factory of connection workers, once at the start. */
export function setHandleFactory(factory: () => ConnectionHandle): void {
  openHandle = factory;
}

const closingListeners = new Set<(id: string) => void>();
const closeListeners = new Set<(id: string) => void>();
const renewListeners = new Set<(ended: string, fresh: string) => void>();
let lastConnection = 0;

/** Opens a tab with its worker and brings it to the front. Returns its id. */
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
      (why) => reportError(id, why),
    ),
    state: { kind: 'closed', failure: undefined },
    failure: undefined,
    wasConnected: false,
    reached: undefined,
    settings: undefined,
    subscriptions: [],
    sent: [],
    preAuth: undefined,
    line: undefined,
    ping: undefined,
    passedOver: 0,
    armed: undefined,
    fault: undefined,
    file: undefined,
    tap: undefined,
    savedTo: 0,
    unsavedMarks: false,
  };
  handle.listen((event) => {
    if (event.kind === 'stirred' && event.awaited) connection.loop.owe();
    else connection.loop.stir();
    applyEvent(id, event);
  });
  useConnections.setState(({ list }) => ({ list: [...list, connection], active: id }));
  return id;
}

/** The tab if it is unused, otherwise a new one in front. Returns its id. */
export function unusedTab(id: string | undefined): string {
  const there = id === undefined ? undefined : connectionById(id);
  const isUnused =
    there !== undefined &&
    there.settings === undefined &&
    there.file === undefined &&
    there.tap === undefined;
  return isUnused ? there.id : openConnection();
}

/** Moves a tab in front of another. */
export function putInPlaceOf(id: string, other: string): void {
  useConnections.setState(({ list }) => {
    const moved = list.find((one) => one.id === id);
    if (moved === undefined) return {};
    const rest = list.filter((one) => one !== moved);
    return {
      list: rest.flatMap((one) => (one.id === other ? [moved, one] : [one])),
    };
  });
}

setRenewal(renew);

function renew(ended: string): string {
  const fresh = openConnection(connectionById(ended)?.name);
  for (const listener of renewListeners) listener(ended, fresh);
  return fresh;
}

/** For state that moves with a connection into a new tab. */
export function whenRenewed(listener: (ended: string, fresh: string) => void): void {
  renewListeners.add(listener);
}

/** Ends an unresponsive worker. The packets in the page stay. */
export function endWorker(id: string): void {
  const connection = connectionById(id);
  if (connection === undefined) return;
  const { handle, state, silence } = connection;
  handle.end();
  change(id, ({ failure }) => ({
    silence: undefined,
    ended: silence ?? { since: Date.now() },
    ping: undefined,
    ...(state.kind !== 'file' && { state: { kind: 'closed', failure } }),
  }));
}

/** Ends the worker and discards the tab and its capture. */
export function closeConnection(id: string): void {
  setAside(id)?.forget();
}

/** A tab that was closed: its connection has ended, its capture is still there. */
interface ClosedTab {
  /** Restores the tab at its position, in front. */
  readonly putBack: () => void;
  /** For good. */
  readonly forget: () => void;
}

export function setAside(id: string): ClosedTab | undefined {
  if (connectionById(id) === undefined) return undefined;
  for (const listener of closingListeners) {
    listener(id);
  }
  const closing = connectionById(id);
  if (closing === undefined) return undefined;
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

/** For messages to send before closing, while the connection and the line to its broker still exist. */
export function whenClosing(listener: (id: string) => void): void {
  closingListeners.add(listener);
}

/** For work elsewhere that must end with a connection. Returns a function that stops it. */
export function whenClosed(listener: (id: string) => void): () => void {
  closeListeners.add(listener);
  return () => {
    closeListeners.delete(listener);
  };
}
