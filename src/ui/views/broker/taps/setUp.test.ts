import { expect, test } from 'vitest';
import { CERTIFICATE_FILE, linesFor, PROGRAMS, type Program, placeOfTap } from './setUp.ts';

const linesAt = (listen: string, program: Program): string =>
  linesFor(program, placeOfTap(listen, [])) ?? '';

test('Alibaba’s packages for Node.js take no authority as an option: Node itself is told of it', () => {
  const lines = linesAt('mqtts://127.0.0.1:8883', 'alibaba');
  expect(lines).toContain(`NODE_EXTRA_CA_CERTS=${CERTIFICATE_FILE} node`);
  expect(lines).not.toContain('tls:');
  expect(linesAt('mqtt://127.0.0.1:1884', 'alibaba')).not.toContain('NODE_EXTRA');
});

test('an IPv6 address stands in brackets in a URL, and nowhere else', () => {
  for (const program of PROGRAMS) {
    const rest = linesAt('mqtt://[::1]:1884', program).replaceAll('mqtt://[::1]:1884', '');
    expect(rest).not.toMatch(/[[\]]::1|::1\]/);
  }
  expect(linesAt('mqtt://[::1]:1884', 'mosquitto')).toContain('-h ::1 -p 1884');
  expect(linesAt('mqtt://[::1]:1884', 'mqttjs')).toContain("'mqtt://[::1]:1884'");
});
