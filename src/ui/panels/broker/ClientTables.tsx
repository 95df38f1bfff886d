import type { ReactNode } from 'react';
import { Tag, TopicName, useText } from '#kit';
import type { FlightRow, QueuedRow, SubscriptionRow } from '../../../broker/control/views.ts';
import { bytes, grouped } from '../../../i18n/numbers.ts';
import { subscriptionKey } from '../../session/broker/rates.ts';
import { useSubscriptionRates } from '../../session/broker/useRates.ts';
import { shownName } from '../../session/shownName.ts';
import { Part } from './ClientFacts.tsx';
import { SubscriptionOptions } from './SubscriptionOptions.tsx';

interface ListedProps {
  readonly title: string;
  readonly shown: number;
  readonly all: number;
  readonly children: ReactNode;
}

/** A heading with the count, and the lines. */
function Lines({ title, shown, all, children }: ListedProps) {
  const t = useText().broker.detail;
  return (
    <Part
      title={
        <>
          {title}{' '}
          <span className="font-normal text-fg-2">{t.oldest(shown, all) || grouped(all)}</span>
        </>
      }
    >
      <ul>{children}</ul>
    </Part>
  );
}

const LINE = 'flex min-h-(--h-ctl) min-w-0 items-center gap-2';

export function Flights({ rows, all }: { rows: readonly FlightRow[]; all: number }) {
  const t = useText().broker.detail;
  if (rows.length === 0) return null;
  return (
    <Lines title={t.sections.flights} shown={rows.length} all={all}>
      {rows.map((row) => (
        <li key={row.packetId} className={LINE}>
          <span className="font-mono text-fg-2">{t.packetId(row.packetId)}</span>
          <Tag>{`QoS ${row.qos}`}</Tag>
          {row.topic === undefined ? (
            <span className="flex-1 text-fg-2">{t.unknownTopic}</span>
          ) : (
            <span className="min-w-0 flex-1">
              <TopicName topic={row.topic} />
            </span>
          )}
          <span className="text-warn">{t.awaits(row.awaits)}</span>
        </li>
      ))}
    </Lines>
  );
}

export function Queue({ rows, all }: { rows: readonly QueuedRow[]; all: number }) {
  const t = useText().broker.detail;
  if (rows.length === 0) return null;
  return (
    <Lines title={t.sections.queue} shown={rows.length} all={all}>
      {rows.map((row, index) => (
        // Queued messages have no identity. The oldest is first.
        <li key={index} className={LINE}>
          <span className="min-w-0 flex-1">
            <TopicName topic={row.topic} />
          </span>
          <Tag>{`QoS ${row.qos}`}</Tag>
          <span className="font-mono text-fg-2">{bytes(row.size)}</span>
        </li>
      ))}
    </Lines>
  );
}

interface SubscriptionsProps {
  readonly rows: readonly SubscriptionRow[];
  readonly all: number;
  /** ms of the broker's clock. */
  readonly time: number;
}

export function Subscriptions({ rows, all, time }: SubscriptionsProps) {
  const t = useText().broker.detail;
  const rates = useSubscriptionRates({ time, rows });
  return (
    <Lines title={t.sections.subscriptions} shown={rows.length} all={all}>
      {rows.map((row) => (
        <li key={row.filter} className={LINE}>
          <bdi className="min-w-0 flex-1 truncate font-mono whitespace-pre">
            {shownName(row.filter)}
          </bdi>
          <Tag>{`QoS ${row.qos}`}</Tag>
          <SubscriptionOptions row={row} />
          {row.identifier !== undefined && (
            <span className="font-mono text-fg-2">{t.identifier(row.identifier)}</span>
          )}
          <PerSecond rate={rates.get(subscriptionKey(row))?.rate} />
        </li>
      ))}
    </Lines>
  );
}

function PerSecond({ rate }: { rate: number | undefined }) {
  const t = useText().brokerClients.publishes;
  return (
    <span className="w-14 shrink-0 text-right font-mono text-fg-2">
      {rate !== undefined && t.rate(rate)}
    </span>
  );
}
