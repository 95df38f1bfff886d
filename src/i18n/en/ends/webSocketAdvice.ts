/** Remedies for HTTP statuses with which servers and proxies refuse a WebSocket. */

const NOT_PASSED_ON =
  'Most often a proxy in front of the broker does not pass the upgrade on: configure it for HTTP 1.1 and the headers Upgrade and Connection. Some servers also answer like this for a wrong path, usually /mqtt.';
const BROKER_NOT_REACHED =
  'Most often a proxy answered, and cannot reach the broker behind it: check that the broker is running, and the address and port in the proxy’s configuration.';
const NOT_PERMITTED =
  'The server, or a proxy in front of it, wants a sign-in for this path, or does not accept the page’s origin.';
const ELSEWHERE =
  'The server refers to another address: most often it wants wss://, or another path, usually /mqtt.';

const ADVICE: ReadonlyMap<number, string> = new Map([
  [301, ELSEWHERE],
  [302, ELSEWHERE],
  [307, ELSEWHERE],
  [308, ELSEWHERE],
  [400, `${NOT_PASSED_ON} Others want wss:// at this port.`],
  [401, NOT_PERMITTED],
  [403, NOT_PERMITTED],
  [429, 'The server limits how often a client connects: wait before the next attempt.'],
  [426, NOT_PASSED_ON],
  [502, BROKER_NOT_REACHED],
  [503, BROKER_NOT_REACHED],
  [504, BROKER_NOT_REACHED],
]);

export const webSocketAdvice = (status: number): string =>
  ADVICE.get(status) ?? 'Check the path, usually /mqtt.';
