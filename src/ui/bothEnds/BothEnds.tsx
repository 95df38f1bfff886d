import { base64 } from '@scure/base';
import { X } from 'lucide-react';
import type { ControlReply } from '../../broker/control/control.ts';
import type {
  JournalReply,
  TracedDelivery,
  TracedMessage,
} from '../../broker/journal/tracedMessage.ts';
import { previewText, visibleText } from '../../payload/text.ts';
import { EmptyState } from '../kit/EmptyState.tsx';
import { IconButton } from '../kit/IconButton.tsx';
import { Strip } from '../kit/Strip.tsx';
import { Tag } from '../kit/Tag.tsx';
import { TopicName } from '../kit/TopicName.tsx';
import { rowTime } from '../packets/clock.ts';
import { useAsked } from '../state/brokers.ts';
import { bytes } from '../text/numbers.ts';
import { useText } from '../text/useText.ts';
import { EndSteps } from './EndSteps.tsx';
import { EndsDiagram } from './EndsDiagram.tsx';
import { StateWord } from './StateWord.tsx';
import { effectiveWords, SubscriberGrid } from './SubscriberGrid.tsx';
import { inOrder, keyOf } from './standing.ts';
import { setMessagesPlace, useMessagesPlace } from './state.ts';

type MessageReply = Extract<JournalReply, { readonly kind: 'message' }>;

function readMessage(reply: ControlReply | undefined): MessageReply | undefined {
  return reply?.kind === 'message' ? reply : undefined;
}

interface BothEndsProps {
  readonly connectionId: string;
  readonly message: number;
  /** ms since 1970 at which the broker's clock was 0. */
  readonly origin: number;
}

/** One message from its publisher's PUBLISH to each subscriber's acknowledgement. */
export function BothEnds({ connectionId, message, origin }: BothEndsProps) {
  const { bothEnds: t, broker } = useText();
  const reply = readMessage(useAsked(connectionId, { kind: 'message', message }));
  const traced = reply?.message;
  return (
    <section aria-label={t.name} className="flex min-h-0 flex-1 flex-col bg-pane">
      <div className="flex min-h-(--h-tool) shrink-0 items-center gap-2 border-b border-line bg-bar px-3 py-1">
        <h2 className="text-base font-semibold whitespace-nowrap">{t.title(message)}</h2>
        {traced !== undefined && <Head message={traced} origin={origin} />}
        <span className="ml-auto shrink-0">
          <IconButton
            label={t.close}
            onClick={() => setMessagesPlace(connectionId, { message: undefined })}
          >
            <X size={14} aria-hidden />
          </IconButton>
        </span>
      </div>
      {traced !== undefined ? (
        <Body connectionId={connectionId} message={traced} origin={origin} />
      ) : reply === undefined ? (
        <EmptyState title={broker.loading} />
      ) : (
        <EmptyState title={t.gone} text={t.goneText} />
      )}
    </section>
  );
}

interface PartProps {
  readonly message: TracedMessage;
  readonly origin: number;
}

function Head({ message, origin }: PartProps) {
  const t = useText().bothEnds;
  const { row } = message;
  return (
    <>
      <TopicName topic={row.topic} className="max-w-[50%]" />
      <Tag>{t.qos(row.qos)}</Tag>
      {row.retain && <Tag tone="outline">{t.retain}</Tag>}
      {row.publisher !== undefined && (
        <span className="truncate text-fg-2 max-sm:hidden">
          {t.from(visibleText(row.publisher))}
        </span>
      )}
      <span className="font-mono text-fg-2 max-md:hidden">{rowTime(origin, row.time * 1000)}</span>
    </>
  );
}

