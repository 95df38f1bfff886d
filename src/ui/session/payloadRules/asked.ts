/** The dialog for payload rules: its connection and topic. */
import { create } from 'zustand';
import { openOverlay } from '../dialogs/overlay.ts';

interface Asked {
  readonly connectionId: string;
  /** Topic that the user looks at. */
  readonly topic: string | undefined;
}

export const useRulesAsked = create<{ readonly asked: Asked | undefined }>()(() => ({
  asked: undefined,
}));

export function askForRules(connectionId: string, topic?: string): void {
  useRulesAsked.setState({ asked: { connectionId, topic } });
  openOverlay('payloadRules');
}
