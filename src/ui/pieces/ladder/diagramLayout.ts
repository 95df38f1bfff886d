/** Positions of an exchange's moments in its diagram. Pixels. */
import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import { answersTo } from '../../../engine/timeline/sides.ts';
import { timeline } from '../../../engine/timeline/timeline.ts';
import { type FarEnd, type LadderMoment, withFarEnd } from './farEnd.ts';

/** Maximum number of moments. Endless exchanges are cut here. */
export const MOMENTS_SHOWN = 200;

/** The head with the names of both sides. */
export const HEAD = 48;
const HEIGHTS: Readonly<Record<LadderMoment['kind'], number>> = {
  step: 50,
  far: 50,
  treated: 28,
  missing: 28,
  loss: 100,
  awaited: 44,
  end: 48,
};
/** Height of a loss without a packet after it. */
const LOSS_ALONE = 72;

export interface Placed {
  readonly moment: LadderMoment;
  /** Upper edge. */
  readonly top: number;
  readonly height: number;
}

/** While this client waits for an answer. */
interface Waiting {
  readonly top: number;
  readonly bottom: number;
  readonly packetTypes: readonly number[];
}

export interface DiagramLayout {
  readonly placed: readonly Placed[];
  readonly waiting: readonly Waiting[];
  readonly height: number;
  /** Moments that are left out at the end. */
  readonly left: number;
}

/** Distance from a step's upper edge to the ends of its arrow. */
export const ARROW = { begin: 24, end: 34 } as const;

export function diagramLayout(detail: ExchangeDetail, far?: FarEnd): DiagramLayout {
  // A packet without an acknowledgement has no end.
  const own = timeline(detail).filter(({ kind }) => kind !== 'end' || detail.row.exchange > 0);
  const moments = far === undefined ? own : withFarEnd(own, far);
  const placed: Placed[] = [];
  let top = HEAD;
  for (const moment of moments.slice(0, MOMENTS_SHOWN)) {
    const height =
      moment.kind === 'loss' && moment.loss.next === undefined ? LOSS_ALONE : HEIGHTS[moment.kind];
    placed.push({ moment, top, height });
    top += height;
  }
  return {
    placed,
    waiting: waitingOf(placed, top, detail),
    height: top + 8,
    left: Math.max(0, moments.length - MOMENTS_SHOWN),
  };
}

/** Spans from each of the client's packets that expect an answer to the next packet, or to the connection's end. */
function waitingOf(
  placed: readonly Placed[],
  bottom: number,
  detail: ExchangeDetail,
): readonly Waiting[] {
  const found: Waiting[] = [];
  for (const [at, { moment, top }] of placed.entries()) {
    if (moment.kind !== 'step' || moment.step.direction !== 'out') continue;
    const packetTypes = answersTo(moment.step, detail);
    if (packetTypes.length === 0) continue;
    const end = placed
      .slice(at + 1)
      .find(({ moment: { kind } }) => kind === 'step' || kind === 'loss' || kind === 'end');
    found.push({
      top: top + ARROW.begin,
      bottom: end === undefined ? bottom : end.top + (end.moment.kind === 'step' ? ARROW.end : 0),
      packetTypes,
    });
  }
  return found;
}
