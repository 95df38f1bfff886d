/**
 * The step `meshtastic` reads gateway messages. `meshtastic(AQ==)` also decrypts their content with the
 * channel's key.
 */
import { Lazy } from '../../base/lazy.ts';
import type { Step } from '../formats/step.ts';
import type { PayloadFormat } from '../tree/format.ts';
import { channelKey } from './channelKey.ts';
import { formatOfMessage } from './messages.ts';

const CHOICES = ['AQ==', 'Base64 (16 B)', 'Base64 (32 B)'];

export const meshtasticStep: Step = {
  name: 'meshtastic',
  takes: [{ kind: 'text', isOptional: true }],
  make([written]) {
    if (written === undefined) return formatOfMessage('ServiceEnvelope');
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
