/** Compares the hosts of clients. */

const hostOf = (address: string): string => address.slice(0, address.lastIndexOf(':') + 1);

/** True if both clients are known and have the same host. @param first, second `host:port` */
export function areOnOneHost(first: string | undefined, second: string | undefined): boolean {
  const host = hostOf(first ?? '');
  return host !== '' && host === hostOf(second ?? '');
}
