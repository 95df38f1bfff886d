/** Recognizes Home Assistant's discovery. The meaning is loaded with its first topic. */

import type { Lazy } from '../../base/lazy.ts';
import type { Convention, Meaning } from '../../engine/conventions/convention.ts';
import { fileConvention } from '../files/fileConvention.ts';

const HEAD = {
  id: 'home-assistant',
  name: 'Home Assistant',
  beginnings: ['homeassistant/'],
} as const;

export const homeAssistantBy = (meaning: Lazy<Meaning>): Convention =>
  fileConvention(HEAD, meaning);
