import { useEffect, useState } from 'react';
import { Button } from '../../kit/controls/Button.tsx';
import { EmptyState } from '../../kit/display/EmptyState.tsx';
import { useText } from '../../kit/language/useText.ts';
import { NextStep } from '../../pieces/NextStep.tsx';
import { useEmptyTitle } from '../../pieces/useEmptyTitle.ts';
import { type OpenedFile, useConnection } from '../../session/connection/connections.ts';
import { useCounter } from '../../session/connection/useWindowPart.ts';
import { useEmptied } from '../../session/packets/actions.ts';
import { searchTopics, useSearch } from './search.ts';

/** Filters named in one sentence. */
const NAMED = 3;

/** Reason for an empty tree. */
export function NoTopics({ connectionId }: { connectionId: string }) {
  const { emptyStates, topics } = useText();
  const t = emptyStates.topics;
  const search = useSearch(connectionId);
  const connection = useConnection(connectionId, 'file', 'state', 'subscriptions', 'tap');
  const count = useCounter(connectionId, (counters) => counters.topics) ?? 0;
  const packets = useCounter(connectionId, (counters) => counters.packets) ?? 0;
  const emptyTitle = useEmptyTitle(connectionId);
  const isEmptied = useEmptied(connectionId);
  const filters = (connection?.subscriptions ?? [])
    .filter(({ state }) => state.kind === 'granted')
    .map(({ subscription }) => subscription.filter);
  return (
    <div className="pointer-events-none absolute inset-x-0 top-4 *:pointer-events-auto">
      {count > 0 && search !== '' ? (
        <EmptyState title={t.noMatch} text={t.noMatchText(search)}>
          <Button onClick={() => searchTopics(connectionId, '')}>{topics.showAll}</Button>
        </EmptyState>
      ) : count > 0 ? null : isEmptied ? (
        <Cleared isLive={connection?.state.kind === 'connected'} />
      ) : connection?.tap !== undefined ? (
        <EmptyState title={t.tap} text={t.packets} />
      ) : connection?.file !== undefined && isYetToRead(connection.file) ? (
        <EmptyState title={t.title} text={t.notOpened} />
      ) : connection?.file !== undefined ? (
        <EmptyState title={t.file} {...(packets > 0 && { text: t.packets })} />
      ) : connection?.state.kind !== 'connected' ? (
        <EmptyState title={emptyTitle} text={t.closed}>
          <NextStep connectionId={connectionId} />
        </EmptyState>
      ) : filters.length === 0 ? (
        <EmptyState title={t.title} text={t.unsubscribed}>
          <NextStep connectionId={connectionId} />
        </EmptyState>
      ) : (
        <Waiting key={filters.join(' ')} connectionId={connectionId} filters={filters} />
      )}
    </div>
  );
}

const isYetToRead = ({ state }: OpenedFile): boolean =>
  state.kind === 'not-opened' || state.kind === 'waiting' || state.kind === 'reading';

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
  const t = useText().emptyStates.topics;
  const seconds = useSeconds();
  return <EmptyState title={t.cleared} text={isLive ? t.waitingSince(seconds) : t.clearedText} />;
}

function Waiting(props: { connectionId: string; filters: readonly string[] }) {
  const { connectionId, filters } = props;
  const { emptyStates, kit } = useText();
  const t = emptyStates.topics;
  const seconds = useSeconds();
  const named = filters.slice(0, NAMED).join(kit.listed);
  const count = filters.length - (t.countsAll ? 0 : NAMED);
  const all = filters.length > NAMED ? t.more(named, count) : named;
  return (
    <EmptyState title={t.title} text={t.waiting(all, seconds)}>
      <NextStep connectionId={connectionId} />
    </EmptyState>
  );
}
