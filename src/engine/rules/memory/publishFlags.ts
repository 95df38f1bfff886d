/** Flags of a PUBLISH (3.3.1). */
import { qosIn } from '../../../mqtt/framing/firstBytes.ts';
import type { SeenPacket } from './seenPacket.ts';

const RETAIN = 1;
const DUP = 8;

export const qosOf = ({ bytes }: SeenPacket): number => qosIn(bytes[0] ?? 0);

export const isRetained = ({ bytes }: SeenPacket): boolean => ((bytes[0] ?? 0) & RETAIN) !== 0;

export const isRedelivery = ({ bytes }: SeenPacket): boolean => ((bytes[0] ?? 0) & DUP) !== 0;
