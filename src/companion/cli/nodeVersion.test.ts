import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isTooOld, LEAST, tooOldText } from './nodeVersion.ts';

it('knows the versions that package.json allows', () => {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  expect(text).toContain(`"node": ">=${LEAST}"`);
  const old = ['18.20.4', '20.18.3', '6.0.0'];
  expect(old.every(isTooOld)).toBe(true);
  expect(['20.19.0', '22.0.0', '24.11.1', '100.1.0'].some(isTooOld)).toBe(false);
});

it('says which version is needed', () => {
  expect(tooOldText('18.20.4')).toMatch(/needs Node\.js 20\.19 or later, but this is 18\.20\.4/);
});
