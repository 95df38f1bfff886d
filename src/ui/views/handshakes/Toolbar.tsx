import { memo } from 'react';
import type { ExchangeShow } from '../../../engine/exchanges/exchange.ts';
import type { ReplyShow } from '../../../engine/pairs/reply.ts';
import { short } from '../../../words/numbers.ts';
import { Chips } from '../../kit/Chips.tsx';
import { useText } from '../../kit/language/useText.ts';
import { SearchBox } from '../../kit/SearchBox.tsx';
import { Segments } from '../../kit/Segments.tsx';
import { useConnection } from '../../session/connections.ts';
import { setHandshakes, useHandshakes } from '../../session/handshakes/state.ts';
import { useCounters } from '../../session/useWindowPart.ts';

const SHOWS: readonly ExchangeShow[] = [
  'all',
  'in-flight',
  'retried',
  'refused',
  'abandoned',
  'problems',
];

const REPLY_SHOWS: readonly ReplyShow[] = ['all', 'waiting', 'answered', 'alone'];

/** What the list shows: which exchanges, or which requests. */
export const Toolbar = memo(function Toolbar({ connectionId }: { connectionId: string }) {
  const t = useText().replies;
  const { list } = useHandshakes(connectionId);
  return (
    <div className="flex shrink-0 flex-col gap-2 border-b border-line px-2 py-1.5">
      <div className="flex flex-wrap items-center gap-2">
        <Segments
          label={t.lists}
          value={list}
          options={[
            { value: 'exchanges', label: t.handshakes },
            { value: 'replies', label: t.requests },
          ]}
          onChange={(chosen) => setHandshakes(connectionId, { list: chosen })}
        />
        <div className="min-w-40 flex-1">
          <Search connectionId={connectionId} />
        </div>
      </div>
      {list === 'exchanges' ? (
        <ExchangeChips connectionId={connectionId} />
      ) : (
        <ReplyChips connectionId={connectionId} />
      )}
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
  const counts = useCounters(connectionId)?.exchanges;
  return (
    <Chips
      label={t.show}
      value={show}
      options={SHOWS.map((value) => ({ value, label: t.shows[value], ...countIn(counts, value) }))}
      onChange={(chosen) => setHandshakes(connectionId, { show: chosen })}
    />
  );
}

function ReplyChips({ connectionId }: { connectionId: string }) {
  const t = useText().replies;
  const { replyShow } = useHandshakes(connectionId);
  // The counters come with each answer.
  useCounters(connectionId);
  const counts = useConnection(connectionId, 'loop')?.loop.part('replies')?.counts;
  return (
    <Chips
      label={t.show}
      value={replyShow}
      options={REPLY_SHOWS.map((value) => ({
        value,
        label: t.shows[value],
        ...countIn(counts, value),
      }))}
      onChange={(chosen) => setHandshakes(connectionId, { replyShow: chosen })}
    />
  );
}

function countIn<T extends string>(
  counts: Readonly<Record<T, number>> | undefined,
  of: T,
): { readonly count?: string } {
  return counts === undefined ? {} : { count: short(counts[of]) };
}
