/** Lists an exchange in chronological order, for the diagram, its sentences and the explanation. */

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
  /** µs since the previous step; undefined for the first, and if both arrived in one frame. */
  readonly since: number | undefined;
  /** It shares a frame with the previous step: the time between them is unknown. */
  readonly sameFrame: boolean;
  /** A repetition of an earlier packet of the exchange. */
  readonly again: boolean;
}

/** An answer that did not arrive before the connection ended, or before its packet was resent. */
export interface MissingMoment {
  readonly kind: 'missing';
  readonly packetTypes: readonly number[];
  /** Index of the unanswered step. */
  readonly of: number;
  /** Expected sender. */
  readonly from: Direction;
  /** Event that ended the wait: the end of the connection, a resend, or the end of the exchange. */
  readonly before: 'loss' | 'again' | 'end';
}

/** An injected fault on the packet of the previous step, or on a packet that never was on the wire. */
export interface TreatedMoment {
  readonly kind: 'treated';
  readonly treated: TreatedPacket;
}

export interface LossMoment {
  readonly kind: 'loss';
  readonly loss: ConnectionLoss;
  /** µs between the end of a connection and the next CONNECT, if both are known. */
  readonly offline: number | undefined;
}

interface AwaitedMoment {
  readonly kind: 'awaited';
  readonly packetTypes: readonly number[];
  readonly from: Direction;
  /** µs since the capture's origin. */
  readonly since: number;
}

export interface EndMoment {
  readonly kind: 'end';
  /** Number of resent packets. */
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
    moments.push({ kind: 'end', state: row.state, resends: countResends(moments) });
  } else if (awaited !== undefined) {
    moments.push({ kind: 'awaited', ...awaited, since: waitingSince(detail) });
  }
  return moments;
}

/**
 * Counts resent packets. An exchange may continue after a reconnect without any, if its next packet was not
 * sent before.
 */
export function countResends(moments: readonly Moment[]): number {
  return moments.filter((moment) => moment.kind === 'step' && moment.again).length;
}

/** Packets of opposite directions share no frame. */
function isSameFrame(step: ExchangeStep, before: ExchangeStep | undefined): boolean {
  return (
    step.sameArrival &&
    before !== undefined &&
    before.direction === step.direction &&
    before.stream === step.stream
  );
}

/** µs since the capture's origin, from which an open exchange waits. */
export function waitingSince({ steps, row }: ExchangeDetail): number {
  return steps.at(-1)?.time ?? row.start;
}

function offline({ lostAt, next }: ConnectionLoss): number | undefined {
  return lostAt === undefined || next === undefined ? undefined : next.connectedAt - lostAt;
}

/** Faults of the step, and of packets withheld before the next one. */
function treatedAfter({ steps, treated }: ExchangeDetail, index: number): readonly TreatedPacket[] {
  const packet = steps[index]?.packet ?? 0;
  const next = steps[index + 1]?.packet ?? Number.POSITIVE_INFINITY;
  return treated.filter((one) =>
    one.withheld ? one.packet > packet && one.packet < next : one.packet === packet,
  );
}

/** If a fault rule is known to have removed the packet or its answer, its own moment reports it. */
function missingAfter(
  detail: ExchangeDetail,
  index: number,
  lost: boolean,
): MissingMoment | undefined {
  const { steps, row } = detail;
  const step = steps[index];
  const next = steps[index + 1];
  if (step === undefined) return undefined;
  const packetTypes = answersTo(step, detail);
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

/** Fault actions that prevent an answer. */
const TAKES: ReadonlySet<FaultActionName> = new Set(['drop', 'cut', 'silent', 'overflow']);

function wasTaken(detail: ExchangeDetail, index: number, answers: readonly number[]): boolean {
  const step = detail.steps[index];
  return treatedAfter(detail, index).some(({ packet, withheld, direction, packetType, faults }) =>
    withheld
      ? direction !== step?.direction && answers.includes(packetType)
      : packet === step?.packet && faults.some(({ action }) => TAKES.has(action)),
  );
}
