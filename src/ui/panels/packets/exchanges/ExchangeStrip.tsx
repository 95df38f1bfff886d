import { ChevronDown, ChevronRight, TriangleAlert } from 'lucide-react';
import { memo, useEffect, useId } from 'react';
import { announce, classes, texts, useText } from '#kit';
import type {
  InFlightReply,
  InFlightRow,
  LatencyReply,
} from '../../../../engine/exchanges/exchange.ts';
import type { Direction } from '../../../../engine/log/columns/direction.ts';
import { sender } from '../../../../engine/timeline/sides.ts';
import { elapsed } from '../../../../i18n/durations.ts';
import { useNow, useWindowPart } from '../../../session/connection/useWindowPart.ts';
import {
  setExchangeStrip,
  useExchangeStrip,
  useStuckAfter,
} from '../../../session/handshakes/state.ts';
import { showPacket } from '../../../session/packets/actions.ts';
import { IN_FLIGHT, messagesInFlight } from './exchangeFilters.ts';
import { Figure, FilterPart } from './FilterPart.tsx';
import { Latency } from './Latency.tsx';
import { Owed } from './Owed.tsx';

/** Number of requested rows while the strip is open. */
const ROWS = 50;
const DIRECTIONS: readonly Direction[] = ['out', 'in'];

/** Exchanges in flight and the latency of the others, above their list. Its parts set the display filter. */
export function ExchangeStrip({ connectionId }: { connectionId: string }) {
  const t = useText().handshakes.inFlight;
  const id = useId();
  const { isOpen, latency: wanted } = useExchangeStrip(connectionId);
  const { seconds } = useStuckAfter();
  const flight = useWindowPart(connectionId, 'inFlight', {
    count: isOpen ? ROWS : 1,
    stuckAfter: Math.round(seconds * 1_000_000),
  });
  const latency = useWindowPart(connectionId, 'latency', wanted);
  const isStuck = (flight?.stuck ?? 0) > 0;
  useEffect(() => {
    // Announced once, and not again for each exchange that joins.
    if (isStuck) announce(texts().handshakes.inFlight.someStuck(seconds));
  }, [isStuck, seconds]);
  return (
    <section
      aria-label={t.strip}
      // It leaves room for rows: a low window has none for both.
      className="flex max-h-[min(55%,100%-10.5rem)] min-h-0 shrink-0 flex-col border-b border-line [@media(max-height:500px)]:hidden"
    >
      <div className="flex min-h-7 shrink-0 items-center gap-x-1 overflow-hidden px-1.5 whitespace-nowrap">
        <button
          type="button"
          data-focus="in-flight"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setExchangeStrip(connectionId, { isOpen: !isOpen })}
          className="flex h-6 items-center gap-1 rounded-sm px-1 text-xs text-fg-2 hover:bg-raised max-md:h-(--h-small)"
        >
          {isOpen ? <ChevronDown size={12} aria-hidden /> : <ChevronRight size={12} aria-hidden />}
          {t.lead}
        </button>
        {flight && <Counts connectionId={connectionId} flight={flight} />}
        {latency && <Figures connectionId={connectionId} latency={latency} />}
      </div>
      {isOpen && (
        <div
          id={id}
          className="grid min-h-0 overflow-y-auto border-t border-line md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]"
        >
          {flight && <Owed connectionId={connectionId} reply={flight} />}
          {latency && <Latency connectionId={connectionId} reply={latency} />}
        </div>
      )}
    </section>
  );
}

interface CountsProps {
  readonly connectionId: string;
  readonly flight: InFlightReply;
}

/** `14 out, 7 of 32 in`: an announced maximum is shown. */
const Counts = memo(function Counts({ connectionId, flight }: CountsProps) {
  const t = useText().handshakes.inFlight;
  const [longest] = flight.rows;
  return (
    <>
      {DIRECTIONS.map((direction) => {
        const { used, maximum } = flight.gauges[direction];
        const isLimited = maximum !== undefined && maximum < 65_535;
        return (
          <FilterPart
            key={direction}
            connectionId={connectionId}
            filter={messagesInFlight(direction)}
            title={t.countTitle[direction]}
            className={classes('font-mono', isLimited && used >= maximum && 'text-warn')}
          >
            {t.count[direction](isLimited ? t.of(used, maximum) : String(used))}
          </FilterPart>
        );
      })}
      {longest && <Longest connectionId={connectionId} longest={longest} />}
    </>
  );
});

/** The exchange that waits longest, and the side that owes its next packet. */
function Longest({ connectionId, longest }: { connectionId: string; longest: InFlightRow }) {
  const { handshakes, kit } = useText();
  const t = handshakes.inFlight;
  const now = useNow(connectionId) ?? 0;
  const { row, since, stuck, owedBy, awaited } = longest;
  return (
    <FilterPart
      connectionId={connectionId}
      filter={IN_FLIGHT}
      className={stuck ? 'text-warn' : undefined}
      onClick={() => showPacket(connectionId, row.packet)}
    >
      {stuck && <TriangleAlert size={12} aria-hidden className="shrink-0" />}
      <span className="text-xs">{t.longest}</span>
      <span className="font-mono">{elapsed(now - since)}</span>
      <span className="max-lg:hidden">
        {kit.colon}
        {t.owes(sender(owedBy), awaited)}
      </span>
    </FilterPart>
  );
}

interface FiguresProps {
  readonly connectionId: string;
  readonly latency: LatencyReply;
}

const Figures = memo(function Figures({ connectionId, latency }: FiguresProps) {
  return (
    <span className="ml-auto flex max-sm:hidden">
      <Figure connectionId={connectionId} latency={latency} name="median" />
      <Figure connectionId={connectionId} latency={latency} name="p95" />
    </span>
  );
});
