/** Picture formats that a browser draws without running anything. Their headers contain the size. */
import { Lazy } from '../../../base/lazy.ts';
import type { Certainty, PayloadFormat } from '../../tree/format.ts';
import { begins, beginsWith } from '../compressed/signatures.ts';

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const RIFF = [0x52, 0x49, 0x46, 0x46];
const WEBP = [0x57, 0x45, 0x42, 0x50];

const isWebP = (payload: Uint8Array): Certainty =>
  begins(payload, RIFF) && begins(payload, WEBP, 8) ? 'sure' : undefined;

function picture(
  name: string,
  extension: string,
  detect: NonNullable<PayloadFormat['detect']>,
): PayloadFormat {
  const id = name.toLowerCase();
  return {
    id,
    name,
    extension,
    mediaType: new RegExp(`^image/${id}\\b`, 'i'),
    shown: 'where-found',
    detect,
    picture: `image/${id}`,
    readBy: new Lazy(async () => (await import('./pictureHeads.ts')).pictureReading(id)),
  };
}

export const PICTURES: readonly PayloadFormat[] = [
  picture('PNG', '.png', beginsWith(...PNG)),
  picture('JPEG', '.jpg', beginsWith(0xff, 0xd8, 0xff)),
  // GIF87a, GIF89a
  picture('GIF', '.gif', (payload) =>
    begins(payload, [0x61], 5) && /[79]/.test(String.fromCharCode(payload[4] ?? 0))
      ? beginsWith(0x47, 0x49, 0x46, 0x38)(payload)
      : undefined,
  ),
  picture('WebP', '.webp', isWebP),
];
