import { memo } from 'react';
import { CountedChips, SearchBox, Segments, useText } from '#kit';
import type { PairShow } from '../../../engine/requestResponse/pair.ts';
import type { ReplyShow } from '../../../engine/requestResponse/reply.ts';
import { useCounter, useWindowPart } from '../../session/connection/useWindowPart.ts';
import {
  setPairs,
  setReplies,
  setRequestsPlace,
  useRequestList,
  useRequestsPlace,
} from '../../session/requests/requestsPlace.ts';

const REPLY_SHOWS: readonly ReplyShow[] = ['all', 'waiting', 'answered', 'alone'];
const PAIR_SHOWS: readonly PairShow[] = ['all', 'waiting', 'failed', 'in', 'out'];

/** Choice of the list, its search and its filters. */
export const Toolbar = memo(function Toolbar({ connectionId }: { connectionId: string }) {
  const { replies: t, pairs } = useText();
  const list = useRequestList(connectionId);
  const places = useRequestsPlace(connectionId);
  const paired = Object.values(useCounter(connectionId, (counters) => counters.pairs) ?? {});
  const hasPairs = list === 'pairs' || paired.some((count) => count > 0);
  const ofReplies = useWindowPart(connectionId, 'replies', undefined)?.counts;
  const ofPairs = useWindowPart(connectionId, 'pairs', undefined)?.counts;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-2 py-1.5">
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
      <div className="max-w-90 min-w-40 flex-1 max-sm:max-w-none">
        {list === 'pairs' ? (
          <SearchBox
            label={pairs.search}
            clearLabel={pairs.clearSearch}
            value={places.pairs.search}
            onChange={(search) => setPairs(connectionId, { search })}
          />
        ) : (
          <SearchBox
            label={t.search}
            clearLabel={pairs.clearSearch}
            value={places.replies.search}
            onChange={(search) => setReplies(connectionId, { search })}
          />
        )}
      </div>
      {list === 'pairs' ? (
        <CountedChips
          label={pairs.show}
          value={places.pairs.show}
          values={PAIR_SHOWS}
          labels={pairs.shows}
          counts={ofPairs}
          onChange={(show) => setPairs(connectionId, { show })}
        />
      ) : (
        <CountedChips
          label={t.show}
          value={places.replies.show}
          values={REPLY_SHOWS}
          labels={t.shows}
          counts={ofReplies}
          onChange={(show) => setReplies(connectionId, { show })}
        />
      )}
    </div>
  );
});
