/** Packets that are kept over a reload: the setting, the files of each tab, and packets of closed tabs. */
import { create } from 'zustand';
import type { ClosedTab } from '../../../connection/keeping/keptFolder.ts';
import { newId } from '../../../profiles/settings/ids.ts';
import { remember, remembered } from '../../kit/language/remembered.ts';
import { loadedLater } from '../../kit/loading/loadedLater.ts';
import { whenIdle } from '../../kit/page/whenIdle.ts';
import type { ConnectionHandle } from '../connection/connectionHandle.ts';
import { change, connectionById, useConnections } from '../connection/connections.ts';
import { openFile } from './fileTabs.ts';

const SETTING = 'keepPackets';

interface Kept {
  readonly isOn: boolean;
  /** The newest first. */
  readonly closed: readonly ClosedTab[];
}

export const useKeptPackets = create<Kept>(() => ({ isOn: isOn(), closed: [] }));

const folder = loadedLater(() => import('../../../connection/keeping/keptFolder.ts'));

/** Handles whose packets are kept, or were until the setting was turned off. */
const asked = new WeakSet<ConnectionHandle>();

function isOn(): boolean {
  return remembered(SETTING) !== false;
}

/** Keeps the packets of a tab. @param before id of the files with its packets from before a reload */
export function keepPackets(id: string, before?: string): void {
  const connection = connectionById(id);
  if (connection === undefined || !useKeptPackets.getState().isOn) return;
  const kept = before ?? newId();
  asked.add(connection.handle);
  change(id, () => ({ kept, ...(before && { recalled: 'reading' as const }) }));
  connection.handle.send({ kind: 'keep', id: kept, ...(before && { isReload: true }) });
}

function keepAll(): void {
  for (const { id, handle, settings, file, tap } of useConnections.getState().list) {
    // Only a broker may show the packets of other clients again, and files are on the disk.
    if (settings && !file && !tap && !asked.has(handle)) keepPackets(id);
  }
}

export function setKeeping(on: boolean): void {
  remember(SETTING, on);
  applySetting(on);
}

function applySetting(on: boolean): void {
  useKeptPackets.setState({ isOn: on });
  if (on) {
    keepAll();
    return;
  }
  for (const { id, handle } of useConnections.getState().list) {
    if (asked.delete(handle)) handle.send({ kind: 'keep', id: undefined });
    change(id, () => ({ kept: undefined, keepingEnded: undefined }));
  }
  removeClosedTabs();
}

/** Whether this browser has files for this page. */
export const hasFiles = async (): Promise<boolean> => (await folder.load()).hasKeptFolder();

async function lookForClosedTabs(): Promise<void> {
  try {
    const { closedTabs } = await folder.load();
    const own = useConnections.getState().list.flatMap(({ kept }) => kept ?? []);
    const closed = await closedTabs(new Set(own));
    useKeptPackets.setState({ closed });
    if (!isOn()) for (const { id } of closed) void removeClosedTab(id);
  } catch {
    // A browser without such files has no packets in them.
  }
}

/** Opens the packets as a capture. They are not offered again. */
export async function openClosedTab({ id }: ClosedTab, name: string): Promise<void> {
  const { takeClosed } = await folder.load();
  forget(id);
  const packets = await takeClosed(id);
  if (packets !== undefined) openFile(new File([packets], `${name}.mqttscope`));
}

export function removeClosedTabs(): void {
  for (const { id } of useKeptPackets.getState().closed) void removeClosedTab(id);
}

export async function removeClosedTab(id: string): Promise<void> {
  forget(id);
  const { removeClosed } = await folder.load();
  await removeClosed(id).catch(() => undefined);
}

const forget = (id: string): void =>
  useKeptPackets.setState(({ closed }) => ({ closed: closed.filter((one) => one.id !== id) }));

export function startKeptPackets(): void {
  useConnections.subscribe(({ list }, before) => {
    if (list !== before.list) keepAll();
  });
  // Another page has changed the setting.
  window.addEventListener('storage', ({ key }) => {
    if (key === `mqttscope.${SETTING}` && isOn() !== useKeptPackets.getState().isOn)
      applySetting(isOn());
  });
  whenIdle(() => void lookForClosedTabs());
}
