import { Clock } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes, rowTime, Tag, useText } from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import { PACED, paceAtRest } from '../../../engine/topics/tree/pace.ts';
import type { TopicDetail, TopicMessage } from '../../../engine/topics/tree/topicRow.ts';
import { bytes } from '../../../i18n/numbers.ts';
import { PROPERTIES, type Property } from '../../../mqtt/tables/properties.ts';
import { topicMatches } from '../../../mqtt/tables/topics.ts';
import { isMissing } from '../../../payload/tree/format.ts';
import { PaceText } from '../../pieces/marks/PaceText.tsx';
import { useOwnClients } from '../../session/broker/ownClients.ts';
import { isHeard, useConnection } from '../../session/connection/connections.ts';
import { useIsAnswering, useNow } from '../../session/connection/useWindowPart.ts';
import { showPacket } from '../../session/packets/actions.ts';
import { useChosenOf } from '../../session/payloadRules/rules.ts';
import { useRead } from '../../session/reading/useRead.ts';
import { ClientLink } from './ClientLink.tsx';
import type { TopicSource } from './useSource.ts';
import { type Facts, useFacts } from './useTopicFacts.ts';

interface TopicFactsProps {
  readonly connectionId: string;
  readonly topic: string;
  readonly source: TopicSource | undefined;
  /** The topic in the page's head, which may be newer than the facts. Both show the same figures. */
  readonly head?: TopicDetail | undefined;
  /** Newest message of the history, which may be newer than the facts. */
  readonly newest?: TopicMessage | undefined;
}

/** Facts about a topic except its values: traffic, last message, retained message and shape. */
export function TopicFacts({ topic, ...others }: TopicFactsProps) {
  const facts = useFacts(others.connectionId, topic);
  return facts && <Facts facts={facts} {...others} />;
}

interface FactsProps extends Omit<TopicFactsProps, 'topic'> {
  readonly facts: Facts;
}

function Facts({ connectionId, facts, source, head, newest }: FactsProps) {
  const { details: t, topic: words, topics } = useText();
  const connection = useConnection(connectionId, 'state', 'subscriptions', 'tap');
  const isAnswering = useIsAnswering(connectionId);
  const { path, row } = facts;
  const detail = head ?? facts.detail;
  const matching = (connection?.subscriptions ?? []).filter(({ subscription }) =>
    topicMatches(subscription.filter, path),
  );
  const chosenOf = useChosenOf(connectionId, path);
  const read = useRead(
    {
      task: 'shape',
      of: (facts.detail?.history.rows ?? []).map((message) => ({
        payload: message.payload,
        contentType: message.contentType,
        chosen: chosenOf(message),
      })),
      how: null,
    },
    path,
  );
  const shape = read?.of !== path || isMissing(read.told) ? [] : read.told;
  const silence = connection && isHeard(connection) ? detail?.silence : undefined;
  const counts = detail ?? row;
  const messages = counts?.messages ?? 0;
  const pace = isAnswering ? counts?.pace : paceAtRest(counts?.pace, messages);
  const hasPace = pace === undefined || messages >= PACED;
  const paceText = pace && (
    <PaceText
      connectionId={connectionId}
      pace={pace}
      last={detail === undefined ? row?.changed : detail.last?.time}
      asOf={facts.now}
    />
  );
  return (
    <>
      {counts !== undefined && (
        <Part title={t.topic}>
          {silence !== undefined ? (
            <Line name={t.interval}>
              <span className="text-warn">
                <Clock size={12} aria-hidden className="inline align-[-2px]" />{' '}
                {topics.silent(silence.for, silence.usually)}
              </span>
            </Line>
          ) : (
            pace !== undefined &&
            hasPace && <Line name={pace.kind === 'rate' ? t.rate : t.interval}>{paceText}</Line>
          )}
          <Line name={t.messages}>{hasPace ? words.messages(counts.messages) : paceText}</Line>
          <Line name={t.size}>{words.total(counts.bytes)}</Line>
          {source?.publisher !== undefined && (
            <Line name={t.publisher}>
              <ClientLink connectionId={connectionId} client={source.publisher} />
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
                  <bdi className="font-mono">{visibleText(filter)}</bdi>{' '}
                  <span className="text-fg-2">{`QoS ${its.kind === 'granted' ? its.qos : qos}`}</span>
                </span>
              ))}
            </Line>
          )}
        </Part>
      )}
      {detail?.last !== undefined && (
        <LastMessage
          connectionId={connectionId}
          facts={facts}
          last={newest !== undefined && newest.packet > detail.last.packet ? newest : detail.last}
        />
      )}
      {detail !== undefined && (
        <Part title={t.retained}>
          <Line name={t.broker}>
            {detail.retained ? t.keeps : detail.wasCleared ? t.cleared : t.keepsNone}
          </Line>
        </Part>
      )}
      {shape.length > 0 && (
        <Part title={t.shape} isOfKeys>
          {shape.map(({ path: key, texts, kinds }) => (
            <Line key={key} name={<bdi className="font-mono">{visibleText(key)}</bdi>}>
              <bdi className="font-mono text-fg-2">
                {visibleText((texts ?? kinds.map((kind) => words.keys.kinds[kind])).join(' | '))}
              </bdi>
            </Line>
          ))}
        </Part>
      )}
    </>
  );
}

