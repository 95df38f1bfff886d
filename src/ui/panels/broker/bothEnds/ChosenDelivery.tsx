import { ScanSearch } from 'lucide-react';
import { Button, useText } from '#kit';
import { visibleName, visibleText } from '../../../../base/visibleText.ts';
import type { TracedDelivery, TracedMessage } from '../../../../broker/journal/tracedMessage.ts';
import { faultWords } from '../../../pieces/ladder/tracedWords.ts';
import { keptBack } from '../../../session/bothEnds/standing.ts';
import { setBrokerPlace } from '../../../session/broker/place.ts';
import { openTapped } from '../../../session/captures/openTapped.ts';
import { StateWord } from './StateWord.tsx';
import { effectiveWords } from './SubscriberGrid.tsx';

interface ChosenDeliveryProps {
  readonly connectionId: string;
  readonly message: TracedMessage;
  readonly delivery: TracedDelivery;
}

/** The chosen delivery in sentences. */
export function ChosenDelivery({ connectionId, message, delivery }: ChosenDeliveryProps) {
  const texts = useText();
  const t = texts.bothEnds;
  const fault = keptBack(delivery);
  const { group, subscriber } = delivery;
  const { publisher = subscriber } = message.row;
  const clients = [...new Set([publisher, subscriber])];
  return (
    <div className="flex flex-col gap-1 px-3 py-2">
      <h3 className="flex min-w-0 items-center gap-2">
        <bdi className="truncate font-mono font-semibold">{visibleName(subscriber)}</bdi>
        <StateWord delivery={delivery} />
      </h3>
      <p className="wrap-anywhere">{effectiveWords(t, message, delivery)}</p>
      <p>
        {fault === undefined
          ? t.waits(delivery)
          : t.keptBack(faultWords(texts, fault), delivery.qos, fault.isLost)}
      </p>
      {group !== undefined && <p>{t.group(visibleName(group.filter), group.members)}</p>}
      {delivery.cause !== 'published' && <p>{t.causes[delivery.cause]}</p>}
      <p className="flex flex-wrap gap-2 pt-1">
        <Button
          title={t.showClientTitle(visibleName(subscriber))}
          onClick={() => setBrokerPlace(connectionId, { part: 'clients', client: subscriber })}
        >
          {t.showClient}
        </Button>
        <Button
          icon={<ScanSearch size={14} aria-hidden />}
          title={t.inspectTitle}
          onClick={() => openTapped(connectionId, clients, clients.map(visibleText).join(' + '))}
        >
          {t.inspect(clients.length)}
        </Button>
      </p>
    </div>
  );
}
