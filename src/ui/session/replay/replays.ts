/** The requested or running replay. There is at most one. */

import { create } from 'zustand';
import { whenClosed } from '../connectionTabs.ts';
import type { ReplayState } from './run.ts';

export const useReplays = create<{
  /** Connection with the messages of the dialog. */
  readonly asked: string | undefined;
  readonly target: string;
  readonly state: ReplayState | undefined;
}>()(() => ({ asked: undefined, target: '', state: undefined }));

whenClosed((closed) => {
  if (useReplays.getState().asked === closed) dropReplayDialog();
});

export function askToReplay(connectionId: string): void {
  useReplays.setState({ asked: connectionId });
}

export function dropReplayDialog(): void {
  useReplays.setState({ asked: undefined });
}
