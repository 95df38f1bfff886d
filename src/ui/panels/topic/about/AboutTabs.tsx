import { Tabs, useText } from '#kit';
import { type AboutTab, chooseAboutTab } from './aboutTab.ts';

interface AboutTabsProps {
  readonly connectionId: string;
  readonly tabs: readonly AboutTab[];
  readonly value: AboutTab;
}

export function AboutTabs({ connectionId, tabs, value }: AboutTabsProps) {
  const t = useText().topic;
  const labels: Readonly<Record<AboutTab, string>> = {
    history: t.history,
    keys: t.keys.title,
    below: t.below.title,
    traffic: t.traffic.title,
    retainedList: t.retainedList.title,
  };
  return (
    <Tabs
      label={t.aboutTopic}
      value={value}
      tabs={tabs.map((tab) => ({ value: tab, label: labels[tab] }))}
      onChange={(tab) => chooseAboutTab(connectionId, tab)}
      more={t.aboutTopic}
    />
  );
}
