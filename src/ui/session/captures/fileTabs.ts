/** Tabs of capture files. */
import type { ReadingChoices } from '../../../engine/files/events/captureEvents.ts';
import { change, connectionById } from '../connection/connections.ts';
import { perConnection } from '../connection/perConnection.ts';
import { closeConnection, openConnection, putInPlaceOf } from '../connectionTabs.ts';
import { setView } from '../view/tabView.ts';

/** Names of predefined MQTT-SN topics that the user entered for a file. Empty: none. */
export const sensorTopicNames = perConnection('');

interface Opened {
  readonly file: File;
  readonly keyLogs: readonly File[];
  readonly choices: ReadingChoices;
}

/** File of a tab, and the user's choices for it. */
const opened = perConnection<Opened | undefined>(undefined);
const NO_CHOICES: ReadingChoices = {};

/** True if the user reveals the masked bytes in the file of a tab. */
const revealed = perConnection(false);
export const useRevealed = revealed.use;

export function reveal(id: string, isRevealed: boolean): void {
  revealed.set(id, isRevealed);
  connectionById(id)?.handle.send({ kind: 'reveal', isRevealed });
}

export const useReadingChoices = (id: string): ReadingChoices =>
  opened.use(id)?.choices ?? NO_CHOICES;

/** Reads the file of a tab again with other choices, in a new tab at its place. A tab with unsaved marks stays. */
export function readAgain(id: string, changed: ReadingChoices): void {
  const before = opened.of(id);
  if (before === undefined) return;
  const fresh = openConnection();
  sensorTopicNames.set(fresh, sensorTopicNames.of(id));
  openFile(before.file, before.keyLogs, fresh, { ...before.choices, ...changed });
  if (revealed.of(id)) reveal(fresh, true);
  putInPlaceOf(fresh, id);
  if (connectionById(id)?.unsavedMarks !== true) closeConnection(id);
}

/**
 * Opens a capture file in a new tab, or in the tab that expects it. Returns the tab's id.
 * @param keyLogs TLS key logs, chosen with the file
 */
export function openFile(
  file: File,
  keyLogs: readonly File[] = [],
  id = openConnection(),
  choices: ReadingChoices = {},
): string {
  opened.set(id, { file, keyLogs, choices });
  showFile(id, file, 'reading');
  const sensorTopics = sensorTopicNames.of(id);
  const names = sensorTopics === '' ? undefined : { sensorTopics };
  connectionById(id)?.handle.send({ kind: 'open-file', file, keyLogs, choices, ...names });
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
  setView(id, { screen: 'capture', panel: 'packets', following: false });
}
