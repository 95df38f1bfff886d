import { X } from 'lucide-react';
import { classes, EmptyState, IconButton, rowTime, Tag, TopicName, useText, useWidth } from '#kit';
import { visibleName } from '../../../../base/visibleText.ts';
import type { ControlReply } from '../../../../broker/control/control.ts';
import type {
  JournalReply,
  TracedDelivery,
  TracedMessage,
} from '../../../../broker/journal/tracedMessage.ts';
import { inOrder, keyOf } from '../../../session/bothEnds/standing.ts';
import { setMessagesPlace, useMessagesPlace } from '../../../session/bothEnds/state.ts';
import { useAsked } from '../../../session/broker/brokers.ts';
import { ChosenDelivery } from './ChosenDelivery.tsx';
import { EndsLadder } from './EndsLadder.tsx';
import { MessageFacts } from './MessageFacts.tsx';
import { SubscriberGrid } from './SubscriberGrid.tsx';

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

/** A message from its publisher's PUBLISH to each subscriber's acknowledgement. */
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
          {t.from(visibleName(row.publisher))}
        </span>
      )}
      <span className="font-mono text-fg-2 max-md:hidden">{rowTime(origin, row.time * 1000)}</span>
    </>
  );
}

/** Pixels that both columns need beside one another. */
const BESIDE = 680;

function Body({ connectionId, message, origin }: PartProps & { readonly connectionId: string }) {
  const t = useText().bothEnds;
  const place = useMessagesPlace(connectionId);
  const [width, measure] = useWidth();
  const deliveries = inOrder(message.deliveries);
  const chosen = deliveries.find((delivery) => keyOf(delivery) === place.delivery) ?? deliveries[0];
  const choose = (delivery: TracedDelivery): void =>
    setMessagesPlace(connectionId, { delivery: keyOf(delivery) });
  const isBeside = width >= BESIDE;
  const scrolls = classes('focus-visible:-outline-offset-2', isBeside && 'min-h-0 overflow-auto');
  return (
    <div
      ref={measure}
      className={classes('flex min-h-0 flex-1', isBeside ? '' : 'flex-col overflow-auto')}
    >
      <div
        data-focus="both-ends"
        role="group"
        aria-label={t.name}
        // Scrollable areas must be reachable by keyboard.
        tabIndex={0}
        className={classes(
          scrolls,
          isBeside && 'w-[clamp(300px,36%,480px)] shrink-0 border-r border-line',
        )}
      >
        <MessageFacts connectionId={connectionId} message={message} />
        {deliveries.length > 0 && (
          <SubscriberGrid
            connectionId={connectionId}
            message={message}
            deliveries={deliveries}
            chosen={chosen}
            onChoose={choose}
          />
        )}
        {chosen !== undefined && (
          <ChosenDelivery connectionId={connectionId} message={message} delivery={chosen} />
        )}
      </div>
      <div
        role="group"
        aria-label={t.steps}
        tabIndex={0}
        className={classes(scrolls, 'min-w-0 flex-1')}
      >
        <EndsLadder
          message={message}
          deliveries={deliveries}
          chosen={chosen}
          onChoose={choose}
          origin={origin}
        />
      </div>
    </div>
  );
}
