/** Moments of an exchange in the form that the texts need. */
import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import { sender, TYPE } from '../../../engine/timeline/sides.ts';
import type { LossMoment, MissingMoment, StepMoment } from '../../../engine/timeline/timeline.ts';
import type {
  BackWords,
  LossWords,
  MissingWords,
  StepWords,
} from '../../../i18n/en/packets/handshakeWords.ts';
import { rowTime } from '../../kit/page/clock.ts';
import { codeAt } from './explainStep.ts';

/** True if a packet type of an exchange has a packet identifier. */
export function hasIdentifier(packetType: number): boolean {
  return packetType >= TYPE.publish && packetType <= TYPE.unsuback;
}

/** `origin` in ms since 1970. */
export function stepWords(
  { step, since, sameFrame }: StepMoment,
  { row, version }: ExchangeDetail,
  origin: number,
): StepWords {
  return {
    time: rowTime(origin, step.time),
    direction: step.direction,
    packetType: step.packetType,
    packet: step.packet,
    packetId: hasIdentifier(step.packetType) ? row.packetId : undefined,
    qos: step.packetType === TYPE.publish ? row.qos : undefined,
    dup: step.dup,
    codes: step.reasonCodes.flatMap((_, at) => codeAt(step, version, at) ?? []),
    reason: step.reasonString,
    since,
    sameFrame,
  };
}

export function missingWords({ packetTypes, of, from, before }: MissingMoment): MissingWords {
  return { answers: packetTypes, of, from: sender(from), before };
}

export function lossWords(
  { loss }: LossMoment,
  { version }: ExchangeDetail,
  origin: number,
): LossWords {
  const { lostAt, disconnect, cut } = loss;
  return {
    cut,
    time: lostAt === undefined ? undefined : rowTime(origin, lostAt),
    disconnect: disconnect && {
      by: disconnect.direction,
      // Before MQTT 5 DISCONNECT has no code.
      code: version === 5 ? { place: 'disconnect', code: disconnect.code, version } : undefined,
    },
  };
}

export function backWords(
  { loss: { next }, offline }: LossMoment,
  { version }: ExchangeDetail,
  origin: number,
): BackWords | undefined {
  if (next === undefined) return undefined;
  const { connect, cleanStart, sessionPresent, connectedAt, refused } = next;
  return {
    time: rowTime(origin, connectedAt),
    connect,
    cleanStart,
    sessionPresent,
    version,
    offline,
    refused: refused === undefined ? undefined : { place: 'connack', code: refused, version },
  };
}
