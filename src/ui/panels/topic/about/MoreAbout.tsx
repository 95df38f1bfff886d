import { ChevronDown, ChevronRight } from 'lucide-react';
import type { RefObject } from 'react';
import { flushSync } from 'react-dom';
import { Boundary, Button, useText } from '#kit';
import { AboutPanel } from './AboutPanel.tsx';
import { type AboutTab, chooseAboutTab, useAboutTab } from './aboutTab.ts';

interface MoreAboutProps {
  readonly connectionId: string;
  readonly topic: string;
  /** The topic has topics below it. */
  readonly hasBelow: boolean;
  /** The open section. */
  readonly section: RefObject<HTMLElement | null>;
}

const ALONE: readonly AboutTab[] = ['history', 'keys', 'traffic'];
const WITH_BELOW: readonly AboutTab[] = ['history', 'keys', 'below', 'traffic', 'retainedList'];

const useOpen = (connectionId: string, hasBelow: boolean): AboutTab =>
  useAboutTab(connectionId, hasBelow ? WITH_BELOW : ALONE);

/** Buttons at the foot of a topic's page that open a further section below it. */
export function MoreAboutBar({ connectionId, hasBelow, section }: Omit<MoreAboutProps, 'topic'>) {
  const t = useText().topic;
  const open = useOpen(connectionId, hasBelow);
  // Only the click that opens a section scrolls. Another topic with an open section starts at its top.
  const show = (tab: AboutTab): void => {
    flushSync(() => chooseAboutTab(connectionId, tab));
    section.current?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <div
      role="group"
      aria-label={t.aboutTopic}
      className="flex min-h-(--h-tabs) shrink-0 flex-wrap items-center gap-1 border-t border-line px-2"
    >
      {(hasBelow ? WITH_BELOW : ALONE).map((tab) => {
        if (tab === 'history') return null;
        const isOpen = tab === open;
        const Icon = isOpen ? ChevronDown : ChevronRight;
        return (
          <Button
            key={tab}
            look="quiet"
            className="h-(--h-small)"
            icon={<Icon size={12} aria-hidden />}
            expanded={isOpen}
            onClick={() => show(isOpen ? 'history' : tab)}
          >
            {t[tab].title}
          </Button>
        );
      })}
    </div>
  );
}

/** The open section. */
export function MoreAbout({ connectionId, topic, hasBelow, section }: MoreAboutProps) {
  const t = useText().topic;
  const open = useOpen(connectionId, hasBelow);
  if (open === 'history') return null;
  const { title } = t[open];
  return (
    <section
      ref={section}
      aria-label={title}
      className="flex max-h-96 min-h-56 shrink-0 flex-col border-t border-line"
    >
      <Boundary key={open} part={open} name={title} of={topic}>
        <AboutPanel
          connectionId={connectionId}
          path={topic}
          tab={open}
          // The button above has the title.
          tabs={null}
        />
      </Boundary>
    </section>
  );
}
