/** Handmade exchanges in the engine's format. */

import type {
  ConnectionLoss,
  ExchangeDetail,
  ExchangeRow,
  ExchangeStep,
} from '../../../engine/exchanges/exchange.ts';
import type { Direction } from '../../../engine/log/columns/direction.ts';
import { PUBCOMP, PUBLISH, PUBREC, PUBREL } from '../../../mqtt/tables/typeNumbers.ts';

const MS = 1000;

/** @param ms since the capture's origin */
export function step(
  packet: number,
  direction: Direction,
  packetType: number,
  ms: number,
  more: Partial<ExchangeStep> = {},
): ExchangeStep {
  return {
    packet,
    held: true,
    time: ms * MS,
    direction,
    stream: 1,
    packetType,
    dup: false,
    sameArrival: false,
    reasonCodes: [],
    reasonString: undefined,
    ...more,
  };
}

export function row(more: Partial<ExchangeRow> = {}): ExchangeRow {
  return {
    exchange: 1,
    packet: 10,
    direction: 'out',
    kind: 'publish',
    qos: 2,
    packetId: 41,
    state: 'complete',
    topic: 'plant/press-07/calib',
    moreFilters: 0,
    stream: 1,
    start: 0,
    latency: 10 * MS,
    resends: 0,
    hasProblem: false,
    ...more,
  };
}

export function detail(more: Partial<ExchangeDetail> = {}): ExchangeDetail {
  return {
    row: row(),
    version: 5,
    clientId: 'mqttscope-7f3a',
    hasAuthMethod: false,
    steps: [],
    losses: [],
    awaited: undefined,
    filters: [],
    problems: [],
    treated: [],
    ...more,
  };
}

export const loss: ConnectionLoss = {
  afterStep: 0,
  stream: 1,
  lostAt: 204 * MS,
  disconnect: undefined,
  next: {
    stream: 2,
    connect: 20,
    connectedAt: 2391 * MS,
    cleanStart: false,
    sessionPresent: true,
  },
};

/** Interrupted before PUBREC was seen, resumed, completed. */
export const RETRIED: ExchangeDetail = detail({
  row: row({ state: 'retried', latency: 2236 * MS, resends: 1 }),
  steps: [
    step(10, 'out', PUBLISH, 180),
    step(22, 'out', PUBLISH, 2396, { dup: true, stream: 2 }),
    step(23, 'in', PUBREC, 2405, { stream: 2, reasonCodes: [0] }),
    step(24, 'out', PUBREL, 2406, { stream: 2 }),
    step(25, 'in', PUBCOMP, 2416, { stream: 2, reasonCodes: [0] }),
  ],
  losses: [loss],
});
