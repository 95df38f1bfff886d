// @vitest-environment jsdom
import { beforeEach, expect, test } from 'vitest';
import { plainSubscription } from '../../../profiles/settings/plainSubscription.ts';
import { tryDemo } from './demo.ts';
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

test('the demo connects with the version from before the device', () => {
  chooseScheme(id, 'alibaba');
  tryDemo(id, { ws: '/mqtt', demo: true, needsCredentials: false });
  expect(draftFor(id)).toMatchObject({ mode: 'password', version: 5 });
});

test('a version that was chosen for the device stays', () => {
  chooseScheme(id, 'alibaba');
  setDraft(id, { ...draftFor(id), version: 3 });
  chooseScheme(id, 'password');
  expect(draftFor(id).version).toBe(3);
});

test('a device without an address connects to the local platform, and leaving it forgets that', () => {
  const local = 'ws://127.0.0.1:8080/mqtt';
  chooseScheme(id, 'alibaba', local);
  expect(draftFor(id)).toMatchObject({ url: local, secureMode: 3 });
  chooseScheme(id, 'password', local);
  expect(draftFor(id).url).toBe('');
  setDraft(id, { ...draftFor(id), url: 'wss://typed.example/mqtt' });
  chooseScheme(id, 'alibaba', local);
  expect(draftFor(id).url).toBe('wss://typed.example/mqtt');
});
