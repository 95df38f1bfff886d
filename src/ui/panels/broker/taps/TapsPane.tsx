import { useState } from 'react';
import { EmptyState, useText } from '#kit';
import { visibleText } from '../../../../base/visibleText.ts';
import type { DeviceTapRow } from '../../../../broker/tap/deviceTaps.ts';
import { useAsked } from '../../../session/broker/brokers.ts';
import { SetUpLines } from './SetUpLines.tsx';
import { TapForm } from './TapForm.tsx';
import { TapRowView } from './TapRowView.tsx';

/** Taps between devices and other brokers: started here, shown in their own tabs. */
export function TapsPane({ connectionId }: { connectionId: string }) {
  const { broker, deviceTaps: t, explain } = useText();
  const reply = useAsked(connectionId, { kind: 'list-device-taps' });
  const [chosen, setChosen] = useState<number>();
  if (reply === undefined) return <EmptyState title={broker.loading} />;
  if (reply.kind !== 'device-taps') {
    const why = reply.kind === 'refused' ? visibleText(explain.refusal(reply)) : '';
    return <EmptyState title={t.none} text={why} />;
  }
  const { taps, addresses } = reply;
  const shown: DeviceTapRow | undefined =
    taps.find(({ deviceTap }) => deviceTap === chosen) ?? taps.at(-1);
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <TapForm connectionId={connectionId} />
      {taps.length === 0 ? (
        <EmptyState title={t.empty} text={t.emptyText} />
      ) : (
        <ul aria-label={t.list} className="border-b border-line">
          {taps.map((tap) => (
            <TapRowView
              key={tap.deviceTap}
              connectionId={connectionId}
              tap={tap}
              isChosen={tap === shown}
              onChoose={() => setChosen(tap.deviceTap)}
            />
          ))}
        </ul>
      )}
      {shown?.state === 'listening' && (
        <SetUpLines key={shown.deviceTap} tap={shown} addresses={addresses} />
      )}
    </div>
  );
}
