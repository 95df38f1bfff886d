import { describe, expect, it } from 'vitest';
import { DEFAULT_PLATFORM_SETTINGS } from './settings.ts';
import { areSettings, SETTING_NAMES, settingError, settingValue } from './settingValues.ts';

const range = (least: number, most: number, unit?: string) => ({
  key: 'range',
  args: { least, most, unit },
});
const oneOf = (...values: readonly unknown[]) => ({ key: 'one-of', args: { values } });

describe('settings of the platform', () => {
  it('have defaults', () => {
    expect(areSettings(DEFAULT_PLATFORM_SETTINGS)).toBe(true);
    expect([...SETTING_NAMES].sort()).toEqual(Object.keys(DEFAULT_PLATFORM_SETTINGS).sort());
  });

  it.each([
    ['connectsPerMinute', '5'],
    ['qos2', 'allow'],
    ['replyWithoutSubscription', 'true'],
    ['badKeepAlive', '2'],
  ])('%s may be %s', (name, text) => {
    expect(settingError(name, settingValue(text))).toBeUndefined();
  });

  it.each([
    ['connectsPerMinute', '-1', range(0, 1_000_000)],
    ['connectsPerMinute', '1.5', range(0, 1_000_000)],
    ['callTimeout', '0', range(1, 3_600_000, 'ms')],
    ['badKeepAlive', '1', oneOf(2, 3, 4, 5)],
    ['qos2', '', oneOf('disconnect', 'ignore', 'allow')],
    ['replyWithoutSubscription', '1', oneOf(true, false)],
    ['__proto__', '1', { key: 'unknown', args: {} }],
    ['toString', '1', { key: 'unknown', args: {} }],
  ])('%s may not be %j', (name, text, fault) => {
    expect(settingError(name, settingValue(text))).toEqual(fault);
    expect(areSettings(Object.fromEntries([[name, settingValue(text)]]))).toBe(false);
  });
});
