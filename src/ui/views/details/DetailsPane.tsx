import { Clock, Pin } from 'lucide-react';
import type { ReactNode } from 'react';
import { visibleText } from '../../../base/visibleText.ts';
import { senseOfMessage } from '../../../conventions/events/messageSense.ts';
import { saidBy } from '../../../conventions/events/saidByMessage.ts';
import type { TopicMessage } from '../../../engine/topics/tree/topicRow.ts';
import { bytes } from '../../../i18n/numbers.ts';
import { PROPERTIES, type Property } from '../../../mqtt/tables/properties.ts';
import { topicMatches } from '../../../mqtt/tables/topics.ts';
import { isMissing } from '../../../payload/tree/format.ts';
import { Boundary } from '../../kit/Boundary.tsx';
import { classes } from '../../kit/classes.ts';
import { rowTime } from '../../kit/clock.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { useText } from '../../kit/language/useText.ts';
import { PaneHeader } from '../../kit/PaneHeader.tsx';
import { Tag } from '../../kit/Tag.tsx';
import { TopicName } from '../../kit/TopicName.tsx';
import { MessageSenseLines } from '../../pieces/MessageSenseLines.tsx';
import { isHeard, useConnection } from '../../session/connections.ts';
import { showPacket } from '../../session/packets/actions.ts';
import { useChosenOf } from '../../session/payloadRules/rules.ts';
import { useRead } from '../../session/reading/useRead.ts';
import { useSelection } from '../../session/selection.ts';
import { type TopicFacts, useTopicFacts } from './useTopicFacts.ts';

export interface DetailsPaneProps {
  readonly connectionId: string;
  /** Buttons of the pane itself, in its head. */
  readonly actions?: ReactNode;
  /** In CSS; absent: as wide as its place. */
  readonly width?: string;
  /** The splitter at its edge. */
  readonly children?: ReactNode;
}

/** Facts about the selected topic except its value, next to any view. */
export function DetailsPane({ connectionId, actions, width, children }: DetailsPaneProps) {
  const t = useText().details;
  const { topic } = useSelection(connectionId);
  const facts = useTopicFacts(connectionId, topic);
  return (
    <section
      aria-label={t.title}
      data-pane="details"
      className={classes(
        'relative flex min-h-0 shrink-0 flex-col bg-pane',
        width === undefined ? 'h-full' : 'border-l border-line',
      )}
      style={width === undefined ? {} : { width }}
    >
      <PaneHeader title={t.title}>{actions}</PaneHeader>
      <div
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto -outline-offset-2"
      >
        {topic === undefined ? (
          <EmptyState title={t.none.title} text={t.none.text} />
        ) : (
          <Boundary part="facts" name={t.title} of={topic}>
            {facts && <Facts connectionId={connectionId} facts={facts} />}
          </Boundary>
        )}
      </div>
      {children}
    </section>
  );
}

function Facts({ connectionId, facts }: { connectionId: string; facts: TopicFacts }) {
  const { details: t, topic: words, topicActions, topics } = useText();
  const connection = useConnection(connectionId, 'state', 'subscriptions', 'tap');
  const { path, row, detail } = facts;
  const matching = (connection?.subscriptions ?? []).filter(({ subscription }) =>
    topicMatches(subscription.filter, path),
  );
  const chosenOf = useChosenOf(connectionId, path);
  const read = useRead(
    {
      task: 'shape',
      of: (detail?.history.rows ?? []).map((message) => ({
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
  return (
    <>
      <div className="px-3 pt-2">
        <TopicName topic={path} />
      </div>
      {detail?.last !== undefined && (
        <>
          <LastMessage connectionId={connectionId} facts={facts} last={detail.last} />
          <Sense connectionId={connectionId} properties={facts.properties} last={detail.last} />
        </>
      )}
      {counts === undefined ? (
        <EmptyState title={t.nothing} />
      ) : (
        <Part title={t.sinceClear}>
          {detail === undefined && row !== undefined && (
            <Line name={t.topics}>{topicActions.branch(row.topics)}</Line>
          )}
          <Line name={t.messages}>{words.messages(counts.messages)}</Line>
          <Line name={t.rate}>{words.rate(counts.rate)}</Line>
          <Line name={t.size}>{words.total(counts.bytes)}</Line>
          {silence !== undefined ? (
            <Line name={t.interval}>
              <span className="text-warn">
                <Clock size={12} aria-hidden className="inline align-[-2px]" />{' '}
                {topics.silent(silence.for, silence.usually)}
              </span>
            </Line>
          ) : (
            detail?.usually !== undefined && (
              <Line name={t.interval}>{words.usually(detail.usually)}</Line>
            )
          )}
          {matching.length > 0 && (
            <Line name={t.matches}>
              {matching.map(({ subscription: { filter, qos } }) => (
                <span key={filter} className="mr-2 inline-block">
                  <bdi className="font-mono">{visibleText(filter)}</bdi>{' '}
                  <span className="text-fg-2">{`QoS ${qos}`}</span>
                </span>
              ))}
            </Line>
          )}
        </Part>
      )}
      {detail !== undefined && (
        <Part title={t.retained}>
          <Line name={t.broker}>
            {detail.retained && <Pin size={12} aria-hidden className="mr-1 inline" />}
            {detail.retained ? t.keeps : t.keepsNone}
          </Line>
        </Part>
      )}
      {shape.length > 0 && (
        <Part title={t.shape}>
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

interface LastMessageProps {
  readonly connectionId: string;
  readonly facts: TopicFacts;
  readonly last: TopicMessage;
}

function LastMessage({ connectionId, facts, last }: LastMessageProps) {
  const { details: t, topic: words } = useText();
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
        <span className="font-mono">{rowTime(facts.origin, last.time)}</span>{' '}
        <span className="whitespace-nowrap text-fg-2">
          {t.ago(Math.max(0, facts.now - last.time) / 1_000_000)}
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
        <Line key={at} name={PROPERTIES[property.name].label}>
          <bdi className="font-mono break-all">{visibleText(valueOf(property, t.bytes))}</bdi>
        </Line>
      ))}
    </Part>
  );
}

interface SenseProps extends Pick<LastMessageProps, 'connectionId' | 'last'> {
  readonly properties: readonly Property[];
}

function Sense({ connectionId, properties, last: { payload } }: SenseProps) {
  const sense = senseOfMessage(saidBy(properties, payload));
  return sense && <MessageSenseLines connectionId={connectionId} sense={sense} />;
}

/** Characters of a value that are drawn. */
const LONGEST = 300;

function valueOf({ name, value }: Property, sized: (length: number) => string): string {
  if (name === 'userProperty') return value.join(' = ').slice(0, LONGEST);
  if (value instanceof Uint8Array) return sized(value.length);
  return `${value}`.slice(0, LONGEST);
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="border-b border-line px-3 py-2">
      <h3 className="pb-1 text-xs font-semibold text-fg-2">{title}</h3>
      <dl className="grid grid-cols-[7rem_minmax(0,1fr)] items-baseline gap-x-3 gap-y-1">
        {children}
      </dl>
    </section>
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
