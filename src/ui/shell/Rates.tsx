import { grouped } from '../../i18n/numbers.ts';
import { DirectionMark } from '../kit/Direction.tsx';
import { useFirstText } from '../kit/language/firstText.ts';
import { useConnection } from '../session/connections.ts';
import { openInFlight } from '../session/handshakes/openInFlight.ts';
import { useCounters, useRates } from '../session/useWindowPart.ts';

/** Messages a second in each direction, with a line for the last seconds, and the messages in flight. */
export function Rates({ connectionId }: { connectionId: string }) {
  const t = useFirstText().shell;
  const counters = useCounters(connectionId);
  const known = useRates(connectionId) ?? [];
  const { silence, ended } = useConnection(connectionId, 'silence', 'ended') ?? {};
  // Rates from before the worker stopped answering are outdated.
  const isKnown = silence === undefined && ended === undefined;
  const rates = isKnown ? known : [];
  if (counters === undefined) {
    return null;
  }
  return (
    <>
      <span className="flex items-center gap-2 whitespace-nowrap">
        <Rate
          title={t.inTitle}
          direction="in"
          value={isKnown ? counters.inRate : undefined}
          rates={rates}
        />
        <Rate
          title={t.outTitle}
          direction="out"
          value={isKnown ? counters.outRate : undefined}
          rates={rates}
        />
        <span className="text-xs text-fg-3 max-lg:hidden">{t.rate}</span>
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

/** Line between groups of a bar. */
export function Rule() {
  return <span aria-hidden="true" className="h-4 w-px bg-line max-sm:hidden" />;
}

interface RateProps {
  readonly title: string;
  readonly direction: 'in' | 'out';
  /** Undefined if unknown. */
  readonly value: number | undefined;
  /** Rates of the last seconds. */
  readonly rates: readonly Record<'in' | 'out', number>[];
}

function Rate({ title, direction, value, rates }: RateProps) {
  return (
    <span className="flex items-center gap-1" title={title}>
      <DirectionMark direction={direction} />
      <b className="min-w-5 font-mono font-semibold">
        {value === undefined ? '–' : grouped(Math.round(value))}
      </b>
      <Sparkline
        values={rates.map((rate) => rate[direction])}
        className={direction === 'in' ? 'stroke-dir-in' : 'stroke-dir-out'}
      />
    </span>
  );
}

const WIDTH = 40;
const HEIGHT = 14;
const POINTS = 20;

/** By a measure of its own: what goes out is often little beside what comes in. */
function Sparkline({ values, className }: { values: readonly number[]; className: string }) {
  const highest = Math.max(1, ...values);
  const points = values.map((value, at) => {
    const x = (at / (POINTS - 1)) * WIDTH;
    const y = HEIGHT - 2 - (value / highest) * (HEIGHT - 4);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    <svg
      width={WIDTH}
      height={HEIGHT}
      aria-hidden="true"
      fill="none"
      strokeWidth="1.25"
      className="max-lg:hidden"
    >
      <polyline points={points.join(' ')} className={className} />
    </svg>
  );
}
