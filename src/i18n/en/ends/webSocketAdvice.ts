/** Remedies for HTTP statuses with which servers and proxies refuse a WebSocket. */

const NOT_PASSED_ON =
  'Most often a proxy in front of the broker does not pass the upgrade on: configure it for HTTP 1.1 and the headers Upgrade and Connection. Some servers also answer like this for a wrong path, usually /mqtt.';
const BROKER_NOT_REACHED =
  'A proxy answered, and cannot reach the broker behind it: check that the broker is running, and the address and port in the proxy’s configuration.';

const ADVICE: ReadonlyMap<number, string> = new Map([
  [400, NOT_PASSED_ON],
  [426, NOT_PASSED_ON],
  [502, BROKER_NOT_REACHED],
  [503, BROKER_NOT_REACHED],
  [504, BROKER_NOT_REACHED],
]);

export const webSocketAdvice = (status: number): string =>
  ADVICE.get(status) ?? 'Check the path, usually /mqtt.';
