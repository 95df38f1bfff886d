import { useEffect, useState } from 'react';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { useFirstText } from '../../kit/language/firstText.ts';
import { useConnection } from '../../session/connections.ts';
import { useEmptied } from '../../session/packets/actions.ts';
import { useCounters } from '../../session/useWindowPart.ts';
import { searchTopics, useSearch } from './search.ts';

/** Filters named in one sentence. */
const NAMED = 3;

/** Why the tree is empty, where it is. */
export function NoTopics({ connectionId }: { connectionId: string }) {
  const { captures, taps, topics: t } = useFirstText();
  const search = useSearch(connectionId);
  const connection = useConnection(connectionId, 'file', 'loop', 'state', 'subscriptions', 'tap');
  const topics = useCounters(connectionId)?.topics ?? 0;
  const isEmptied = useEmptied(connectionId);
  const shown = connection?.loop.part('topics')?.total;
  if (shown !== 0) return null;
  const filters = (connection?.subscriptions ?? [])
    .filter(({ state }) => state.kind === 'granted')
    .map(({ subscription }) => subscription.filter);
  return (
    <div className="pointer-events-none absolute inset-x-0 top-4 *:pointer-events-auto">
      {topics > 0 && search !== '' ? (
        <EmptyState title={t.nothingFound.title} text={t.nothingFound.text(search)}>
          <Button onClick={() => searchTopics(connectionId, '')}>{t.showAll}</Button>
        </EmptyState>
      ) : topics > 0 ? null : isEmptied ? (
        <Cleared isLive={connection?.state.kind === 'connected'} />
      ) : connection?.state.kind !== 'connected' ? (
        connection?.tap !== undefined ? (
          <EmptyState title={taps.noTopics} />
        ) : connection?.file === undefined ? (
          <EmptyState title={t.nothingYet.title} text={t.nothingYet.closed} />
        ) : (
          <EmptyState title={captures.noTopics} />
        )
      ) : filters.length === 0 ? (
        <EmptyState title={t.nothingYet.title} text={t.nothingYet.unsubscribed} />
      ) : (
        <Waiting key={filters.join(' ')} filters={filters} />
      )}
    </div>
  );
}

/** Since it is drawn. */
function useSeconds(): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return seconds;
}

function Cleared({ isLive }: { isLive: boolean }) {
  const t = useFirstText().topics.cleared;
  const seconds = useSeconds();
  return <EmptyState title={t.title} text={isLive ? t.waiting(seconds) : t.text} />;
}

function Waiting({ filters }: { filters: readonly string[] }) {
  const { topics, kit } = useFirstText();
  const t = topics.nothingYet;
  const seconds = useSeconds();
  const named = filters.slice(0, NAMED).join(kit.listed);
  const rest = filters.length > NAMED ? ` +${filters.length - NAMED}` : '';
  return <EmptyState title={t.title} text={t.waiting(named + rest, seconds)} />;
}
