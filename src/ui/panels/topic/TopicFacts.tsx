import type { ReactNode } from 'react';
import { Tag, useText } from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import type { TopicDetail, TopicMessage } from '../../../engine/topics/tree/topicRow.ts';
import { PROPERTIES, type Property } from '../../../mqtt/tables/properties.ts';
import { topicMatches } from '../../../mqtt/tables/topics.ts';
import { useOwnClients } from '../../session/broker/ownClients.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { ClientLink } from './ClientLink.tsx';
import type { TopicSource } from './useSource.ts';
import { useFacts } from './useTopicFacts.ts';

interface TopicFactsProps {
  readonly connectionId: string;
  readonly source: TopicSource | undefined;
  readonly detail: TopicDetail;
  /** Newest message if its QoS, flags and content type are not shown with its value. */
  readonly newest: TopicMessage | undefined;
}

/** Facts about a topic that its title, value and history do not show. */
export function TopicFacts({ connectionId, source, detail, newest }: TopicFactsProps) {
  const { details: t, kit } = useText();
  const { name } = detail;
  const connection = useConnection(connectionId, 'subscriptions');
  const { intervals, sizes, ...facts } = useFacts(connectionId, detail);
  const properties = facts.properties.filter((one) => one.name !== 'contentType' || newest);
  const matching = (connection?.subscriptions ?? []).filter(({ subscription }) =>
    topicMatches(subscription.filter, name),
  );
  const flags = newest && [newest.retain && 'RETAIN', newest.dup && 'DUP'].filter(Boolean);
  return (
    <div role="group" aria-label={t.topic} className="px-3 py-2">
      <dl className="grid grid-cols-[6rem_minmax(0,1fr)] items-baseline gap-x-3 gap-y-2">
        {intervals !== undefined && (
          <Line name={t.interval}>{t.intervals(intervals.least, intervals.most)}</Line>
        )}
        {sizes !== undefined && <Line name={t.size}>{t.sizes(sizes.least, sizes.most)}</Line>}
        {newest !== undefined && (
          <Line name="QoS">
            <Tag>{`QoS ${newest.qos}`}</Tag> {flags?.join(' ')}
          </Line>
        )}
        {source !== undefined && source.subscribers.length > 0 && (
          <Line name={t.subscribers}>
            <Subscribers connectionId={connectionId} source={source} />
          </Line>
        )}
        {matching.length > 0 && (
          <Line name={t.matches}>
            {matching.map(({ subscription: { filter, qos }, state: its }) => (
              <span key={filter} className="mr-2 inline-block">
                <bdi className="font-mono">{visibleText(filter)}</bdi>
                {kit.gap}
                <span className="text-fg-2">{`QoS ${its.kind === 'granted' ? its.qos : qos}`}</span>
              </span>
            ))}
          </Line>
        )}
        {properties.map((property, at) => (
          // Properties have no identity but their place: a user property may be there twice.
          <Line key={at} name={<bdi>{PROPERTIES[property.name].label}</bdi>}>
            <bdi className="font-mono break-all">{visibleText(valueOf(property, t.bytes))}</bdi>
          </Line>
        ))}
      </dl>
    </div>
  );
}

interface SubscribersProps {
  readonly connectionId: string;
  readonly source: TopicSource;
}

function Subscribers({ connectionId, source }: SubscribersProps) {
  const t = useText().details;
  const own = useOwnClients(connectionId);
  return (
    <>
      {source.subscribers.map((client) => (
        <span key={client} className="mr-2 inline-block">
          {own.has(client) ? t.thisApp : <ClientLink connectionId={connectionId} client={client} />}
        </span>
      ))}
      {source.more > 0 && t.more(source.more)}
    </>
  );
}

/** Characters of a value that are drawn. */
const LONGEST = 300;

function valueOf({ name, value }: Property, sized: (length: number) => string): string {
  if (name === 'userProperty') return value.join(' = ').slice(0, LONGEST);
  if (value instanceof Uint8Array) return sized(value.length);
  return `${value}`.slice(0, LONGEST);
}

function Line({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <>
      <dt className="min-w-0 break-words text-fg-2">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
