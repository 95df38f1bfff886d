import type { Draft } from '../../session/profiles/draft.ts';

/** True while no address has been chosen. All other options are then folded into a line. */
export const isUntouched = ({ mode, url }: Draft): boolean =>
  mode === 'password' && url.trim() === '';
