import { classes, DirectionMark, useText } from '#kit';
import type { ReceiveGauge } from '../../../engine/exchanges/exchange.ts';
import type { Direction } from '../../../engine/log/columns/direction.ts';

/** Number of packet identifiers. */
const MOST = 65_535;

interface ReceiveMeterProps {
  readonly direction: Direction;
  readonly gauge: ReceiveGauge;
}

/** Used part of a receive maximum (MQTT 5, 4.9). */
export function ReceiveMeter({ direction, gauge }: ReceiveMeterProps) {
  const t = useText().handshakes.inFlight;
  const { used, maximum } = gauge;
  const text = maximum === undefined ? t.unlimited(used) : t.used(used, maximum);
  const share = used / (maximum ?? MOST);
  return (
    <span className="flex items-center gap-2 whitespace-nowrap" title={t.meterTitle[direction]}>
      <DirectionMark direction={direction} />
      <span
        role="meter"
        aria-label={t.meter[direction]}
        aria-valuemin={0}
        aria-valuemax={maximum ?? MOST}
        aria-valuenow={used}
        aria-valuetext={text}
        // An empty one says nothing; the number beside it does.
        className={classes('h-1.5 w-16 overflow-hidden rounded-sm', used > 0 && 'bg-raised')}
      >
        <span
          className={classes('block h-full', share >= 1 ? 'bg-warn' : 'bg-fg-2')}
          style={{ width: `${Math.min(100, share * 100)}%` }}
        />
      </span>
      <span className="text-fg-2" aria-hidden="true">
        {text}
      </span>
    </span>
  );
}
