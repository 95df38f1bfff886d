/** Positions of an exchange's moments in its diagram. Pixels. */
import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import { answersTo } from '../../../engine/timeline/sides.ts';
import { timeline } from '../../../engine/timeline/timeline.ts';
import { violations } from '../../../engine/timeline/verdict.ts';
import { type FarEnd, type LadderMoment, withFarEnd } from './farEnd.ts';

/** Maximum number of moments. Endless exchanges are cut here. */
export const MOMENTS_SHOWN = 200;

/** The head with the names of both sides. */
export const HEAD = 44;
/** A row is as high as its words and its arrow, so that a QoS 2 handshake with both ends fits beside a list. */
const HEIGHTS: Readonly<Record<LadderMoment['kind'], number>> = {
  step: 28,
  far: 28,
  treated: 28,
  missing: 22,
  loss: 100,
  awaited: 28,
  end: 32,
};
/** Height of a loss without a packet after it. */
const LOSS_ALONE = 72;
/** From one line of small words to the next, and from one of other words. */
export const LINE = 14;
export const WORDS_LINE = 16;

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
  /** Baseline of its words, below the time of the packet; undefined: the end of the exchange follows at once. */
  readonly words: number | undefined;
  readonly packetTypes: readonly number[];
}

export interface DiagramLayout {
  readonly placed: readonly Placed[];
  readonly waiting: readonly Waiting[];
  readonly height: number;
  /** Moments that are left out at the end. */
  readonly left: number;
}

/** Distance from an end of an arrow to the baseline of its time. */
export const TIME_BASELINE = 4;

/** Distance from a step's upper edge to the ends of its arrow. */
export const ARROW = { begin: 17, end: 24 } as const;

/** True if a rule found a problem in a packet, which a line below its time says. */
export function isViolation(detail: ExchangeDetail, packet: number): boolean {
  return violations(detail).some((violation) => violation.packet === packet);
}

function heightOf(moment: LadderMoment, detail: ExchangeDetail, lines: number): number {
  const wrapped = WORDS_LINE * Math.max(0, lines - 1);
  if (moment.kind === 'loss' && moment.loss.next === undefined) return LOSS_ALONE + wrapped;
  return HEIGHTS[moment.kind] + LINE * furtherLines(moment, detail) + wrapped;
}

/** Lines below those that each packet has. */
function furtherLines(moment: LadderMoment, detail: ExchangeDetail): number {
  if (moment.kind === 'far') return moment.step.fault === undefined ? 0 : 1;
  if (moment.kind !== 'step') return 0;
  const { step } = moment;
  const awaited = step.direction === 'out' ? answersTo(step, detail).length : 0;
  return Math.max(0, awaited - 1) + Number(isViolation(detail, step.packet));
}

/** @param linesOf lines of the words that a moment has beside its packet, at the width of the diagram */
export function diagramLayout(
  detail: ExchangeDetail,
  far?: FarEnd,
  linesOf: (moment: LadderMoment) => number = () => 1,
): DiagramLayout {
  // A packet without an acknowledgement has no end.
  const own = timeline(detail).filter(({ kind }) => kind !== 'end' || detail.row.exchange > 0);
  const moments = far === undefined ? own : withFarEnd(own, far);
  const placed: Placed[] = [];
  let top = HEAD;
  for (const moment of moments.slice(0, MOMENTS_SHOWN)) {
    const height = heightOf(moment, detail, linesOf(moment));
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
  end: number,
  detail: ExchangeDetail,
): readonly Waiting[] {
  const found: Waiting[] = [];
  for (const [at, { moment, top }] of placed.entries()) {
    if (moment.kind !== 'step' || moment.step.direction !== 'out') continue;
    const packetTypes = answersTo(moment.step, detail);
    if (packetTypes.length === 0) continue;
    const next = placed
      .slice(at + 1)
      .find(({ moment: { kind } }) => kind === 'step' || kind === 'loss' || kind === 'end');
    const bottom =
      next === undefined ? end : next.top + (next.moment.kind === 'step' ? ARROW.end : 0);
    const line = 1 + Number(isViolation(detail, moment.step.packet));
    const words = top + ARROW.begin + TIME_BASELINE + line * LINE;
    found.push({
      top: top + ARROW.begin,
      bottom,
      words: words + LINE * (packetTypes.length - 1) < bottom ? words : undefined,
      packetTypes,
    });
  }
  return found;
}
