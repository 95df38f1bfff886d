/** The local platform of devices in the broker of the tab. */

import { Lazy } from '../../base/lazy.ts';
import { demoRegistry } from '../../broker/platform/devices/demoRegistry.ts';
import { DEFAULT_PLATFORM_SETTINGS } from '../../broker/platform/devices/settings.ts';
import { Platform, type PlatformOptions } from '../../broker/platform/platform.ts';

/**
 * Seed of the devices in the tab. It is fixed, so that a connection to one is still valid after a reload.
 * Only the page can reach them.
 */
const DEVICES_SEED = 1;

/** Loaded when the user views a rejected device. */
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
