import { describe, expect, it } from 'vitest';
import { DEFAULT_PLATFORM_SETTINGS } from './settings.ts';
import { areSettings, SETTING_NAMES, settingFault, settingValue } from './settingValues.ts';

describe('settings of the platform', () => {
  it('take their defaults', () => {
    expect(areSettings(DEFAULT_PLATFORM_SETTINGS)).toBe(true);
    expect([...SETTING_NAMES].sort()).toEqual(Object.keys(DEFAULT_PLATFORM_SETTINGS).sort());
  });

  it.each([
    ['connectsPerMinute', '5'],
    ['qos2', 'allow'],
    ['qos2Granted', '128'],
    ['replyWithoutSubscription', 'true'],
    ['keepAliveLeast', '0'],
  ])('%s may be %s', (name, text) => {
    expect(settingFault(name, settingValue(text))).toBeUndefined();
  });

  it.each([
    ['connectsPerMinute', '-1', 'must be a whole number from 0 to 1000000'],
    ['connectsPerMinute', '1.5', 'must be a whole number from 0 to 1000000'],
    ['callTimeout', '0', 'must be a whole number from 1 to 3600000 (ms)'],
    ['wrongSign', '3', 'must be 2 or 4 or 5'],
    ['qos2', '', 'must be disconnect or ignore or allow'],
    ['replyWithoutSubscription', '1', 'must be true or false'],
    ['__proto__', '1', 'is no setting of the platform'],
    ['toString', '1', 'is no setting of the platform'],
  ])('%s may not be %j', (name, text, fault) => {
    expect(settingFault(name, settingValue(text))).toBe(fault);
    expect(areSettings(Object.fromEntries([[name, settingValue(text)]]))).toBe(false);
  });
});
