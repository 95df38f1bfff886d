import { expect, test } from 'vitest';
import { useAnnouncement } from '../language/announcements.ts';
import { takeFiles } from './takeFiles.ts';

const FILE = new File([], 'a\u202eb.json');

test('reports an unreadable file', async () => {
  await takeFiles([FILE], () => Promise.reject(new DOMException('It is gone.', 'NotFoundError')));
  const { text, isShown } = useAnnouncement.getState();
  expect([text, isShown]).toEqual(['a⟨U+202E⟩b.json could not be read: It is gone.', true]);
});

test('passes on other exceptions', async () => {
  const wrong = new Error('wrong');
  await expect(takeFiles([FILE], () => Promise.reject(wrong))).rejects.toBe(wrong);
});