function Body({ connectionId, message, origin }: PartProps & { readonly connectionId: string }) {
  const t = useText().bothEnds;
  const place = useMessagesPlace(connectionId);
  const deliveries = inOrder(message.deliveries);
  const chosen = deliveries.find((delivery) => keyOf(delivery) === place.delivery) ?? deliveries[0];
  const choose = (delivery: TracedDelivery): void =>
    setMessagesPlace(connectionId, { delivery: keyOf(delivery) });
  const publisher = message.row.publisher;
  return (
    <div
      data-focus="both-ends"
      role="group"
      aria-label={t.name}
      // What scrolls must be reached by keys.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto focus-visible:-outline-offset-2"
    >
      <Facts message={message} />
      {deliveries.length > 0 && (
        <SubscriberGrid
          message={message}
          deliveries={deliveries}
          chosen={chosen}
          onChoose={choose}
        />
      )}
      {chosen !== undefined && <Chosen message={message} delivery={chosen} />}
      <EndsDiagram
        message={message}
        deliveries={deliveries}
        chosen={chosen}
        onChoose={choose}
        origin={origin}
      />
      <p className="px-3 pb-1 text-xs text-fg-2">{t.diagramNote}</p>
      <div className="flex flex-wrap gap-x-6 gap-y-2 border-t border-line px-3 py-2">
        {publisher !== undefined && (
          <EndSteps
            title={t.publisherSteps(visibleText(publisher))}
            client={visibleText(publisher)}
            steps={message.steps}
            qos={message.row.qos}
            origin={origin}
          />
        )}
        {chosen !== undefined && (
          <EndSteps
            title={t.subscriberSteps(visibleText(chosen.subscriber))}
            client={visibleText(chosen.subscriber)}
            steps={chosen.steps}
            qos={chosen.qos}
            origin={origin}
          />
        )}
      </div>
    </div>
  );
}

/** Characters of a payload that are drawn. */
const PREVIEW = 120;

function Facts({ message }: { message: TracedMessage }) {
  const t = useText().bothEnds;
  const { row } = message;
  const { text, binary } = previewText(base64.decode(message.payload), PREVIEW);
  const told = [
    row.origin === 'will' && t.willOf,
    row.origin === 'broker' && t.ofBroker,
    row.origin === 'retained' && t.retainedBefore,
    row.repeats !== undefined && t.repeats(row.repeats),
  ].filter((line) => typeof line === 'string');
  return (
    <>
      {row.refused !== undefined && <Strip tone="err" title={t.refused(row.refused)} />}
      <div className="flex flex-col gap-1 px-3 py-2">
        <p className="truncate">
          <span className="text-fg-2">{t.payload}</span>{' '}
          {row.size === 0 ? (
            <span className="text-fg-3">{t.emptyPayload}</span>
          ) : (
            <bdi className={binary ? 'font-mono text-fg-2' : 'font-mono'}>{text}</bdi>
          )}{' '}
          <span className="text-fg-2">{bytes(row.size)}</span>
        </p>
        {told.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {row.deliveries === 0 && row.refused === undefined && <p>{t.nobody}</p>}
        {row.deliveries > 1 && (
          <p className="text-fg-2">{t.subscribersOf(message.deliveries.length, row.deliveries)}</p>
        )}
      </div>
    </>
  );
}

interface ChosenProps {
  readonly message: TracedMessage;
  readonly delivery: TracedDelivery;
}

/** The chosen delivery in sentences. */
function Chosen({ message, delivery }: ChosenProps) {
  const t = useText().bothEnds;
  const { group } = delivery;
  return (
    <div aria-live="off" className="flex flex-col gap-1 px-3 py-2">
      <p className="flex min-w-0 items-center gap-2">
        <bdi className="truncate font-mono font-semibold">{visibleText(delivery.subscriber)}</bdi>
        <StateWord delivery={delivery} />
      </p>
      <p className="wrap-anywhere">{effectiveWords(t, message, delivery)}</p>
      <p>{t.waits(delivery)}</p>
      {group !== undefined && <p>{t.group(visibleText(group.filter), group.members)}</p>}
      {delivery.cause !== 'published' && <p>{t.causes[delivery.cause]}</p>}
    </div>
  );
}
