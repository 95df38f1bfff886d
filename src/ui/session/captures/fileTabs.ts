/** Capture files in tabs of their own. */
import { change, connectionById } from '../connections.ts';
import { openConnection } from '../connectionTabs.ts';
import { setView } from '../tabView.ts';

/**
 * Opens a capture file in a tab of its own, or in one that expects it. Returns the tab's id.
 * @param keyLogs of TLS, chosen with it
 */
export function openFile(file: File, keyLogs: readonly File[] = [], id = openConnection()): string {
  showFile(id, file, 'reading');
  connectionById(id)?.handle.send({ kind: 'open-file', file, keyLogs });
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
