import { useText } from '#kit';
import { visibleName } from '../../../base/visibleText.ts';
import type { Delivery, MatchedSubscription } from '../../../engine/exchanges/exchange.ts';
import { showPacket } from '../../session/packets/actions.ts';
import { type DeliveryFact, qosFact } from './delivery.ts';

interface DeliverySectionProps {
  readonly connectionId: string;
  readonly delivery: Delivery;
}

/** How a received message came: its QoS, its retain flag, and the matching subscriptions. */
export function DeliverySection({ connectionId, delivery }: DeliverySectionProps) {
  const { kit, detail } = useText();
  const t = detail.delivery;
  const { subscriptions, identifiers, same } = delivery;
  return (
    <section aria-label={t.title}>
      <ul className="py-1 *:min-h-7 *:px-3 *:py-1 *:leading-5 *:wrap-anywhere">
        <li>
          <Qos connectionId={connectionId} fact={qosFact(delivery)} />
        </li>
        <li>{delivery.retained ? t.retained : t.live}</li>
        {subscriptions.map((one) => (
          <Subscription key={one.filter} connectionId={connectionId} subscription={one} />
        ))}
        {subscriptions.length === 0 && <li>{t.noSubscription}</li>}
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

function Qos({ connectionId, fact }: { connectionId: string; fact: DeliveryFact }) {
  const { detail, kit } = useText();
  const t = detail.delivery.qos;
  switch (fact.key) {
    case 'qos-known':
    case 'qos-above-published': {
      const { qos, published } = fact;
      return (
        <>
          {t.publishedHere(published.qos)}
          {kit.gap}
          <Link id={connectionId} to={published.packet} />
          {fact.key === 'qos-known'
            ? t.subscribed(published.qos, fact.granted, qos)
            : t.raised(qos)}
        </>
      );
    }
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

interface SubscriptionProps {
  readonly connectionId: string;
  readonly subscription: MatchedSubscription;
}

function Subscription({ connectionId, subscription }: SubscriptionProps) {
  const t = useText().detail.delivery;
  const { filter, requestedQos, grantedQos, identifier, packet } = subscription;
  return (
    <li>
      {t.because} <bdi className="font-mono text-syn-str">{visibleName(filter)}</bdi>
      <span className="text-fg-2">{t.subscription(requestedQos, grantedQos, identifier)}</span>{' '}
      <Link id={connectionId} to={packet} />
    </li>
  );
}
