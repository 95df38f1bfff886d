/** What the platform may not like, where a person types it. */
import type { PlatformNotes } from '../../alibaba/platformNotes.ts';
import type { Words } from '../../mqtt/fact.ts';

const BLANK = 'a blank';

export const platformNotes: Words<PlatformNotes> = {
  empty: () => 'It is empty, and the platform asks for it.',
  'blank-around': () => 'It begins or ends with a blank or a line end, which counts as part of it.',
  'product-key-characters': ({ found }) =>
    `Product keys are letters and digits; this one holds ${found ?? BLANK}, which no known product key does.`,
  'product-key-length': ({ length }) =>
    `It has ${length} characters. Product keys have 11, as far as is known, and never more than 20.`,
  'device-name-length': ({ length }) => `It has ${length} characters. Device names have 4 to 32.`,
  'device-name-characters': ({ found }) =>
    `It holds ${found ?? BLANK}. Device names are made of A-Z a-z 0-9 and - _ @ . : only.`,
  'device-secret-length': ({ length }) =>
    `It has ${length} characters. Device secrets have 32; a product secret, which has 16, does not work here.`,
  'client-id-length': ({ length }) =>
    `It has ${length} characters. The platform takes up to 64 in front of the part in bars.`,
  'client-id-bar': () =>
    'It holds |, which ends the part that is signed. The part in bars is added by itself.',
  'timestamp-form': () => 'A timestamp is milliseconds since 1970 as a decimal number.',
  'region-unknown': ({ found }) =>
    `No region of that id is known here: ${found}. Check it, or use an instance id.`,
  'region-without-public-instance': () =>
    'This region has no public instance; the instance id is needed to reach it.',
  'instance-id-characters': ({ found }) =>
    `It holds ${found ?? BLANK}. Instance ids are made of letters, digits and hyphens only.`,
  'secure-mode-3-new-account': () =>
    'Accounts opened since August 2022 cannot sign in without TLS. Use secure mode 2 with wss://.',
  'secure-mode-channel': ({ mode, meant, scheme }) =>
    `Secure mode ${mode} is meant for ${meant}://, and the address is ${scheme}://. The platform may refuse it.`,
  'keep-alive-range': () =>
    'The platform refuses CONNECT with a keep alive outside of 30 to 1200 seconds; 300 and more is advised.',
  'will-not-supported': () => 'The platform does not support wills.',
  'retain-not-supported': () => 'The platform does not keep retained messages.',
  'qos-2-not-supported': () => 'The platform does not support QoS 2; it may close the connection.',
  'payload-size': ({ length }) =>
    `The payload has ${length} bytes. The platform takes up to 262144 (256 KB).`,
  'topic-length': ({ length }) => `The topic has ${length} bytes. The platform takes up to 128.`,
  'topic-levels': ({ length }) => `The topic has ${length} slashes. The platform takes up to 7.`,
  'topic-of-another-device': () =>
    'A device may only use topics with its own product key and device name in them.',
  'filters-per-subscribe': ({ length }) =>
    `There are ${length} filters in one SUBSCRIBE. The platform takes up to 8.`,
};
