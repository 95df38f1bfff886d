import { focusTarget, later, loadedLater, useListLayout, useLoaded } from '#kit';
import { PausedStrip } from '../../pieces/strips/PausedStrip.tsx';
import { useConnection } from '../../session/connection/connections.ts';
import { useCounter } from '../../session/connection/useWindowPart.ts';
import { useIsLive } from '../../session/useIsLive.ts';
import { useLayout } from '../../session/view/layout.ts';
import { ArmedStrip } from './filter/ArmedStrip.tsx';
import { FilterStrip } from './filter/FilterStrip.tsx';
import { NoMatch } from './filter/NoMatch.tsx';
import { InspectBar } from './InspectBar.tsx';
import { PacketGrid } from './PacketGrid.tsx';

const emptyList = loadedLater(() => import('./NoPackets.tsx'));
const ExchangeStrip = later(
  async () => (await import('./exchanges/ExchangeStrip.tsx')).ExchangeStrip,
  {
    Waits: () => (
      <div className="h-[29px] shrink-0 border-b border-line max-md:h-[41px] [@media(max-height:500px)]:hidden" />
    ),
  },
);
const Discarded = later(async () => (await import('./Discarded.tsx')).Discarded);

/** The list of exchanges or packets with its tool bar, above the detail. */
export function PacketsView({ connectionId }: { connectionId: string }) {
  const layout = useListLayout();
  const isAny = useCounter(connectionId, ({ packets, withheld }) => packets + withheld > 0);
  const isLacking = useCounter(connectionId, ({ discarded }) => discarded > 0);
  // The text of an empty list is not needed while a connection opens.
  const isUp = useIsLive(connectionId);
  const isEnded = useConnection(connectionId, 'ended')?.ended !== undefined;
  const isFolded = useLayout(({ grouping, wire }) => grouping === 'exchanges' && !wire);
  const mayBeEmpty = isAny !== true || isEnded;
  const empty = useLoaded(emptyList, mayBeEmpty && !isUp);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <InspectBar connectionId={connectionId} />
      <FilterStrip connectionId={connectionId} />
      <ArmedStrip connectionId={connectionId} />
      {isLacking && <Discarded connectionId={connectionId} />}
      {isFolded && isAny === true && <ExchangeStrip connectionId={connectionId} />}
      <div className="relative flex min-h-0 flex-1 flex-col">
        <PacketGrid
          connectionId={connectionId}
          layout={layout}
          onOpen={() => focusTarget('fields')}
        />
        {!mayBeEmpty && <NoMatch connectionId={connectionId} />}
        {mayBeEmpty && empty && <empty.NoPackets connectionId={connectionId} />}
      </div>
      <PausedStrip connectionId={connectionId} />
    </div>
  );
}
