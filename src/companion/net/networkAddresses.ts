/** Addresses of this machine on its networks. */
import os from 'node:os';

/**
 * Without link-local addresses. Empty if the system does not report them, such as in a sandbox without
 * netlink.
 */
export function networkAddresses(): readonly string[] {
  return interfaces()
    .filter(({ internal, address }) => !internal && !/^fe80:/i.test(address))
    .map(({ address }) => address);
}

function interfaces() {
  try {
    return Object.values(os.networkInterfaces()).flatMap((all) => all ?? []);
  } catch {
    return [];
  }
}
