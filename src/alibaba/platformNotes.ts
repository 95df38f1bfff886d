/**
 * What the platform is known to refuse or to ignore, said where a person is about to run into it.
 *
 * Always a warning and never a refusal: the cloud decides. A note is a key with arguments, so that a
 * dictionary can say it in any language; the English text stands here once. No note holds a secret.
 */

export const PLATFORM_NOTES = {
  empty: 'It is empty, and the platform asks for it.',
  'blank-around': 'It begins or ends with a blank or a line end, which counts as part of it.',
  'product-key-characters':
    'Product keys are letters and digits; this one holds {found}, which no known product key does.',
  'product-key-length':
    'It has {length} characters. Product keys have 11, as far as is known, and never more than 20.',
  'device-name-length': 'It has {length} characters. Device names have 4 to 32.',
  'device-name-characters':
    'It holds {found}. Device names are made of A-Z a-z 0-9 and - _ @ . : only.',
  'device-secret-length':
    'It has {length} characters. Device secrets have 32; a product secret, which has 16, does not work here.',
  'client-id-length':
    'It has {length} characters. The platform takes up to 64 in front of the part in bars.',
  'client-id-bar':
    'It holds |, which ends the part that is signed. The part in bars is added by itself.',
  'timestamp-form': 'A timestamp is milliseconds since 1970 as a decimal number.',
  'region-unknown': 'No region of that id is known here: {found}. Check it, or use an instance id.',
  'region-without-public-instance':
    'This region has no public instance; the instance id is needed to reach it.',
  'instance-id-characters':
    'It holds {found}. Instance ids are made of letters, digits and hyphens only.',
  'secure-mode-3-new-account':
    'Accounts opened since August 2022 cannot sign in without TLS. Use secure mode 2 with wss://.',
  'secure-mode-channel':
    'Secure mode {mode} is meant for {meant}://, and the address is {scheme}://. The platform may refuse it.',
  'keep-alive-range':
    'The platform refuses CONNECT with a keep alive outside of 30 to 1200 seconds; 300 and more is advised.',
  'will-not-supported': 'The platform does not support wills.',
  'retain-not-supported': 'The platform does not keep retained messages.',
  'qos-2-not-supported': 'The platform does not support QoS 2; it may close the connection.',
  'payload-size': 'The payload has {length} bytes. The platform takes up to 262144 (256 KB).',
  'topic-length': 'The topic has {length} bytes. The platform takes up to 128.',
  'topic-levels': 'The topic has {length} slashes. The platform takes up to 7.',
  'topic-of-another-device':
    'A device may only use topics with its own product key and device name in them.',
  'filters-per-subscribe':
    'There are {length} filters in one SUBSCRIBE. The platform takes up to 8.',
} as const;

export type PlatformNoteKey = keyof typeof PLATFORM_NOTES;

export interface PlatformNote {
  readonly key: PlatformNoteKey;
  readonly args: Readonly<Record<string, string>>;
}

export function platformNote(
  key: PlatformNoteKey,
  args: Readonly<Record<string, string | number>> = {},
): PlatformNote {
  const texts = Object.entries(args).map(([name, value]) => [name, String(value)] as const);
  return { key, args: Object.fromEntries(texts) };
}

/** The note in words, from a table of templates such as `PLATFORM_NOTES`. */
export function platformNoteText(
  { key, args }: PlatformNote,
  table: Readonly<Record<PlatformNoteKey, string>> = PLATFORM_NOTES,
): string {
  return table[key].replace(/\{(\w+)\}/g, (whole, name: string) => args[name] ?? whole);
}
