/** Marks in the packet list for a closed or restored connection, and for a reload of the page. */

import { type PlacedCode } from '../../../mqtt/tables/reasonCodes.ts';
import { duration } from '../../durations.ts';
import { counted } from '../../numbers.ts';
import { reasonCode } from '../codes/reasonCodes.ts';

export const connectionChanges = {
  /** @param code of the WebSocket's close */
  closed: (code: number | undefined): string => (code === undefined ? 'closed' : `closed ${code}`),
  after: (us: number): string => `after ${duration(us)}`,
  by: { client: 'by the client', server: 'by the broker' },
  /** For close code 1006: neither the closing side nor the reason is known. */
  noHandshake: 'no closing handshake',
  refused: (code: PlacedCode): string => `CONNECT refused: ${reasonCode(code)}`,
  said: (reason: string): string => `“${reason}”`,
  back: 'reconnected',
  tried: 'tried again',
  sessionPresent: (isPresent: boolean): string => `session present ${isPresent ? 1 : 0}`,
  noConnack: 'no CONNACK so far',
  away: (us: number): string => `${duration(us)} away`,
  sentAgain: (filters: number): string =>
    `${counted(filters, 'subscription', 'subscriptions')} sent again`,
  reloaded: (time: string): string => `Reloaded at ${time}`,
  mayBeMissing: 'packets of the last second before it may be missing',
  skipped: (packets: number): string =>
    `${counted(packets, 'packet', 'packets')} before it arrived too fast to be kept`,
};
