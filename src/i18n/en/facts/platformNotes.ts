/** Notes about input that the platform may reject. */
import type { PlatformNotes } from '../../../alibaba/platformNotes.ts';
import type { Words } from '../../../base/message.ts';
import { counted, grouped } from '../../numbers.ts';

const quoted = (found: string | undefined) => (found === undefined ? 'whitespace' : `“${found}”`);

const characters = (length: number) => counted(length, 'character', 'characters');

export const platformNotes: Words<PlatformNotes> = {
  empty: () => 'Empty, but required by the platform.',
  'blank-around': () => 'Begins or ends with whitespace, which counts as part of it.',
  'product-key-characters': ({ found }) =>
    `Product keys are letters and digits; this one contains ${quoted(found)}, which no known product key does.`,
  'product-key-length': ({ length }) =>
    `${characters(length)}. Product keys have 11, as far as is known, and never more than 20.`,
  'device-name-length': ({ length }) => `${characters(length)}. Device names have 4 to 32.`,
  'device-name-characters': ({ found }) =>
    `Contains ${quoted(found)}. Device names consist only of A-Z a-z 0-9 and - _ @ . :`,
  'device-name-alias': () =>
    'A name in Chinese that the console shows is the alias (备注名称), not the device name.',
  'device-secret-length': ({ length }) =>
    `${characters(length)}. Device secrets have 32; a product secret, which has 16, does not work here.`,
  'client-id-length': ({ length }) =>
    `${characters(length)}. The platform accepts up to 64 before the part in bars.`,
  'client-id-bar': () =>
    'Contains |, which ends the part that is signed. The part in bars is added automatically.',
  'timestamp-form': () => 'A timestamp is milliseconds since 1970 as a decimal number.',
  'region-unknown': ({ found }) => `Unknown region: ${found}. Check it, or use an instance ID.`,
  'region-without-public-instance': () =>
    'This region has no public instance; the instance ID is required to reach it.',
  'instance-id-characters': ({ found }) =>
    `Contains ${quoted(found)}. Instance IDs consist only of letters, digits and hyphens.`,
  'secure-mode-3-new-account': () =>
    'Accounts opened since August 2022 cannot sign in without TLS. Use secure mode 2 with wss://.',
  'secure-mode-channel': ({ mode, meant, scheme }) =>
    `Secure mode ${mode} is meant for ${meant}://, but the address is ${scheme}://. The platform may refuse it.`,
  'keep-alive-range': () =>
    'The platform refuses CONNECT with a keep alive outside 30 to 1200 seconds; 300 or more is recommended.',
  'will-not-supported': () => 'The platform does not support wills.',
  'retain-not-supported': () => 'The platform does not store retained messages.',
  'qos-2-not-supported': () => 'The platform does not support QoS 2; it may close the connection.',
  'payload-size': ({ length }) =>
    `The payload has ${grouped(length)} bytes. The platform accepts up to 262144 (256 KB).`,
  'topic-length': ({ length }) => `The topic has ${length} bytes. The platform accepts up to 128.`,
  'topic-levels': ({ length }) => `The topic has ${length} slashes. The platform accepts up to 7.`,
  'topic-of-another-device': () =>
    'A device may only use topics that contain its own product key and device name.',
  'filters-per-subscribe': ({ length }) =>
    `There are ${length} filters in one SUBSCRIBE. The platform accepts up to 8.`,
};
