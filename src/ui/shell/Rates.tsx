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
      <Rate title={t.inTitle} direction="in" value={counters.inRate}>
        {rates.map((rate) => rate.in)}
      </Rate>
      <Rate title={t.outTitle} direction="out" value={counters.outRate}>
        {rates.map((rate) => rate.out)}
      </Rate>
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

function Rule() {
  return <span aria-hidden="true" className="h-4 w-px bg-line" />;
}

interface RateProps {
  readonly title: string;
  readonly direction: 'in' | 'out';
  readonly value: number;
  readonly children: readonly number[];
}

function Rate({ title, direction, value, children }: RateProps) {
  const t = useFirstText().shell;
  return (
    <span className="flex items-center gap-1.5 whitespace-nowrap" title={title}>
      <DirectionMark direction={direction} />
      <b className="min-w-6 text-right font-mono font-semibold">{Math.round(value)}</b>
      <span className="text-xs text-fg-3 max-lg:hidden">{t.rate}</span>
      <span className="max-lg:hidden">
        <Sparkline direction={direction} values={children} />
      </span>
    </span>
  );
}

const WIDTH = 48;
const HEIGHT = 14;
const POINTS = 20;

function Sparkline(props: { direction: 'in' | 'out'; values: readonly number[] }) {
  const { values } = props;
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
      className={props.direction === 'in' ? 'text-dir-in' : 'text-dir-out'}
    >
      <polyline points={points.join(' ')} fill="none" stroke="currentColor" strokeWidth="1.25" />
    </svg>
  );
}
