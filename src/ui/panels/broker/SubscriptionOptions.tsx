import { Tag, useText } from '#kit';
import type { SubscriptionRow } from '../../../broker/control/views.ts';
import { splitShared } from '../../../mqtt/tables/topics.ts';

/** Options that differ from the defaults. */
export function SubscriptionOptions({ row }: { row: SubscriptionRow }) {
  const t = useText().broker.subscriptions;
  return (
    <span className="inline-flex min-w-0 items-center gap-1">
      {splitShared(row.filter) !== undefined && <Tag tone="outline">{t.shared}</Tag>}
      {row.noLocal && <Tag tone="outline">{t.noLocal}</Tag>}
      {row.retainAsPublished && <Tag tone="outline">{t.retainAsPublished}</Tag>}
    </span>
  );
}
