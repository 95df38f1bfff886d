/** Who receives what a side sends. */
import type { Sender } from './packet.ts';

export const otherSide = (sender: Sender): Sender => (sender === 'client' ? 'server' : 'client');
