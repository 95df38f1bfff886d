import { useText } from '#kit';
import { connectionItem } from '../../pieces/copies/connectionItem.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { useCounters } from '../../session/connection/useWindowPart.ts';

/** Number of discarded packets, the reason, and the command that keeps all of a connection. */
export function Discarded({ connectionId }: { connectionId: string }) {
  const { packetLog: t } = useText();
  const counters = useCounters(connectionId);
  const { settings, subscriptions = [] } =
    useConnection(connectionId, 'settings', 'subscriptions') ?? {};
  if (counters === undefined) return null;
  const current = settings && {
    ...settings,
    subscriptions: subscriptions.map(({ subscription }) => subscription),
  };
  const item = current && connectionItem('mqttscope record', current);
  return (
    <p className="shrink-0 border-b border-line bg-warn-bg px-3 py-1 text-xs text-fg-2">
      {t.discarded(counters.discarded, counters.logBudget)}
      {item !== undefined && item.disabled === undefined && (
        <>
          {` ${t.toKeep} `}
          <button
            type="button"
            className="rounded-sm text-accent hover:underline"
            title={item.note}
            onClick={item.run}
          >
            {item.label}
          </button>
        </>
      )}
    </p>
  );
}
