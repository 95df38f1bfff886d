/** Words about options that Home Assistant refuses. */
import type { Wording } from '../../engine/devices/device.ts';

export const refused = (en: string, zh: string): Wording => ({
  en: `${en}: Home Assistant refuses it`,
  zh: `${zh}，Home Assistant 会拒绝`,
});

export const WHOLE_REFUSED = {
  en: 'Home Assistant refuses the whole message',
  zh: 'Home Assistant 会拒绝整条消息',
} as const;

export const wholeRefused = (en: string, zh: string): Wording => ({
  en: `${en}: ${WHOLE_REFUSED.en}`,
  zh: `${zh}，${WHOLE_REFUSED.zh}`,
});

/** Limit of characters of a received value. */
const LONGEST = 60;

export const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.slice(0, LONGEST);
};
