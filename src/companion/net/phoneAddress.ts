/** Address of the app for a phone on the same network. */
import { isEveryHost, isLoopbackHost, urlHost } from './addresses.ts';

/**
 * The address that was printed, as another machine opens it. Undefined if none can reach it.
 * @param host value of `--host`
 * @param networks this machine's addresses on its networks
 */
export function phoneAddress(
  printed: string,
  host: string,
  networks: readonly string[],
): string | undefined {
  const outside = isEveryHost(host) ? networks[0] : isLoopbackHost(host) ? undefined : host;
  if (outside === undefined) return undefined;
  const url = new URL(printed);
  url.hostname = urlHost(outside);
  return url.href;
}
