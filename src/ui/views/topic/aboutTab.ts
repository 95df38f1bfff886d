/** Which part of what is known of a topic a person looks at; it stays while they go from topic to topic. */
import { perConnection } from '../../session/perConnection.ts';

export type AboutTab = 'history' | 'keys' | 'below' | 'traffic' | 'retainedList';

const chosen = perConnection<AboutTab>('history');

/** The one that was chosen last, where the topic has it; else its first. */
export function useAboutTab(connectionId: string, tabs: readonly AboutTab[]): AboutTab {
  const tab = chosen.use(connectionId);
  return tabs.includes(tab) ? tab : (tabs[0] ?? 'below');
}

export const chooseAboutTab = chosen.set;
