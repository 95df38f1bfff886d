import { useEffect, useRef } from 'react';
import { LIMITS, setLayout, useLayout } from '../app/layout.ts';
import { EmptyState } from '../kit/EmptyState.tsx';
import { Splitter } from '../kit/Splitter.tsx';
import { connectionById, useConnection } from '../state/connections.ts';
import { useCounters, useWindowPart } from '../state/useWindowPart.ts';
import { useText } from '../text/useText.ts';
import { problemLines } from './lines.ts';
import { ProblemsGrid } from './ProblemsGrid.tsx';
import { placeOf, setPlace, useProblemsPlace } from './place.ts';
import { RuleExplanation } from './RuleExplanation.tsx';
import { useProblemCount } from './useProblemCount.ts';

/** What was found, by rule, and below it what the chosen rule says. */
export function ProblemsView({ connectionId }: { connectionId: string }) {
  const shell = useText().shell;
  const loop = useConnection(connectionId)?.loop;
  const { open, cursor } = useProblemsPlace(connectionId);
  const { list } = useLayout();
  const box = useRef<HTMLDivElement>(null);
  const lines = problemLines(loop?.part('problems'), open);
  useRead(connectionId);
  const chosen = lines.groups.find(({ rule }) => rule === cursor?.rule) ?? lines.groups[0];
  return (
    <div ref={box} className="flex h-full min-h-0 flex-col">
      <div className="flex min-h-0 flex-col" style={{ flex: `${list} 1 0` }}>
        <Summary connectionId={connectionId} />
        <div className="relative flex min-h-0 flex-1 flex-col">
          <ProblemsGrid connectionId={connectionId} lines={lines} />
          {lines.groups.length === 0 && <NoProblems connectionId={connectionId} />}
        </div>
      </div>
      {chosen !== undefined && (
        <>
          <Splitter
            label={shell.resizeDetail}
            orientation="horizontal"
            value={list * 100}
            min={LIMITS.list[0] * 100}
            max={LIMITS.list[1] * 100}
            perPixel={() => 100 / (box.current?.clientHeight ?? 800)}
            step={5}
            onChange={(value) => setLayout({ list: value / 100 })}
          />
          <div className="flex min-h-0 flex-col" style={{ flex: `${1 - list} 1 0` }}>
            <RuleExplanation connectionId={connectionId} group={chosen} />
          </div>
        </>
      )}
    </div>
  );
}

function Summary({ connectionId }: { connectionId: string }) {
  const t = useText().problems;
  const counted = useCounters(connectionId)?.problems;
  const rows = useConnection(connectionId)?.loop.part('problems')?.rows;
  return (
    <div className="flex h-(--h-ctl) shrink-0 items-center gap-2 border-b border-line px-3 whitespace-nowrap text-fg-2">
      {counted !== undefined && counted.total > 0 && (
        <>
          <span>{t.total(counted.total)}</span>
          <span aria-hidden="true">·</span>
          <span className={counted.errors > 0 ? 'text-err' : undefined}>
            {t.errors(counted.errors)}
          </span>
        </>
      )}
      {rows !== undefined && rows.forgotten > 0 && (
        <span className="ml-auto truncate text-xs text-warn">{t.forgotten(rows.forgotten)}</span>
      )}
    </div>
  );
}

function NoProblems({ connectionId }: { connectionId: string }) {
  const t = useText().problems.empty;
  const packets = useCounters(connectionId)?.packets ?? 0;
  return (
    <div className="pointer-events-none absolute inset-x-0 top-1/4">
      <EmptyState title={t.title} text={packets === 0 ? t.nothing : t.text} />
    </div>
  );
}

/** What is on screen is read: the tab's count goes, and what was new keeps its mark until the view is left. */
function useRead(connectionId: string): void {
  const unread = useProblemCount(connectionId, 'unread');
  const groups = useWindowPart(connectionId, 'problems', undefined)?.groups;
  useEffect(() => () => setPlace(connectionId, { fresh: new Set() }), [connectionId]);
  useEffect(() => {
    const fresh = groups?.filter((group) => group.unread > 0 && !group.muted) ?? [];
    if (fresh.length === 0 || document.hidden) return;
    const known = placeOf(connectionId).fresh;
    setPlace(connectionId, { fresh: new Set([...known, ...fresh.map(({ rule }) => rule)]) });
    const connection = connectionById(connectionId);
    connection?.handle.send({ kind: 'read-problems' });
    connection?.loop.refresh();
  }, [connectionId, groups, unread]);
}
