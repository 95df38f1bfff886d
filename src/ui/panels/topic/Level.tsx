import { useText } from '#kit';
import { AboutPanel } from './about/AboutPanel.tsx';
import { AboutTabs } from './about/AboutTabs.tsx';
import { type AboutTab, useAboutTab } from './about/aboutTab.ts';

/** In the order of their tabs. */
const TABS: readonly Exclude<AboutTab, 'history' | 'keys'>[] = ['below', 'traffic', 'retainedList'];

interface LevelProps {
  readonly connectionId: string;
  /** undefined: all topics. */
  readonly path: string | undefined;
}

/** A level without its own messages: lists the topics below it. */
export function Level({ connectionId, path }: LevelProps) {
  const t = useText().topic;
  const chosen = useAboutTab(connectionId, TABS);
  const tab = TABS.find((one) => one === chosen) ?? 'below';
  return (
    <section aria-label={t[tab].title} className="flex min-h-0 flex-1 flex-col">
      <AboutPanel
        {...{ connectionId, path, tab }}
        tabs={<AboutTabs connectionId={connectionId} tabs={TABS} value={tab} />}
      />
    </section>
  );
}
