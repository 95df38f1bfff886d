import type { ReactNode } from 'react';
import { Tabs, useText } from '#kit';
import { short } from '../../i18n/numbers.ts';
import { useBroker } from '../session/broker/brokerStates.ts';
import { useAsked } from '../session/broker/brokers.ts';
import { type BrokerPart, PARTS, setBrokerPlace } from '../session/broker/place.ts';
import { useSysNumbers } from '../session/broker/sysNumbers.ts';
import { hasPlatform } from '../session/platform/hasPlatform.ts';
import { showPanel } from '../session/view/tabView.ts';

interface BrokerPartsProps {
  readonly connectionId: string;
  readonly value: BrokerPart | 'platform';
  readonly children?: ReactNode;
}

/** The parts of the Broker desk with their counts. The device platform is one of them. */
export function BrokerParts({ connectionId, value, children }: BrokerPartsProps) {
  const { broker: t, shell } = useText();
  const counts = useCounts(connectionId);
  const isPlatform = hasPlatform(useBroker(connectionId));
  const parts = PARTS.map((part) => ({ value: part, label: t.part[part], count: counts[part] }));
  const platform = { value: 'platform', label: shell.platform, count: undefined } as const;
  // After the five that are used most.
  const tabs = isPlatform ? [...parts.slice(0, 5), platform, ...parts.slice(5)] : parts;
  return (
    <div className="flex h-(--h-tool) shrink-0 items-stretch border-b border-line bg-bar px-1">
      <Tabs
        label={t.parts}
        more={t.moreParts}
        value={value}
        tabs={tabs}
        onChange={(next) => {
          if (next !== 'platform') setBrokerPlace(connectionId, { part: next, refused: undefined });
          showPanel(connectionId, next === 'platform' ? 'platform' : 'broker');
        }}
      />
      {children}
    </div>
  );
}

function useCounts(connectionId: string): Readonly<Partial<Record<BrokerPart, string>>> {
  const numbers = useSysNumbers(connectionId);
  // The same number as in the list. `$SYS` is published less often.
  const connected = useAsked(
    connectionId,
    { kind: 'clients', first: 0, count: 1, connected: true },
    2000,
  );
  const retained = useAsked(
    connectionId,
    { kind: 'retained', first: 0, count: 1, sys: false },
    2000,
  );
  const shown = (value: number | undefined): string | undefined =>
    value === undefined ? undefined : short(value);
  const clients = shown(connected?.kind === 'clients' ? connected.total : undefined);
  const subscriptions = shown(numbers.of('subscriptions/count'));
  const kept = shown(retained?.kind === 'retained' ? retained.total : undefined);
  return {
    ...(clients !== undefined && { clients }),
    ...(subscriptions !== undefined && { subscriptions }),
    ...(kept !== undefined && { retained: kept }),
  };
}
