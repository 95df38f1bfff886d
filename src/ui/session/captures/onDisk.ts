/** Permission for packet logs to use the disk: off until the user allows it. */
import { create } from 'zustand';
import type { Leftover } from '../../../connection/environment/originFolder.ts';
import { newId } from '../../../profiles/settings/ids.ts';
import { remember, remembered } from '../../kit/language/remembered.ts';
import { loadedLater } from '../../kit/loading/loadedLater.ts';
import { whenIdle } from '../../kit/page/whenIdle.ts';
import { browserClock } from '../connection/browserClock.ts';
import type { ConnectionHandle } from '../connection/connectionHandle.ts';
import { useConnections } from '../connection/connections.ts';
import { whenForgotten } from '../connectionTabs.ts';
import { tabName } from '../tabName.ts';

const ALLOWED = 'logOnDisk';
const MEMORY = 'logMemory';
const MIB = 1024 * 1024;

/** MiB that a log may take beside the disk; 0: as many as without it. */
export const MEMORIES = [0, 64, 16] as const;

interface LogOnDisk {
  readonly isAllowed: boolean;
  /** Member of `MEMORIES`. */
  readonly memory: number;
}

export const useLogOnDisk = create<LogOnDisk>(() => ({
  isAllowed: remembered(ALLOWED) === true,
  memory: MEMORIES.find((memory) => memory === remembered(MEMORY)) ?? 0,
}));

/** Names of the file and of the capture that were sent to each handle. */
const told = new WeakMap<ConnectionHandle, { readonly file: string; readonly called: string }>();

/**
 * Must be called before anything else is sent to the handle. @param called name of the capture, once it has
 * one
 */
export function withDisk<Handle extends ConnectionHandle>(handle: Handle, called = ''): Handle {
  const { isAllowed, memory } = useLogOnDisk.getState();
  if (!isAllowed) return handle;
  const file = told.get(handle)?.file ?? newId();
  told.set(handle, { file, called });
  handle.send({ kind: 'spill', file, called, ...(memory > 0 && { memory: memory * MIB }) });
  return handle;
}

/** Name of its file. Undefined if it has none. */
export const fileOf = (handle: ConnectionHandle): string | undefined => told.get(handle)?.file;

/** Also applies to open connections. Logs that already use the disk continue. */
export function setLogOnDisk(change: Partial<LogOnDisk>): void {
  useLogOnDisk.setState(change);
  const { isAllowed, memory } = useLogOnDisk.getState();
  remember(ALLOWED, isAllowed);
  remember(MEMORY, memory);
  for (const connection of useConnections.getState().list) {
    withDisk(connection.handle, tabName(connection));
  }
}

/** Stored captures have names that the user recognises. */
useConnections.subscribe(({ list }, before) => {
  if (list === before.list) return;
  for (const connection of list) {
    const called = tabName(connection);
    const known = told.get(connection.handle);
    if (known !== undefined && known.called !== called) withDisk(connection.handle, called);
  }
});

/** Files of workers that this page has ended, and files that the user deleted. */
const ended = new Set<string>();
export const declined = new Set<string>();

/** Looks for the file of a worker that was ended. */
export function lookForFile(file: string): Promise<void> {
  ended.add(file);
  return lookForLeftovers();
}

/** Files without an owner that the user has not deleted yet. */
export const useLeftovers = create<{ readonly list: readonly Leftover[] }>(() => ({ list: [] }));

export const folder = loadedLater(() => import('../../../connection/environment/originFolder.ts'));

/** Lists leftover files if a log may have used the disk. */
export async function lookForLeftovers(): Promise<void> {
  try {
    const { leftovers } = await folder.load();
    const list = await leftovers(ended, () => void lookForLeftovers());
    useLeftovers.setState({ list: list.filter(({ file }) => !declined.has(file)) });
  } catch {
    // A browser without such files has none.
  }
}

/** Runs now and whenever the page is shown again, because other pages may have ended meanwhile. */
export function startLeftovers(): void {
  if (remembered(ALLOWED) === undefined) return;
  whenIdle(() => void lookForLeftovers());
  browserClock.listen(() => {
    if (!browserClock.isHidden()) void lookForLeftovers();
  });
}

/** A worker that removed its file has done so by then; one that was stuck has not. */
whenForgotten((connection) => {
  const file = fileOf(connection.handle);
  if (file === undefined || connection.ended !== undefined) return;
  folder.with(({ removeLeftover }) => void removeLeftover(file).catch(() => undefined));
});
