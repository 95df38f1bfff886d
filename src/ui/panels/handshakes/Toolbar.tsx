import { memo } from 'react';
import { CountedChips, SearchBox, Segments, useText } from '#kit';
import type { ExchangeShow } from '../../../engine/exchanges/exchange.ts';
import type { ReplyShow } from '../../../engine/requestResponse/reply.ts';
import { PairChips, PairSearch } from '../../pieces/pairs/PairBar.tsx';
import { useConnection } from '../../session/connection/connections.ts';
import { useCounter, useCounters } from '../../session/connection/useWindowPart.ts';
import { setHandshakes, useHandshakes } from '../../session/handshakes/state.ts';
import { usePairs } from './usePairs.ts';

const SHOWS: readonly ExchangeShow[] = [
  'all',
  'in-flight',
  'retried',
  'refused',
  'abandoned',
  'problems',
];

const REPLY_SHOWS: readonly ReplyShow[] = ['all', 'waiting', 'answered', 'alone'];

/** Filters of the list: exchanges or requests. */
export const Toolbar = memo(function Toolbar({ connectionId }: { connectionId: string }) {
  const t = useText().replies;
  const { list } = useHandshakes(connectionId);
  const paired = Object.values(useCounter(connectionId, ({ pairs }) => pairs) ?? {});
  const pairs = usePairs(connectionId);
  const hasPairs = list === 'pairs' || paired.some((count) => count > 0);
  return (
    <div className="flex shrink-0 flex-col gap-2 border-b border-line px-2 py-1.5">
      <div className="flex flex-wrap items-center gap-2">
        {list !== 'exchanges' && hasPairs && (
          <Segments
            label={t.lists}
            value={list}
            options={[
              { value: 'replies', label: t.ofMqtt5 },
              { value: 'pairs', label: t.ofEcosystems },
            ]}
            onChange={(chosen) => setHandshakes(connectionId, { list: chosen })}
          />
        )}
        <div className="min-w-40 flex-1">
          {list === 'pairs' ? <PairSearch {...pairs} /> : <Search connectionId={connectionId} />}
        </div>
      </div>
      {list === 'exchanges' && <ExchangeChips connectionId={connectionId} />}
      {list === 'replies' && <ReplyChips connectionId={connectionId} />}
      {list === 'pairs' && <PairChips {...pairs} />}
    </div>
  );
});

function Search({ connectionId }: { connectionId: string }) {
  const { handshakes: t, replies } = useText();
  const { list, search, replySearch } = useHandshakes(connectionId);
  const isOfReplies = list === 'replies';
  return (
    <SearchBox
      label={isOfReplies ? replies.search : t.search}
      clearLabel={t.clearSearch}
      value={isOfReplies ? replySearch : search}
      onChange={(text) =>
        setHandshakes(connectionId, isOfReplies ? { replySearch: text } : { search: text })
      }
    />
  );
}

function ExchangeChips({ connectionId }: { connectionId: string }) {
  const t = useText().handshakes;
  const { show } = useHandshakes(connectionId);
  const counts = useCounter(connectionId, ({ exchanges }) => exchanges);
  return (
    <CountedChips
      label={t.show}
      value={show}
      values={SHOWS}
      labels={t.shows}
      counts={counts}
      onChange={(chosen) => setHandshakes(connectionId, { show: chosen })}
    />
  );
}

function ReplyChips({ connectionId }: { connectionId: string }) {
  const t = useText().replies;
  const { replyShow } = useHandshakes(connectionId);
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
      onChange={(chosen) => setHandshakes(connectionId, { replyShow: chosen })}
    />
  );
}
