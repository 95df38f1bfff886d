/** Positions of both ends' packets in the diagram, in order of time. Pixels. */
import type { TracedDelivery, TracedStep } from '../../../../broker/journal/tracedMessage.ts';

/** The head with the names of the sides. */
export const HEAD = 60;
const STEP = 46;
/** Height of the extra line about a fault rule. */
const FAULT = 10;
const RECONNECT = 26;
const END = 40;

/** The end of a step: the publisher's, or the index of a drawn delivery. */
type End = 'publisher' | number;

export type EndMoment =
  | {
      readonly kind: 'step';
      readonly end: End;
      readonly step: TracedStep;
      /** ms since the previous step at either end; undefined for the first. */
      readonly since: number | undefined;
    }
  /** The packets that follow at this end travel on another connection. */
  | { readonly kind: 'reconnect'; readonly end: End; readonly connection: number };

interface PlacedMoment {
  readonly moment: EndMoment;
  /** Upper edge. */
  readonly top: number;
}

export interface EndsLayout {
  readonly placed: readonly PlacedMoment[];
  /** Upper edge of the outcomes of the deliveries. */
  readonly end: number;
  readonly height: number;
}

export function endsLayout(
  steps: readonly TracedStep[],
  deliveries: readonly TracedDelivery[],
): EndsLayout {
  const placed: PlacedMoment[] = [];
  let top = HEAD;
  const place = (moment: EndMoment, height: number): void => {
    placed.push({ moment, top });
    top += height;
  };
  const connections = new Map<End, number>();
  let before: number | undefined;
  for (const { end, step } of inTime(steps, deliveries)) {
    const known = connections.get(end);
    if (known !== undefined && known !== step.connection) {
      place({ kind: 'reconnect', end, connection: step.connection }, RECONNECT);
    }
    connections.set(end, step.connection);
    const since = before === undefined ? undefined : step.time - before;
    before = step.time;
    place({ kind: 'step', end, step, since }, step.fault === undefined ? STEP : STEP + FAULT);
  }
  return { placed, end: top, height: top + END };
}

interface At {
  readonly end: End;
  readonly step: TracedStep;
}

/**
 * The broker acts at once, so steps may have the same time. Then the PUBLISH is first, and each end keeps its order.
 */
function inTime(
  steps: readonly TracedStep[],
  deliveries: readonly TracedDelivery[],
): readonly At[] {
  const all: At[] = [
    ...steps.map((step): At => ({ end: 'publisher', step })),
    ...deliveries.flatMap((delivery, end) => delivery.steps.map((step): At => ({ end, step }))),
  ];
  const rank = ({ step, end }: At): number => {
    if (end !== 'publisher') return 1;
    return step.packet === 'publish' ? 0 : 2;
  };
  return all.toSorted((a, b) => a.step.time - b.step.time || rank(a) - rank(b));
}
