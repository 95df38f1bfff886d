import { expect, test } from 'vitest';
import { fileNameOf } from './saveTarget.ts';

const AT = new Date(2026, 10, 20, 9, 5, 7).getTime();

test.each([
  ['line 2', 'line-2-20261120-090507'],
  ['127.0.0.1:9001', '127.0.0.1-9001-20261120-090507'],
  ['../../etc/passwd', 'etc-passwd-20261120-090507'],
  ['Gerät/温度', 'Gerät-温度-20261120-090507'],
  ['', 'capture-20261120-090507'],
  ['line-2-20251120-090507.mqttscope', 'line-2-20261120-090507'],
  ['wire.PCAPNG.gz', 'wire-20261120-090507'],
])('a file of %j is called %s', (name, file) => {
  expect(fileNameOf(name, AT)).toBe(file);
});

test('a long name is truncated', () => {
  expect(fileNameOf('x'.repeat(500), AT).length).toBeLessThan(110);
});
