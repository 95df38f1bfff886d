import { useEffect } from 'react';
import { EmptyState, SearchBox, useText } from '#kit';
import { ListAndDetail } from '../../pieces/lists/ListAndDetail.tsx';
import { NextStep } from '../../pieces/NextStep.tsx';
import { connectionById, useConnection } from '../../session/connection/connections.ts';
import { useCounter, useWindowPart } from '../../session/connection/useWindowPart.ts';
import { problemLines } from '../../session/problems/lines.ts';
import { placeOf, setPlace, useProblemsPlace } from '../../session/problems/place.ts';
import { searchedGroups } from '../../session/problems/searchedGroups.ts';
import { useProblemCount } from '../../session/problems/useProblemCount.ts';
import { ProblemsGrid } from './ProblemsGrid.tsx';
import { RuleExplanation } from './RuleExplanation.tsx';

/** Problems by rule, and the explanation of the selected rule below. */
export function ProblemsView({ connectionId }: { connectionId: string }) {
  const loop = useConnection(connectionId, 'loop')?.loop;
  const { open, cursor, search } = useProblemsPlace(connectionId);
  const { explain, problems } = useText();
  const reply = loop?.part('problems');
  const groups = reply && searchedGroups(reply.groups, search, explain.rule);
  const lines = problemLines(reply && groups && { ...reply, groups }, open);
  useRead(connectionId);
  const chosen = lines.groups.find(({ rule }) => rule === cursor?.rule) ?? lines.groups[0];
  return (
    <ListAndDetail
      list={
        <>
          <Summary connectionId={connectionId} />
          <ProblemsGrid
            connectionId={connectionId}
            lines={lines}
            empty={
              search === '' ? (
                <NoProblems connectionId={connectionId} />
              ) : (
                <EmptyState title={problems.noneFound} />
              )
            }
          />
        </>
      }
      chosen={chosen?.rule}
      detail={chosen && <RuleExplanation connectionId={connectionId} group={chosen} />}
    />
  );
}

function Summary({ connectionId }: { connectionId: string }) {
  const t = useText().problems;
  const { search } = useProblemsPlace(connectionId);
  const counted = useCounter(connectionId, ({ problems }) => problems);
  const rows = useConnection(connectionId, 'loop')?.loop.part('problems')?.rows;
  const groups = useConnection(connectionId, 'loop')?.loop.part('problems')?.groups;
  // Each row is a rule.
  const rules = groups?.filter(({ muted }) => !muted).length ?? 0;
  const graver = (counted?.total ?? 0) - (counted?.notes ?? 0);
  const forgotten = rows?.forgotten ?? 0;
  if ((counted?.total ?? 0) === 0 && forgotten === 0) return null;
  return (
    <div className="flex min-h-(--h-tool) shrink-0 items-center gap-2 border-b border-line px-3 py-1 whitespace-nowrap text-fg-2">
      {counted !== undefined && counted.total > 0 && (
        <>
          {graver > 0 && (
            <span className={counted.errors > 0 ? 'text-err' : undefined}>
              {t.total(graver, counted.errors)}
            </span>
          )}
          {graver > 0 && counted.notes > 0 && <span aria-hidden="true">·</span>}
          {counted.notes > 0 && <span>{t.notes(counted.notes)}</span>}
          {rules > 0 && <span>{t.byRules(rules)}</span>}
        </>
      )}
      <div className="ml-auto w-72 min-w-36">
        <SearchBox
          label={t.search}
          clearLabel={t.clearSearch}
          value={search}
          onChange={(text) => setPlace(connectionId, { search: text })}
        />
      </div>
      {forgotten > 0 && (
        <span className="truncate text-xs text-warn">{t.forgotten(forgotten)}</span>
      )}
    </div>
  );
}

function NoProblems({ connectionId }: { connectionId: string }) {
  const { kit, problems, explain } = useText();
  const t = problems.empty;
  const packets = useCounter(connectionId, (counters) => counters.packets) ?? 0;
  return (
    <EmptyState
      title={packets === 0 ? t.titleNothing : t.title}
      text={packets === 0 ? t.nothing : `${explain.watched(packets)}${kit.gap}${t.text}`}
    >
      {packets === 0 && <NextStep connectionId={connectionId} />}
    </EmptyState>
  );
}

/**
 * Marks visible problems as read: the tab's count disappears, and new entries keep their mark until the view
 * is left.
 */
function useRead(connectionId: string): void {
  const total = useProblemCount(connectionId, 'total');
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
  }, [connectionId, groups, total]);
}
