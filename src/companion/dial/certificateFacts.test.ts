import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pemPath } from '../tls.testkit.ts';
import { dial } from './line.ts';
import { tlsEcho } from './servers.testkit.ts';

test('reports a certificate that was not issued for servers', async () => {
  const cert = readFileSync(pemPath('client-only'), 'utf8');
  const port = await tlsEcho({ cert, key: readFileSync(pemPath('client-only-key')) });
  const target = { url: `mqtts://localhost:${port}`, tls: { ca: { text: cert } } };
  const { signal } = new AbortController();
  expect(await dial(target, { allowed: undefined, signal })).toMatchObject({
    failure: { key: 'certificate', args: { fault: 'purpose', code: 'INVALID_PURPOSE' } },
  });
});
