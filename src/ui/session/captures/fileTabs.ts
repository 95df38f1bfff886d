/** Tabs of capture files. */
import { change, connectionById } from '../connection/connections.ts';
import { perConnection } from '../connection/perConnection.ts';
import { openConnection } from '../connectionTabs.ts';
import { setView } from '../view/tabView.ts';

/** Names of predefined MQTT-SN topics that the user entered for a file. Empty: none. */
export const sensorTopicNames = perConnection('');

/**
 * Opens a capture file in a new tab, or in the tab that expects it. Returns the tab's id.
 * @param keyLogs TLS key logs, chosen with the file
 */
export function openFile(file: File, keyLogs: readonly File[] = [], id = openConnection()): string {
  showFile(id, file, 'reading');
  const sensorTopics = sensorTopicNames.of(id);
  const names = sensorTopics === '' ? undefined : { sensorTopics };
  connectionById(id)?.handle.send({ kind: 'open-file', file, keyLogs, ...names });
  return id;
}

/** Opens a tab for a file that only the user can open. Returns its id. */
export function expectFile({
  sensorTopics = '',
  ...file
}: Pick<File, 'name' | 'size'> & { readonly sensorTopics?: string | undefined }): string {
  const id = openConnection();
  if (sensorTopics !== '') sensorTopicNames.set(id, sensorTopics);
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
