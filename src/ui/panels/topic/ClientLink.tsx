import { nameStart, useText } from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import { setBrokerPlace } from '../../session/broker/place.ts';
import { showPanel } from '../../session/view/tabView.ts';

/** A client of the broker; leads to its row in the Broker desk. */
export function ClientLink({ connectionId, client }: { connectionId: string; client: string }) {
  const t = useText().details;
  return (
    <button
      type="button"
      title={t.showClient}
      className="max-w-full truncate text-action"
      onClick={() => {
        setBrokerPlace(connectionId, { part: 'clients', client });
        showPanel(connectionId, 'broker');
      }}
    >
      <bdi>{visibleText(nameStart(client))}</bdi>
    </button>
  );
}
