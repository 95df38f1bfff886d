import { useState } from 'react';
import type { TopicDetail } from '../../../engine/topics/topicRow.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { useText } from '../../kit/language/useText.ts';
import { useRows } from '../../kit/rows/useRows.ts';
import { NARROW, useMedia } from '../../kit/useMedia.ts';
import { useConnection } from '../../session/connections.ts';
import { useSelection } from '../../session/selection.ts';
import { type Compared, comparedAt } from './compared.ts';
import { History } from './History.tsx';
import { TopicHead } from './TopicHead.tsx';
import { useTopicDetail } from './useTopicDetail.ts';
import { ValuePanel } from './ValuePanel.tsx';

/** Value, history and changes of the selected topic. */
export function TopicView({ connectionId }: { connectionId: string }) {
  const t = useText().topic;
  const { topic } = useSelection(connectionId);
  if (topic === undefined) {
    return (
      <div className="h-full bg-pane">
        <EmptyState title={t.none.title} text={t.none.text} />
      </div>
    );
  }
  return <OneTopic key={topic} connectionId={connectionId} name={topic} />;
}

function OneTopic({ connectionId, name }: { connectionId: string; name: string }) {
  const t = useText().topic;
  const narrow = useMedia(NARROW);
  const [picked, setPicked] = useState<Compared>();
  const loop = useConnection(connectionId, 'loop')?.loop;
  const latest = loop?.part('topic');
  const count = latest?.name === name ? latest.history.total : 0;
  // New messages come in at the beginning: rows that are looked at stay where they are.
  const first = latest?.name === name ? -latest.messages : 0;
  const rows = useRows({ count, first, rowHeight: narrow ? 36 : 24, head: 24 });
  const shown = useTopicDetail(connectionId, name, {
    first: rows.from,
    count: Math.max(rows.to - rows.from, 12),
  });
  const detail = shown.kind === 'there' ? shown.detail : undefined;
  const newest = useNewest(detail);
  const compared = picked ?? newest;

  return (
    <div className="flex h-full min-h-0 flex-col bg-pane">
      <TopicHead connectionId={connectionId} name={name} detail={detail} />
      {detail !== undefined && compared !== undefined ? (
        <div className="flex min-h-0 flex-1 flex-row max-md:flex-col">
          <ValuePanel
            connectionId={connectionId}
            topic={name}
            compared={compared}
            isNewest={picked === undefined}
            onNewest={() => setPicked(undefined)}
          />
          <History
            connectionId={connectionId}
            detail={detail}
            rows={rows}
            narrow={narrow}
            chosen={compared.message.packet}
            onChoose={setPicked}
          />
        </div>
      ) : shown.kind === 'loading' ? (
        <p className="p-3 text-fg-3">{t.loading}</p>
      ) : (
        <EmptyState title={t.level.title} text={t.level.text} />
      )}
    </div>
  );
}

/** The newest message. Its comparison is kept while the history is scrolled away from it. */
function useNewest(detail: TopicDetail | undefined): Compared | undefined {
  const [kept, setKept] = useState<Compared>();
  if (detail?.last === undefined) return undefined;
  const now = detail.history.first === 0 ? comparedAt(detail, 0) : undefined;
  const isKept = kept?.message.packet === detail.last.packet;
  if (now !== undefined && (!isKept || (kept.before === undefined && now.before !== undefined))) {
    setKept(now);
    return now;
  }
  return isKept ? kept : { message: detail.last, before: undefined };
}
