/** Flags of a PUBLISH (3.3.1). */
import type { SeenPacket } from './seenPacket.ts';

const RETAIN = 1;
const DUP = 8;

export const qosOf = ({ bytes }: SeenPacket): number => ((bytes[0] ?? 0) >> 1) & 3;

export const isRetained = ({ bytes }: SeenPacket): boolean => ((bytes[0] ?? 0) & RETAIN) !== 0;

export const isRedelivery = ({ bytes }: SeenPacket): boolean => ((bytes[0] ?? 0) & DUP) !== 0;
