import type { Sender } from '../../../mqtt/tables/packet.ts';

/** `out`: from the client to the broker. */
export type Direction = 'in' | 'out';

export const otherSender = (sender: Sender): Sender => (sender === 'client' ? 'server' : 'client');

export const otherWay = (direction: Direction): Direction => (direction === 'out' ? 'in' : 'out');

/** A capture is seen from the client's side. */
export function senderOf(direction: Direction): Sender {
  return direction === 'out' ? 'client' : 'server';
}

export function directionOf(sender: Sender): Direction {
  return sender === 'client' ? 'out' : 'in';
}
