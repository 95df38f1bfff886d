import type { PacketRow } from '../../../engine/window/window.ts';

/** The packet is known to have a problem, but only the newest problems of its kind are kept. */
export const isProblemGone = ({ hasProblem, wrong, http }: PacketRow): boolean =>
  hasProblem && wrong === undefined && http === undefined;
