// @vitest-environment jsdom
import { beforeEach, expect, test } from 'vitest';
import { plainSubscription } from '../../../profiles/settings/plainSubscription.ts';
import { draftFor, setDraft } from './drafts.ts';
import { chooseScheme } from './scheme.ts';

let id = '';
let last = 0;
beforeEach(() => {
  last += 1;
  id = `scheme-${last}`;
});

test('leaving a device restores the version and the filter for everything', () => {
  const everything = plainSubscription('#', 0);
  const own = plainSubscription('plant/#', 1);
  setDraft(id, { ...draftFor(id), subscriptions: [everything, own] });
  chooseScheme(id, 'alibaba');
  expect(draftFor(id)).toMatchObject({ mode: 'alibaba', version: 4, subscriptions: [own] });
  chooseScheme(id, 'password');
  expect(draftFor(id)).toMatchObject({
    mode: 'password',
    version: 5,
    subscriptions: [everything, own],
  });
});

test('a version that was chosen for the device stays', () => {
  chooseScheme(id, 'alibaba');
  setDraft(id, { ...draftFor(id), version: 3 });
  chooseScheme(id, 'password');
  expect(draftFor(id).version).toBe(3);
});
