/** Senders of packets, and packets that answer others. */

import { isFailure } from '../../mqtt/tables/reasonCodes.ts';
import type { ExchangeDetail, ExchangeStep } from '../exchanges/exchange.ts';
import type { Direction } from '../log/columns/direction.ts';

export type Side = 'client' | 'broker';

/** `out`: from the client to the broker. */
export function sender(direction: Direction): Side {
  return direction === 'out' ? 'client' : 'broker';
}

export function opposite(direction: Direction): Direction {
  return direction === 'out' ? 'in' : 'out';
}

/** Control packet types (2.1.2) of exchanges. */
export const TYPE = {
  connect: 1,
  connack: 2,
  publish: 3,
  puback: 4,
  pubrec: 5,
  pubrel: 6,
  pubcomp: 7,
  subscribe: 8,
  suback: 9,
  unsubscribe: 10,
  unsuback: 11,
  pingreq: 12,
  pingresp: 13,
  auth: 15,
} as const;

/** Index of the first refusing code, which is any but 0 in a CONNACK of 3.1.1. -1: none. */
export function refusingCode({ packetType, reasonCodes }: ExchangeStep): number {
  return reasonCodes.findIndex(packetType === TYPE.connack ? (code) => code > 0 : isFailure);
}

export function refuses(step: ExchangeStep): boolean {
  return refusingCode(step) >= 0;
}

const RE_AUTHENTICATE = 0x19;
/** Reason code of an AUTH that continues authentication (3.15.2.1). */
export const CONTINUE = 0x18;

/** Packets that may follow from the other side; none if the exchange ends with this one. */
export function answersTo(step: ExchangeStep, detail: ExchangeDetail): readonly number[] {
  switch (step.packetType) {
    case TYPE.connect:
      return detail.hasAuthMethod ? [TYPE.connack, TYPE.auth] : [TYPE.connack];
    case TYPE.publish:
      return [detail.row.qos === 2 ? TYPE.pubrec : TYPE.puback];
    case TYPE.pubrec:
      return refuses(step) ? [] : [TYPE.pubrel];
    case TYPE.pubrel:
      return [TYPE.pubcomp];
    case TYPE.subscribe:
      return [TYPE.suback];
    case TYPE.unsubscribe:
      return [TYPE.unsuback];
    case TYPE.pingreq:
      return [TYPE.pingresp];
    case TYPE.auth:
      return authAnswers(step, detail);
    default:
      return [];
  }
}

function authAnswers(step: ExchangeStep, { row }: ExchangeDetail): readonly number[] {
  const [code] = step.reasonCodes;
  if (code !== CONTINUE && code !== RE_AUTHENTICATE) return [];
  return step.direction === 'out' && row.kind === 'connect'
    ? [TYPE.connack, TYPE.auth]
    : [TYPE.auth];
}