function Subscribers({
  connectionId,
  source,
}: Required<Pick<FactsProps, 'connectionId'>> & { source: TopicSource }) {
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

interface LastMessageProps {
  readonly connectionId: string;
  readonly facts: Facts;
  readonly last: TopicMessage;
}

function LastMessage({ connectionId, facts, last }: LastMessageProps) {
  const { details: t, kit, topic: words } = useText();
  // The same clock as the age beside the value.
  const now = useNow(connectionId) ?? facts.now;
  return (
    <Part title={t.last}>
      <Line name={t.packet}>
        <button
          type="button"
          className="font-mono text-action"
          onClick={() => showPacket(connectionId, last.packet)}
        >
          {words.number(last.packet)}
        </button>
      </Line>
      <Line name={t.time}>
        <span className="font-mono">{rowTime(facts.origin, last.time)}</span>
        {kit.comma}
        <span className="whitespace-nowrap text-fg-2">
          {t.ago(Math.max(0, now - last.time) / 1_000_000)}
        </span>
      </Line>
      <Line name="QoS">
        <Tag>{`QoS ${last.qos}`}</Tag>
      </Line>
      <Line name={t.flags}>
        {[last.retain && 'RETAIN', last.dup && 'DUP'].filter(Boolean).join(' ') || t.noFlags}
      </Line>
      <Line name={t.size}>{t.sizes(bytes(last.size), bytes(last.payload.length))}</Line>
      {facts.properties.map((property, at) => (
        // Properties have no identity but their place: a user property may be there twice.
        <Line key={at} name={<bdi>{PROPERTIES[property.name].label}</bdi>}>
          <bdi className="font-mono break-all">{visibleText(valueOf(property, t.bytes))}</bdi>
        </Line>
      ))}
    </Part>
  );
}

/** Characters of a value that are drawn. */
const LONGEST = 300;

function valueOf({ name, value }: Property, sized: (length: number) => string): string {
  if (name === 'userProperty') return value.join(' = ').slice(0, LONGEST);
  if (value instanceof Uint8Array) return sized(value.length);
  return `${value}`.slice(0, LONGEST);
}

interface PartProps {
  readonly title: string;
  /** Names are paths, which are longer than words. */
  readonly isOfKeys?: boolean;
  readonly children: ReactNode;
}

function Part({ title, isOfKeys = false, children }: PartProps) {
  return (
    // A region would have the name of the panel with all traffic.
    <div role="group" aria-label={title} className="border-b border-line px-3 py-2 last:border-b-0">
      <h3 className="pb-2 font-semibold">{title}</h3>
      <dl
        className={classes(
          'grid items-baseline gap-x-3 gap-y-2',
          isOfKeys
            ? 'grid-cols-[fit-content(60%)_minmax(0,1fr)]'
            : 'grid-cols-[6rem_minmax(0,1fr)]',
        )}
      >
        {children}
      </dl>
    </div>
  );
}

function Line({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <>
      <dt className="min-w-0 break-words text-fg-2">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
