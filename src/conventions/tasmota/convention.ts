/** Recognizes Tasmota's topics. Their meaning is loaded with the first of them. */
import type { Lazy } from '../../base/lazy.ts';
import type { Convention, Meaning } from '../../engine/conventions/convention.ts';
import { type FileHead, fileConvention } from '../files/fileConvention.ts';

export const TASMOTA_HEAD: FileHead = {
  id: 'tasmota',
  name: 'Tasmota',
  beginnings: ['tele/', 'stat/', 'cmnd/', 'tasmota/discovery/'],
  // With another FullTopic, the prefix follows the device's topic, or a place.
  form: String.raw`\/(?:cmnd|tele(?=(?:\/[^/]+)?\/(?:LWT|STATE|SENSOR|ENERGY|UPTIME|RESULT|INFO[123])$)|stat(?=(?:\/[^/]+)?\/(?:RESULT|STATUS\d{0,2}|POWER\d{0,2})$))(?:\/[^/]+){1,2}$`,
};

export const tasmotaBy = (meaning: Lazy<Meaning>): Convention =>
  fileConvention(TASMOTA_HEAD, meaning);
