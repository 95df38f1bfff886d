/** Storage key for the display of a broker's topics. */
import { connectionById } from './connection/connections.ts';

/** The broker's address without possible secrets. */
export function keptAddress(url: string | undefined): string | undefined {
  return url?.replace(/[?#].*$/, '').replace(/\/\/[^/]*@/, '//');
}

export const keptAddressOf = (connectionId: string): string | undefined =>
  keptAddress(connectionById(connectionId)?.settings?.url);
