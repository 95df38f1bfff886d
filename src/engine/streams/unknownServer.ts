/** A server of which a capture does not tell whether it is that of other streams: to rules, it is none of theirs. */

const UNKNOWN = '?';

export const unknownServer = (stream: number): string => `${UNKNOWN}${stream}`;

export const isUnknownServer = (server: string | undefined): boolean =>
  server?.startsWith(UNKNOWN) === true;
