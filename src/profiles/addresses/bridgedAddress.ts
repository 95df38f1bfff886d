/** Which connections the companion opens for the page. */
import type { LineSettings } from '../settings/lineSettings.ts';

/** Whether the companion has to open it: no browser does, or not as it is asked for. */
export const isBridged = (url: string, line: LineSettings | undefined): boolean =>
  /^(?:mqtts?|unix):/i.test(url) || (line !== undefined && /^wss?:/i.test(url));
