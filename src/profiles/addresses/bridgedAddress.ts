/** Tells which connections the companion opens for the page. */
import type { LineSettings } from '../settings/lineSettings.ts';

/** True if the companion must open it: a browser cannot, or not with these settings. */
export const isBridged = (url: string, line: LineSettings | undefined): boolean =>
  /^(?:mqtts?|unix):/i.test(url) || (line !== undefined && /^wss?:/i.test(url));
