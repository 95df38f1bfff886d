/** Moments of an exchange in the form that the texts need. */
import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import { sender, TYPE } from '../../../engine/timeline/sides.ts';
import type { LossMoment, MissingMoment } from '../../../engine/timeline/timeline.ts';
import type {
  BackWords,
  LossWords,
  MissingWords,
} from '../../../i18n/en/packets/handshakeWords.ts';

/** True if a packet type of an exchange has a packet identifier. */
export function hasIdentifier(packetType: number): boolean {
  return packetType >= TYPE.publish && packetType <= TYPE.unsuback;
}

export function missingWords({ packetTypes, of, from, before }: MissingMoment): MissingWords {
  return { answers: packetTypes, of, from: sender(from), before };
}

export function lossWords({ loss }: LossMoment, { version }: ExchangeDetail): LossWords {
  const { disconnect, cut } = loss;
  return {
    cut,
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
): BackWords | undefined {
  if (next === undefined) return undefined;
  const { cleanStart, sessionPresent, refused } = next;
  return {
    cleanStart,
    sessionPresent,
    version,
    offline,
    refused: refused === undefined ? undefined : { place: 'connack', code: refused, version },
  };
}
