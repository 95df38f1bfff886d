import { memo } from 'react';
import { CountedChips, SearchBox, Segments, useText } from '#kit';
import type { ReplyShow } from '../../../engine/requestResponse/reply.ts';
import { PairChips, PairSearch } from '../../pieces/pairs/PairBar.tsx';
import { useConnection } from '../../session/connection/connections.ts';
import { useCounter, useCounters } from '../../session/connection/useWindowPart.ts';
import {
  setRequestsPlace,
  useRequestList,
  useRequestsPlace,
} from '../../session/requests/requestsPlace.ts';
import { usePairs } from './usePairs.ts';

const REPLY_SHOWS: readonly ReplyShow[] = ['all', 'waiting', 'answered', 'alone'];

/** Choice of the list, its search and its filters. */
export const Toolbar = memo(function Toolbar({ connectionId }: { connectionId: string }) {
  const t = useText().replies;
  const list = useRequestList(connectionId);
  const paired = Object.values(useCounter(connectionId, ({ pairs }) => pairs) ?? {});
  const pairs = usePairs(connectionId);
  const hasPairs = list === 'pairs' || paired.some((count) => count > 0);
  return (
    <div className="flex shrink-0 flex-col gap-2 border-b border-line px-2 py-1.5">
      <div className="flex flex-wrap items-center gap-2">
        {hasPairs && (
          <Segments
            label={t.lists}
            value={list}
            options={[
              { value: 'replies', label: t.ofMqtt5 },
              { value: 'pairs', label: t.ofEcosystems },
            ]}
            onChange={(chosen) => setRequestsPlace(connectionId, { list: chosen })}
          />
        )}
        <div className="min-w-40 flex-1">
          {list === 'pairs' ? <PairSearch {...pairs} /> : <Search connectionId={connectionId} />}
        </div>
      </div>
      {list === 'pairs' ? <PairChips {...pairs} /> : <ReplyChips connectionId={connectionId} />}
    </div>
  );
});

function Search({ connectionId }: { connectionId: string }) {
  const { replies: t, pairs } = useText();
  const { replySearch } = useRequestsPlace(connectionId);
  return (
    <SearchBox
      label={t.search}
      clearLabel={pairs.clearSearch}
      value={replySearch}
      onChange={(text) => setRequestsPlace(connectionId, { replySearch: text })}
    />
  );
}

function ReplyChips({ connectionId }: { connectionId: string }) {
  const t = useText().replies;
  const { replyShow } = useRequestsPlace(connectionId);
  // Renders again with each answer, which updates the counters.
  useCounters(connectionId);
  const counts = useConnection(connectionId, 'loop')?.loop.part('replies')?.counts;
  return (
    <CountedChips
      label={t.show}
      value={replyShow}
      values={REPLY_SHOWS}
      labels={t.shows}
      counts={counts}
      onChange={(chosen) => setRequestsPlace(connectionId, { replyShow: chosen })}
    />
  );
}
