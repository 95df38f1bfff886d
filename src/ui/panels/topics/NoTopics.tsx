import { useEffect, useState } from 'react';
import { Button, EmptyState, page, useText } from '#kit';
import type { SubscriptionStatus } from '../../../connection/protocol/protocol.ts';
import { NextStep } from '../../pieces/NextStep.tsx';
import { useEmptyTitle } from '../../pieces/useEmptyTitle.ts';
import { placeOf } from '../../session/broker/brokerPlace.ts';
import { useCompanion } from '../../session/broker/companion.ts';
import { type OpenedFile, useConnection } from '../../session/connection/connections.ts';
import { searchTopics, useSearch } from '../../session/connection/topicSearch.ts';
import { useCounter } from '../../session/connection/useWindowPart.ts';
import { useEmptied } from '../../session/packets/actions.ts';
import { shownName } from '../../session/shownName.ts';
import { silenceOf } from './silence.ts';

/** Filters named in one sentence. */
const NAMED = 3;
/** Seconds without a message after which the tree says what may be missing. */
const SILENT = 5;

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
  const subscriptions = connection?.subscriptions ?? [];
  const filtersOf = (kind: SubscriptionStatus['state']['kind']) =>
    subscriptions
      .filter(({ state }) => state.kind === kind)
      .map(({ subscription }) => subscription.filter);
  const filters = filtersOf('granted');
  const requested = filtersOf('requested');
  const refused = filtersOf('refused');
  const listed = useListed();
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
      ) : filters.length === 0 && requested.length > 0 ? (
        <EmptyState title={t.title} text={t.subscribing(listed(requested))} />
      ) : filters.length === 0 ? (
        <EmptyState
          title={t.title}
          text={refused.length > 0 ? t.notGranted(listed(refused)) : t.unsubscribed}
        >
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

/** Joins the first filters for a sentence. */
function useListed(): (filters: readonly string[]) => string {
  const { emptyStates, kit } = useText();
  const t = emptyStates.topics;
  return (filters) => {
    const named = filters.slice(0, NAMED).map(shownName).join(kit.listed);
    const count = filters.length - (t.countsAll ? 0 : NAMED);
    return filters.length > NAMED ? t.more(named, count) : named;
  };
}

function Waiting(props: { connectionId: string; filters: readonly string[] }) {
  const { connectionId, filters } = props;
  const t = useText().emptyStates.topics;
  const listed = useListed();
  const seconds = useSeconds();
  return (
    <EmptyState title={t.title} text={t.waiting(listed(filters), seconds)}>
      {seconds >= SILENT && <Reasons connectionId={connectionId} />}
      <NextStep connectionId={connectionId} />
    </EmptyState>
  );
}

/** Lists what may be missing. */
function Reasons({ connectionId }: { connectionId: string }) {
  const t = useText().emptyStates.topics;
  const listed = useListed();
  const connection = useConnection(connectionId, 'settings', 'subscriptions');
  const isFree = useIsFree(connectionId);
  if (connection === undefined) return null;
  const silence = silenceOf(connection, isFree);
  const { shared, notGranted, lowered, withoutDollar } = silence;
  const reasons = [
    silence.hasRetained ? t.retainedAndNew : t.onlyNew,
    ...(shared.length > 0 ? [t.shared(listed(shared))] : []),
    ...(notGranted.length > 0 ? [t.notGranted(listed(notGranted))] : []),
    ...(lowered.length > 0 ? [t.lowered(listed(lowered))] : []),
    ...(silence.mayBeWithheld ? [t.withheld] : []),
    ...(withoutDollar === undefined ? [] : [t.withoutDollar(shownName(withoutDollar))]),
    ...(silence.mayMiss ? [t.mayMiss] : []),
  ];
  return (
    <ul className="mb-1 max-w-96 basis-full list-disc space-y-1 pl-4 text-left [overflow-wrap:anywhere] text-fg-2">
      {reasons.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
    </ul>
  );
}

/** True if everybody may read everything: the broker is the page's own, without users. The platform has rules. */
function useIsFree(connectionId: string): boolean {
  const companion = useCompanion();
  const settings = useConnection(connectionId, 'settings')?.settings;
  if (settings === undefined || settings.signIn.kind === 'alibaba') return false;
  const place = placeOf(settings.url, page);
  if (place?.kind === 'tab') return true;
  const hasUsers = typeof companion !== 'object' || companion.needsCredentials;
  return place?.isPages === true && !hasUsers;
}
