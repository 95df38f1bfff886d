/** An exchange in the order in which it happened: what the diagram, its sentences and the explanation go through. */

import type {
  ConnectionLoss,
  ExchangeDetail,
  ExchangeState,
  ExchangeStep,
  TreatedPacket,
} from '../exchanges/exchange.ts';
import type { FaultActionName } from '../faults/rowFault.ts';
import type { Direction } from '../log/columns/direction.ts';
import { answersTo, opposite } from './sides.ts';

export interface StepMoment {
  readonly kind: 'step';
  readonly step: ExchangeStep;
  readonly index: number;
  /** µs since the step before; undefined for the first, and where the two arrived in one frame. */
  readonly since: number | undefined;
  /** It came in one frame with the step before: the time between them is not known. */
  readonly sameFrame: boolean;
  /** The same packet was sent before in this exchange. */
  readonly again: boolean;
}

/** An answer that did not come before the connection ended, or before its packet was sent again. */
export interface MissingMoment {
  readonly kind: 'missing';
  readonly packetTypes: readonly number[];
  /** What it would have answered. */
  readonly of: number;
  /** Who would have sent it. */
  readonly from: Direction;
  /** What came first: the end of the connection, the same packet again, or the end of the exchange. */
  readonly before: 'loss' | 'again' | 'end';
}

/** Something was done on purpose to the packet of the step before it, or to one that never was on the wire. */
export interface TreatedMoment {
  readonly kind: 'treated';
  readonly treated: TreatedPacket;
}

export interface LossMoment {
  readonly kind: 'loss';
  readonly loss: ConnectionLoss;
  /** µs between the end of the one connection and the next one's CONNECT, where both are known. */
  readonly offline: number | undefined;
}

export interface AwaitedMoment {
  readonly kind: 'awaited';
  readonly packetTypes: readonly number[];
  readonly from: Direction;
  /** µs since the capture's origin. */
  readonly since: number;
}

export interface EndMoment {
  readonly kind: 'end';
  /** Packets that were sent again. */
  readonly resends: number;
  readonly state: Exclude<ExchangeState, 'open'>;
}

export type Moment =
  | StepMoment
  | TreatedMoment
  | MissingMoment
  | LossMoment
  | AwaitedMoment
  | EndMoment;

export function timeline(detail: ExchangeDetail): readonly Moment[] {
  const { steps, losses, awaited, row } = detail;
  const moments: Moment[] = [];
  const seen = new Set<string>();
  for (const [index, step] of steps.entries()) {
    const before = steps[index - 1];
    const key = `${step.packetType} ${step.direction}`;
    const sameFrame = isSameFrame(step, before);
    moments.push({
      kind: 'step',
      step,
      index,
      since: before === undefined || sameFrame ? undefined : step.time - before.time,
      sameFrame,
      again: seen.has(key),
    });
    seen.add(key);
    for (const treated of treatedAfter(detail, index)) moments.push({ kind: 'treated', treated });
    const ended = losses.filter((loss) => loss.afterStep === index);
    const missing = missingAfter(detail, index, ended.length > 0);
    if (missing !== undefined) moments.push(missing);
    for (const loss of ended) moments.push({ kind: 'loss', loss, offline: offline(loss) });
  }
  if (row.state !== 'open') {
    moments.push({ kind: 'end', state: row.state, resends: resendsIn(moments) });
  } else if (awaited !== undefined) {
    moments.push({ kind: 'awaited', ...awaited, since: waitingSince(detail) });
  }
  return moments;
}

/** It may have gone on after a reconnect without that: its next packet had not been sent before. */
export function resendsIn(moments: readonly Moment[]): number {
  return moments.filter((moment) => moment.kind === 'step' && moment.again).length;
}

/** What went the other way at the same time came in no frame with it. */
function isSameFrame(step: ExchangeStep, before: ExchangeStep | undefined): boolean {
  return (
    step.sameArrival &&
    before !== undefined &&
    before.direction === step.direction &&
    before.stream === step.stream
  );
}

/** µs since the capture's origin: since when an open exchange waits. */
export function waitingSince({ steps, row }: ExchangeDetail): number {
  return steps.at(-1)?.time ?? row.start;
}

function offline({ lostAt, next }: ConnectionLoss): number | undefined {
  return lostAt === undefined || next === undefined ? undefined : next.connectedAt - lostAt;
}

/** The step's own, and what was withheld until the next one. */
function treatedAfter({ steps, treated }: ExchangeDetail, index: number): readonly TreatedPacket[] {
  const packet = steps[index]?.packet ?? 0;
  const next = steps[index + 1]?.packet ?? Number.POSITIVE_INFINITY;
  return treated.filter((one) =>
    one.withheld ? one.packet > packet && one.packet < next : one.packet === packet,
  );
}

/** Where a fault rule is known to have taken the packet or its answer, its moment says so: nothing is guessed then. */
function missingAfter(
  detail: ExchangeDetail,
  index: number,
  lost: boolean,
): MissingMoment | undefined {
  const { steps, row } = detail;
  const step = steps[index];
  const next = steps[index + 1];
  if (step === undefined) return undefined;
  const packetTypes = answersTo(step, row);
  const sentAgain =
    next !== undefined &&
    next.packetType === step.packetType &&
    next.direction === step.direction &&
    next.packetType !== 15;
  const givenUp = next === undefined && row.state === 'abandoned';
  if (packetTypes.length === 0 || !(lost || sentAgain || givenUp)) return undefined;
  if (wasTaken(detail, index, packetTypes)) return undefined;
  return {
    kind: 'missing',
    packetTypes,
    of: step.packetType,
    from: opposite(step.direction),
    before: lost ? 'loss' : sentAgain ? 'again' : 'end',
  };
}

/** What a rule does so that a packet gets no answer. */
const TAKES: ReadonlySet<FaultActionName> = new Set(['drop', 'cut', 'silent', 'overflow']);

function wasTaken(detail: ExchangeDetail, index: number, answers: readonly number[]): boolean {
  const step = detail.steps[index];
  return treatedAfter(detail, index).some(({ packet, withheld, direction, packetType, faults }) =>
    withheld
      ? direction !== step?.direction && answers.includes(packetType)
      : packet === step?.packet && faults.some(({ action }) => TAKES.has(action)),
  );
}
