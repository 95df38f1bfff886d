import { ChevronDown, ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useText } from '#kit';
import { visibleName } from '../../../base/visibleText.ts';
import type { Delivery, MatchedSubscription } from '../../../engine/exchanges/exchange.ts';
import { showPacket } from '../../session/packets/actions.ts';
import { type DeliveryFact, deliveryWords } from './delivery.ts';

interface DeliverySectionProps {
  readonly connectionId: string;
  readonly delivery: Delivery;
}

/** Reason for a received message's QoS and retain flag, and the matching subscriptions. */
export function DeliverySection({ connectionId, delivery }: DeliverySectionProps) {
  const { kit, detail } = useText();
  const t = detail.delivery;
  const words = deliveryWords(delivery);
  const [open, setOpen] = useState(words.isOdd);
  const Chevron = open ? ChevronDown : ChevronRight;
  const { qos, subscriptions, identifiers, same } = delivery;
  return (
    <section aria-label={t.title} className="border-b border-line">
      <h3>
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex min-h-(--h-row) w-full items-center gap-1 px-2 text-left hover:bg-hover focus-visible:-outline-offset-2"
        >
          <Chevron size={12} aria-hidden className="shrink-0 text-fg-3" />
          <span className="font-semibold">{t.title}</span>{' '}
          <span className="min-w-0 text-fg-2">
            {t.summary(qos, words.retained, subscriptions.length)}
          </span>
        </button>
      </h3>
      {open && (
        <ul className="px-7 pb-1.5 leading-5">
          <li>
            <QosSentence connectionId={connectionId} fact={words.qos} />
          </li>
          <li>{words.retained ? t.retained : t.live}</li>
          <li>
            {subscriptions.length === 0 ? t.noSubscription : t.matched(subscriptions.length)}
            {subscriptions.map((one) => (
              <Subscription key={one.filter} connectionId={connectionId} subscription={one} />
            ))}
          </li>
          {identifiers.length > 0 && <li>{t.identifiers(identifiers)}</li>}
          {same !== undefined && (
            <li>
              <b className="font-semibold">{t.same}</b>
              {kit.gap}
              <Link id={connectionId} to={same.packet} />
              {kit.colon}
              {t.sameKinds[same.kind]}
              {kit.gap}
              <span className="text-fg-2">{t.certainty(same)}</span>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

function Link({ id, to }: { id: string; to: number }) {
  const t = useText().detail;
  return (
    <button
      type="button"
      title={t.exchange.show(to)}
      onClick={() => showPacket(id, to)}
      className="rounded-sm font-mono text-action"
    >
      {t.number(to)}
    </button>
  );
}

function QosSentence({ connectionId, fact }: { connectionId: string; fact: DeliveryFact }) {
  const { detail, kit } = useText();
  const t = detail.delivery.qos;
  switch (fact.key) {
    case 'qos-known':
      return (
        <Sentence>
          {t.publishedHere(fact.published.qos)}
          {kit.gap}
          <Link id={connectionId} to={fact.published.packet} />
          {t.lower(fact.granted, fact.qos)}
        </Sentence>
      );
    case 'qos-above-published':
      return (
        <Sentence>
          {t.publishedHere(fact.published.qos)}
          {kit.gap}
          <Link id={connectionId} to={fact.published.packet} />
          {t.raised(fact.qos)}
        </Sentence>
      );
    case 'qos-granted':
      return t.asGranted(fact.qos);
    case 'qos-published-lower':
      return t.publishedLower(fact.qos, fact.granted);
    case 'qos-above-granted':
      return t.aboveGranted(fact.qos, fact.granted);
    case 'qos-alone':
      return t.alone(fact.qos);
  }
}

function Sentence({ children }: { children: ReactNode }) {
  return <span>{children}</span>;
}

interface SubscriptionProps {
  readonly connectionId: string;
  readonly subscription: MatchedSubscription;
}

function Subscription({ connectionId, subscription }: SubscriptionProps) {
  const t = useText().detail.delivery;
  const { filter, requestedQos, grantedQos, identifier, packet } = subscription;
  return (
    <span className="ml-2 inline-flex max-w-full items-baseline gap-1">
      <bdi className="truncate font-mono text-syn-str" title={visibleName(filter)}>
        {visibleName(filter)}
      </bdi>{' '}
      <span className="whitespace-nowrap text-fg-2">
        {t.subscription(requestedQos, grantedQos, identifier)}
      </span>{' '}
      <Link id={connectionId} to={packet} />
    </span>
  );
}
