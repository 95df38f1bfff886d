/** Selected tab of the facts about a topic, kept when the topic changes. */
import { perConnection } from '../../../session/connection/perConnection.ts';

export type AboutTab = 'history' | 'keys' | 'below' | 'traffic' | 'retainedList';

const chosen = perConnection<AboutTab>('history');

/** The last selected tab if the topic has it. Otherwise its first. */
export function useAboutTab(connectionId: string, tabs: readonly AboutTab[]): AboutTab {
  const tab = chosen.use(connectionId);
  return tabs.includes(tab) ? tab : (tabs[0] ?? 'below');
}

export const chooseAboutTab = chosen.set;
