import { grouped } from '../../words/numbers.ts';
import { DirectionMark } from '../kit/Direction.tsx';
import { useFirstText } from '../kit/language/firstText.ts';
import { openInFlight } from '../session/handshakes/openInFlight.ts';
import { useCounters, useRates } from '../session/useWindowPart.ts';

/** Messages a second in both directions, with the last seconds as a line, and what is in flight. */
export function Rates({ connectionId }: { connectionId: string }) {
  const t = useFirstText().shell;
  const counters = useCounters(connectionId);
  const rates = useRates(connectionId) ?? [];
  if (counters === undefined) {
    return null;
  }
  return (
    <>
      <span className="flex items-center gap-2 whitespace-nowrap">
        <Rate title={t.inTitle} direction="in" value={counters.inRate} />
        <Rate title={t.outTitle} direction="out" value={counters.outRate} />
        <span className="text-xs text-fg-3 max-lg:hidden">{t.rate}</span>
        <span className="max-lg:hidden">
          <Sparkline rates={rates} />
        </span>
      </span>
      <Rule />
      <button
        type="button"
        className="flex h-7 items-center gap-1.5 rounded-md px-1 whitespace-nowrap hover:bg-raised"
        title={t.inFlightTitle}
        onClick={() => openInFlight(connectionId)}
      >
        <span className="text-xs text-fg-3">{t.inFlight}</span>
        <b className="font-mono font-semibold">
          {t.inFlightCount(counters.inFlightOut, counters.inFlightIn)}
        </b>
      </button>
      <Rule />
    </>
  );
}

/** Between groups of a bar. */
export function Rule() {
  return <span aria-hidden="true" className="h-4 w-px bg-line max-sm:hidden" />;
}

interface RateProps {
  readonly title: string;
  readonly direction: 'in' | 'out';
  readonly value: number;
}

function Rate({ title, direction, value }: RateProps) {
  return (
    <span className="flex items-center gap-1" title={title}>
      <DirectionMark direction={direction} />
      <b className="min-w-5 font-mono font-semibold">{grouped(Math.round(value))}</b>
    </span>
  );
}

const WIDTH = 48;
const HEIGHT = 14;
const POINTS = 20;

/** Both directions, by one measure. */
function Sparkline({ rates }: { rates: readonly Record<'in' | 'out', number>[] }) {
  const highest = Math.max(1, ...rates.flatMap((rate) => [rate.in, rate.out]));
  const line = (direction: 'in' | 'out') =>
    rates
      .map((rate, at) => {
        const x = (at / (POINTS - 1)) * WIDTH;
        const y = HEIGHT - 2 - (rate[direction] / highest) * (HEIGHT - 4);
        return `${x.toFixed(1)},${y.toFixed(1)}`;
      })
      .join(' ');
  return (
    <svg width={WIDTH} height={HEIGHT} aria-hidden="true" fill="none" strokeWidth="1.25">
      <polyline points={line('in')} className="stroke-dir-in" />
      <polyline points={line('out')} className="stroke-dir-out" />
    </svg>
  );
}
