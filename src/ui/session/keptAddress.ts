/** By what this browser keeps how a broker's topics are shown. */
import { connectionById } from './connections.ts';

/** The broker's address, without what may be secret in it. */
export function keptAddress(url: string | undefined): string | undefined {
  return url?.replace(/[?#].*$/, '').replace(/\/\/[^/]*@/, '//');
}

export const keptAddressOf = (connectionId: string): string | undefined =>
  keptAddress(connectionById(connectionId)?.settings?.url);
