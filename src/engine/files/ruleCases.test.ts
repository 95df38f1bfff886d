/** Problems of captures with a server or client that breaks one rule, or none. */
import { expect, it } from 'vitest';
import { readEvents } from './captureFile.testkit.ts';
import { CAPTURE_FILES, problemsOf, wordsOf } from './converted.testkit.ts';

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
  ['p4-05', ['3 note share-name-joined']],
  ['p4-06', ['7 note publish-to-share']],
  ['p4-08', ['3 note filter-misses-topic']],
  ['p4-37', ['8 note retained-and-shared']],
  ['p4-57', ['51 note messages-repeated']],
  ['p4-01', ['16 note will-replaces-retained', '16 warn will-due']],
  [
    'p4-02',
    ['11 note will-topic-without-retain', '3 note will-topic-without-retain', '3 warn will-due'],
  ],
  ['p4-07', ['17 note session-not-kept']],
  ['p4-09', ['13 error publish-after-pubrec', '9 note closed-without-disconnect']],
  ['p4-35', ['5 note retained-not-cleared']],
  ['p4-36', ['9 warn retained-not-sent']],
  ['p4-27', ['5 note packet-in-payload']],
  ['p4-30', ['3 note payload-nul', '4 note payload-nul']],
  [
    'p5-13',
    [
      '13 note payload-nul',
      '14 note payload-nul',
      '3 note meant-as-json',
      '5 note meant-as-json',
      '6 note meant-as-json',
    ],
  ],
  ['p5-28', ['15 note not-stored-for-qos-0']],
  ['p5-29', ['11 note will-discarded']],
  ['interop-ha-states', []],
  [
    'p5-24',
    [
      '10 warn home-assistant-payload',
      '11 warn home-assistant-discovery',
      '14 warn home-assistant-payload',
      '15 note home-assistant-availability',
      '6 note home-assistant-key',
      '8 note home-assistant-key',
    ],
  ],
  ['pub-12', ['1 error sparkplug-seq-field', '6 error sparkplug-will']],
  ['pub-14', ['5 error subscription-identifier-missing']],
];

it.each(CASES)('%s', (name, wanted) => {
  const found = CAPTURE_FILES.find(([file]) => file.startsWith(name));
  expect(found && problemsOf(readEvents(found[1]))).toEqual(wanted);
});

/** Names of the cause, in English. */
const WORDS: readonly (readonly [string, readonly string[]])[] = [
  [
    'p4-05',
    [
      '3 No message in this capture matched "$share/workersplant/+/temp". If the share name was meant to be "workers", a slash is missing after it: the filter "plant/+/temp" matches "plant/7/temp".',
    ],
  ],
  [
    'p4-06',
    [
      '7 The client publishes to "$share/pool/jobs". $share is only for SUBSCRIBE: subscribers of a share get what is published to "jobs".',
    ],
  ],
  [
    'p4-08',
    [
      '3 No message in this capture matched "well/status/json", and no client in it got those on "well/status/jso": they differ by a letter.',
      '3 No message in this capture matched "HEAT/0", and no client in it got those on "HEAT/ 0": they differ by blanks.',
      '3 No message in this capture matched "rf/send/+", and no client in it got those on "rf/send//pulse": they differ by slashes.',
    ],
  ],
  [
    'p4-37',
    [
      '8 "level" has a retained message, which a server does not send for the shared subscription "$share/w/level".',
    ],
  ],
  [
    'p4-57',
    [
      '51 A message on "plant/x" goes round: "bridge-b", "bridge-c" published it 9 times after they were sent it, every 0.04 s.',
    ],
  ],
];

it.each(WORDS)('%s is explained', (name, wanted) => {
  const found = CAPTURE_FILES.find(([file]) => file.startsWith(name));
  expect(found && wordsOf(readEvents(found[1]))).toEqual(wanted);
});
