import { useState } from 'react';
import { visibleText } from '../../../payload/visibleText.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { useText } from '../../kit/language/useText.ts';
import { later } from '../../kit/later.tsx';
import type { SensorRange } from '../../pieces/sensors/SensorList.tsx';
import { useAsked } from '../../session/brokers.ts';

const SensorList = later(
  async () => (await import('../../pieces/sensors/SensorList.tsx')).SensorList,
);

interface SensorsPaneProps {
  readonly connectionId: string;
  /** ms since 1970. */
  readonly origin: number;
}

/** What passes the companion's gateway for MQTT-SN now. */
export function SensorsPane({ connectionId, origin }: SensorsPaneProps) {
  const { broker, sn: t, explain } = useText();
  const [range, setRange] = useState<SensorRange>({ first: 0, count: 50 });
  const [chosen, setChosen] = useState<number>();
  const page = useAsked(connectionId, { kind: 'sensors', ...range });
  const shown = useAsked(
    connectionId,
    chosen === undefined ? undefined : { kind: 'sensor', no: chosen },
  );
  if (page === undefined) return <EmptyState title={broker.loading} />;
  if (page.kind !== 'sensors') {
    const why = page.kind === 'refused' ? visibleText(explain.refusal(page)) : '';
    return <EmptyState title={t.noGateway} text={why} />;
  }
  if (page.total === 0) return <EmptyState title={t.none} text={t.noneHint} />;
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
    />
  );
}
