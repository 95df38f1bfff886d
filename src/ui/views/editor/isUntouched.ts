import type { Draft } from '../../session/profiles/draft.ts';

/** Nobody has said yet where to connect: what the rest will be is one line until then. */
export const isUntouched = ({ mode, url }: Draft): boolean =>
  mode === 'password' && url.trim() === '';
