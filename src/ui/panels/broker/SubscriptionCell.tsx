import type { SubscriptionRow } from '../../../broker/control/views.ts';
import { rate as rateText } from '../../../i18n/numbers.ts';
import { shownName } from '../../session/shownName.ts';
import { StateWord } from './EndText.tsx';
import { SubscriptionOptions } from './SubscriptionOptions.tsx';

export type SubscriptionColumn =
  | 'filter'
  | 'client'
  | 'state'
  | 'qos'
  | 'options'
  | 'identifier'
  | 'to';

interface SubscriptionCellProps {
  readonly row: SubscriptionRow;
  readonly column: SubscriptionColumn;
  /** Messages per second for it, if known. */
  readonly rate?: number | undefined;
}

/** Cell of a subscription. */
export function SubscriptionCell({ row, column, rate }: SubscriptionCellProps) {
  switch (column) {
    case 'filter':
      return <Cut text={row.filter} />;
    case 'client':
      return <Cut text={row.client} />;
    case 'state':
      return <StateWord state={row.isConnected ? 'connected' : 'offline'} />;
    case 'qos':
      return row.qos;
    case 'options':
      return <SubscriptionOptions row={row} />;
    case 'identifier':
      return row.identifier;
    case 'to':
      return rate === undefined ? <span className="text-fg-3">–</span> : rateText(rate);
  }
}

function Cut({ text }: { text: string }) {
  const shown = shownName(text);
  return (
    <bdi title={shown} className="block truncate whitespace-pre">
      {shown}
    </bdi>
  );
}
