import type { ReactNode } from 'react';
import type { AboutTab } from './aboutTab.ts';
import { KeysPanel } from './KeysPanel.tsx';
import { LevelPanel } from './LevelPanel.tsx';
import { RetainedPanel } from './RetainedPanel.tsx';
import { TrafficPanel } from './TrafficPanel.tsx';

interface AboutPanelProps {
  readonly connectionId: string;
  /** undefined: of all topics. */
  readonly path: string | undefined;
  readonly tab: Exclude<AboutTab, 'history'>;
  readonly tabs: ReactNode;
}

/** Facts about a topic, or about a level and everything below it, except the history. */
export function AboutPanel({ connectionId, path, tab, tabs }: AboutPanelProps) {
  switch (tab) {
    case 'keys':
      return <KeysPanel connectionId={connectionId} topic={path ?? ''} tabs={tabs} />;
    case 'traffic':
      return <TrafficPanel connectionId={connectionId} path={path} tabs={tabs} />;
    case 'retainedList':
      return <RetainedPanel connectionId={connectionId} path={path} tabs={tabs} />;
    case 'below':
      return (
        <>
          {tabs && <TabBar>{tabs}</TabBar>}
          <LevelPanel connectionId={connectionId} path={path} />
        </>
      );
  }
}

function TabBar({ children }: { children: ReactNode }) {
  return (
    <div className="flex h-(--h-tabs) shrink-0 items-center border-b border-line bg-bar pr-1 whitespace-nowrap">
      {children}
    </div>
  );
}
