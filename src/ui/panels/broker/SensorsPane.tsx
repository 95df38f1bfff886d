import { useState } from 'react';
import { EmptyState, Prose, useText } from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import { SensorList, type SensorRange } from '../../pieces/sensors/SensorList.tsx';
import { useAsked } from '../../session/broker/brokers.ts';

interface SensorsPaneProps {
  readonly connectionId: string;
  /** ms since 1970. */
  readonly origin: number;
}

/** Current traffic of the companion's MQTT-SN gateway. */
export function SensorsPane({ connectionId, origin }: SensorsPaneProps) {
  const { broker, sn: t, explain } = useText();
  const [range, setRange] = useState<SensorRange>({ first: 0, count: 50 });
  const [chosen, setChosen] = useState<number>();
  const [filter, setFilter] = useState('');
  const page = useAsked(connectionId, {
    kind: 'sensors',
    ...range,
    ...(filter !== '' && { filter }),
  });
  const shown = useAsked(
    connectionId,
    chosen === undefined ? undefined : { kind: 'sensor', no: chosen },
  );
  if (page === undefined) return <EmptyState title={broker.loading} />;
  if (page.kind !== 'sensors') {
    if (page.kind === 'refused' && page.fact?.key === 'no-sensors')
      return <EmptyState title={t.noGateway} text={<Prose text={t.noGatewayHint} />} />;
    const why = page.kind === 'refused' ? visibleText(explain.refusal(page)) : '';
    return <EmptyState title={t.noGateway} text={why} />;
  }
  if (page.total === 0 && page.of === undefined)
    return <EmptyState title={t.none} text={<Prose text={t.noneHint} />} />;
  const message = shown?.kind === 'sensor' ? (shown.message ?? undefined) : undefined;
  return (
    <SensorList
      focus="sensors"
      page={page}
      onRange={setRange}
      chosen={chosen}
      detail={message?.row.no === chosen ? message : undefined}
      onChoose={setChosen}
      origin={origin}
      onFilter={setFilter}
    />
  );
}
