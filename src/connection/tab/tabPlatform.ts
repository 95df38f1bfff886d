/** The local platform of devices, as the broker in the tab has it. */

import { Lazy } from '../../base/lazy.ts';
import { demoRegistry } from '../../broker/platform/devices/demoRegistry.ts';
import { DEFAULT_PLATFORM_SETTINGS } from '../../broker/platform/devices/settings.ts';
import { Platform, type PlatformOptions } from '../../broker/platform/platform.ts';

/**
 * Of the devices in the tab: always the same ones, so that a connection to one still fits after the page
 * was loaded anew. Nobody but the page gets at them.
 */
const DEVICES_SEED = 1;

/** Needed when somebody looks at a device that was refused. */
export const diagnosing = new Lazy(
  async () => (await import('../../alibaba/diagnose.ts')).diagnose,
);

export function tabPlatform(given: Pick<PlatformOptions, 'origin' | 'seed' | 'entropy'>): Platform {
  return new Platform({
    ...given,
    registry: demoRegistry(DEVICES_SEED),
    settings: DEFAULT_PLATFORM_SETTINGS,
    diagnose: () => diagnosing.now(),
  });
}
