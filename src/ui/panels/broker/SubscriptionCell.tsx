import type { SubscriptionRow } from '../../../broker/control/views.ts';
import { Tag } from '../../kit/display/Tag.tsx';
import { shownName } from '../../session/shownName.ts';
import { StateWord } from './EndText.tsx';
import { SubscriptionOptions } from './SubscriptionOptions.tsx';

export type SubscriptionColumn = 'filter' | 'client' | 'state' | 'qos' | 'options' | 'identifier';

/** A client can have many subscriptions, each filter once. */
export const subscriptionKey = ({ client, filter }: SubscriptionRow): string =>
  JSON.stringify([client, filter]);

interface SubscriptionCellProps {
  readonly row: SubscriptionRow;
  readonly column: SubscriptionColumn;
}

/** Cell of a subscription. */
export function SubscriptionCell({ row, column }: SubscriptionCellProps) {
  switch (column) {
    case 'filter':
      return <Cut text={row.filter} />;
    case 'client':
      return <Cut text={row.client} />;
    case 'state':
      return <StateWord state={row.isConnected ? 'connected' : 'offline'} />;
    case 'qos':
      return <Tag>{`QoS ${row.qos}`}</Tag>;
    case 'options':
      return <SubscriptionOptions row={row} />;
    case 'identifier':
      return row.identifier;
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
