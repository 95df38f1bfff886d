import { timeOfDay, useText } from '#kit';
import { showPacket } from '../../session/packets/actions.ts';
import type { ChartPoint } from './points.ts';

/** Points beside the pointer, or the one that was clicked. */
export interface Tip {
  readonly points: readonly ChartPoint[];
  /** Place of the pointer, px. */
  readonly left: number;
  readonly top: number;
  /** Keeps its position, so that its link can be clicked. */
  readonly isPinned: boolean;
}

interface PointTipProps {
  readonly connectionId: string;
  readonly tip: Tip;
  /** Size of the plots, px. */
  readonly within: { readonly width: number; readonly height: number };
  readonly onClose: () => void;
}

/** Points that are named. */
const MOST = 8;
/** Room that it takes at the right of the pointer, px. */
const WIDTH = 200;
const GAP = 12;

/** Value, time and packet of the points at the pointer. */
export function PointTip({ connectionId, tip, within, onClose }: PointTipProps) {
  const t = useText().charts;
  const { points, left, top, isPinned } = tip;
  const isLeft = left + WIDTH + GAP > within.width;
  const height = 16 + Math.min(points.length, MOST) * 36;
  const vertical = Math.max(0, Math.min(top - height - GAP, within.height - height));
  return (
    <div
      className={`absolute z-10 min-w-36 rounded-md border border-ctl bg-pop px-3 py-1.5 font-mono text-base shadow-pop ${isPinned ? '' : 'pointer-events-none'}`}
      style={{
        top: vertical,
        ...(isLeft ? { right: within.width - left + GAP } : { left: left + GAP }),
      }}
    >
      {points.slice(0, MOST).map(({ id, name, value, at, packet }) => (
        <p key={id} className="whitespace-nowrap">
          <span className="block">
            {points.length > 1 && <bdi className="mr-2 text-fg-2">{name}</bdi>}
            <bdi className="font-semibold">{value}</bdi>
          </span>
          <span className="text-fg-2">{timeOfDay(at)}</span>{' '}
          {isPinned ? (
            <button
              type="button"
              title={t.showPacket}
              className="text-action"
              onClick={() => {
                onClose();
                showPacket(connectionId, packet);
              }}
            >
              {t.packet(packet)}
            </button>
          ) : (
            <span className="text-accent">{t.packet(packet)}</span>
          )}
        </p>
      ))}
    </div>
  );
}
