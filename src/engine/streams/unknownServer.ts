/**
 * Placeholder for a server that the capture does not identify. Rules treat it as different from all others.
 */

const UNKNOWN = '?';

export const unknownServer = (stream: number): string => `${UNKNOWN}${stream}`;

export const isUnknownServer = (server: string | undefined): boolean =>
  server?.startsWith(UNKNOWN) === true;
