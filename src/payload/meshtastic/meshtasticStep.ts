/**
 * The step `meshtastic` reads gateway messages. `meshtastic(AQ==)` also decrypts their content with the
 * channel's key.
 */

import { parseBase64 } from '../../base/base64.ts';
import { Lazy } from '../../base/lazy.ts';
import type { Step } from '../schemas/step.ts';
import type { PayloadFormat } from '../tree/format.ts';
import { envelopeFormat } from './messages.ts';

/** The default key of channels without a key. */
const KNOWN = Uint8Array.from([
  0xd4, 0xf1, 0xbb, 0x3a, 0x20, 0x29, 0x07, 0x59, 0xf0, 0xbc, 0xff, 0xab, 0xcf, 0x4e, 0x69, 0x01,
]);
const SIZES = [16, 32];

/**
 * Parses a channel key: Base64, with a single byte for a known key. undefined if the text is not a key; empty
 * for no encryption.
 */
export function channelKey(text: string): Uint8Array | undefined {
  const parsed = parseBase64(text);
  if (!parsed.ok) return undefined;
  const { bytes } = parsed;
  const [first = 0] = bytes;
  if (bytes.length > 1) {
    const size = SIZES.find((one) => bytes.length <= one);
    if (size === undefined) return undefined;
    const key = new Uint8Array(size);
    key.set(bytes);
    return key;
  }
  if (first === 0) return new Uint8Array(0);
  const key = KNOWN.slice();
  key[15] = ((key[15] ?? 0) + first - 1) & 0xff;
  return key;
}

const CHOICES = ['AQ==', 'Base64 (16 B)', 'Base64 (32 B)'];

export const meshtasticStep: Step = {
  name: 'meshtastic',
  takes: [{ kind: 'text', isOptional: true }],
  make([written]) {
    if (written === undefined) return envelopeFormat();
    const key = channelKey(written);
    if (key === undefined) return { key: 'no-choice', args: { at: 0, choices: CHOICES } };
    const format: PayloadFormat = {
      id: 'meshtastic',
      name: 'Meshtastic',
      extension: '.bin',
      unwrap: new Lazy(async () => (await import('./opening.ts')).opening(key)),
    };
    return format;
  },
};
