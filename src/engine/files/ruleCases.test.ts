/** Problems of captures with a server or client that breaks one rule, or none. */
import { expect, it } from 'vitest';
import { readEvents } from './captureFile.testkit.ts';
import { CAPTURE_FILES, problemsOf } from './converted.testkit.ts';

const CASES: readonly (readonly [string, readonly string[]])[] = [
  // Link SDKs get messages of the platform's topics without a SUBSCRIBE.
  ['interop-alibaba-autosub', []],
  ['interop-breach-content-type-changed', ['9 error message-properties-changed']],
  ['interop-breach-expiry-not-forwarded', ['9 error message-expiry-changed']],
  ['interop-breach-no-local-breach', ['7 error own-message-returned']],
  ['interop-breach-retain-kept-without-rap', ['9 error retain-flag-kept']],
  ['interop-breach-retained-not-sent', ['7 warn retained-not-sent']],
  ['interop-breach-subid-missing', ['9 error subscription-identifier-missing']],
  ['interop-breach-unsubscribed-still-delivered', ['11 error delivered-after-unsubscribe']],
  ['interop-breach-will-after-disconnect-0', ['8 error will-after-disconnect']],
  [
    'interop-breach-will-before-delay',
    ['6 note closed-without-disconnect', '7 warn will-before-delay'],
  ],
  ['interop-keepalive-8d', ['1 error keep-alive-breach', '3 warn server-keep-alive-timeout']],
  ['interop-spk-ndeath-qos0', []],
  ['pub-12', ['1 error sparkplug-seq-field', '6 error sparkplug-will']],
  ['pub-14', ['5 error subscription-identifier-missing']],
];

it.each(CASES)('%s', (name, wanted) => {
  const found = CAPTURE_FILES.find(([file]) => file.startsWith(name));
  expect(found && problemsOf(readEvents(found[1]))).toEqual(wanted);
});
