import { expect, test } from 'vitest';
import type { EndCause } from '../../endCauses/endCauses.ts';
import { streamLine } from './streamLine.ts';

const AT = { clock: 0, seconds: undefined };

test.each<EndCause>([
  { key: 'refused', args: { code: 0x87, version: '5', reason: 'TOLD' } },
  { key: 'no-broker', args: { by: 'server', what: 'http', line: 'HTTP/1.1 400 TOLD' } },
])('a peer’s text ($key) is in the line of the end only with reasons', (cause) => {
  const told = {
    cause,
    clientId: undefined,
    lasted: 1,
    packets: { in: 0, out: 1 },
    bytes: { in: 9, out: 9 },
  };
  const line = (withReasons: boolean) =>
    streamLine({ kind: 'closed', stream: 1, time: 0, told }, AT, withReasons);
  expect(line(true)).toContain('TOLD');
  expect(line(false)).toContain(`"cause":"${cause.key}"`);
  expect(line(false)).not.toContain('TOLD');
});
