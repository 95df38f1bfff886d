import { expect, test } from 'vitest';
import { reloadPage } from './reloadPage.ts';

test('where another service worker takes over meanwhile, the page is asked for once more', () => {
  let asked = 0;
  const page = { reload: () => void (asked += 1) };
  const workers = new EventTarget();
  reloadPage(page, workers);
  expect(asked).toBe(1);
  workers.dispatchEvent(new Event('controllerchange'));
  expect(asked).toBe(2);
  workers.dispatchEvent(new Event('controllerchange'));
  expect(asked).toBe(2);
});

test('a browser that has no service workers for this page loads it all the same', () => {
  let asked = 0;
  reloadPage({ reload: () => void (asked += 1) });
  expect(asked).toBe(1);
});
