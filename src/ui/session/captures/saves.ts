/** Captures being saved: one at a time, with progress. */

import { create } from 'zustand';
import type { SaveChoices } from '../../../connection/files/fileProtocol.ts';
import { loadedLater } from '../../kit/loading/loadedLater.ts';
import type { OpenConnection } from '../connection/connections.ts';

export interface SaveUnderWay {
  readonly connectionId: string;
  readonly name: string;
  readonly examined: number;
  readonly packets: number;
}

export interface SaveOutcome {
  readonly failed: boolean;
  readonly text: string;
}

export const useSaves = create<{
  /** Connection that the dialog saves. */
  readonly asked: string | undefined;
  /** Topic filter for exporting only matching messages. */
  readonly topic: string | undefined;
  readonly underWay: SaveUnderWay | undefined;
  readonly outcome: SaveOutcome | undefined;
}>()(() => ({ asked: undefined, topic: undefined, underWay: undefined, outcome: undefined }));

/** Everything, to open again, and no secrets. */
const AS_A_WHOLE: SaveChoices = {
  format: 'mqttscope',
  withSecrets: false,
  withStandIns: false,
  filtered: false,
};

/** Loaded early, because after a lost connection the captured packets could not be saved. */
const saving = loadedLater(async () => (await import('./saving.ts')).save, {
  idle: 'first',
  name: 'save',
});

/** True if the worker has anything to save. */
export const hasPackets = ({ loop, ended }: Pick<OpenConnection, 'loop' | 'ended'>): boolean =>
  ended === undefined && (loop.counters()?.packets ?? 0) > 0;

/** Must be called within a user click. `then` runs when the file is complete. */
export function saveAtOnce(connectionId: string, then?: () => void): void {
  saving.with((save) => void save(connectionId, AS_A_WHOLE, then));
}

/** Opens the save dialog. @param topic a topic filter that limits the saved messages */
export function askToSave(connectionId: string, topic?: string): void {
  if (useSaves.getState().underWay === undefined) useSaves.setState({ asked: connectionId, topic });
}

export function dropSaveDialog(): void {
  useSaves.setState({ asked: undefined });
}

export function dropOutcome(): void {
  useSaves.setState({ outcome: undefined });
}
