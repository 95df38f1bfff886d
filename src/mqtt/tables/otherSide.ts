/** Returns the receiver of a side's packets. */
import type { Sender } from './packet.ts';

export const otherSide = (sender: Sender): Sender => (sender === 'client' ? 'server' : 'client');
