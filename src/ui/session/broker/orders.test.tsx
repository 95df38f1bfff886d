import { afterEach, expect, test } from 'vitest';
import { useAnnouncement } from '../../kit/language/announcements.ts';
import { setLanguage, useLanguage } from '../../kit/language/language.ts';
import { order } from './orders.ts';

afterEach(() => setLanguage('en'));

test.each([
  ['en', 'The broker refused: This broker has no control interface.'],
  ['zh', 'Broker 拒绝了：此 Broker 没有控制接口。'],
] as const)('a rejection is announced in the app’s language: %s', async (language, said) => {
  setLanguage(language);
  await expect.poll(() => useLanguage.getState().language).toBe(language);
  expect(await order('nobody', { kind: 'take-over', client: 'client' }, 'done')).toBe(false);
  expect(useAnnouncement.getState().text).toBe(said);
});
