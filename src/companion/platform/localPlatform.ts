/** Runs the local platform in a companion: its initial state, and its input from outside. */

import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { Device } from '../../alibaba/devices.ts';
import { diagnose } from '../../alibaba/diagnose.ts';
import { parseUserName } from '../../alibaba/identity.ts';
import type { Product } from '../../alibaba/product.ts';
import type { ControlCommand, ControlReply } from '../../broker/control/control.ts';
import type { Account } from '../../broker/core/memory/ledger.ts';
import { demoRegistry } from '../../broker/platform/devices/demoRegistry.ts';
import {
  DEFAULT_PLATFORM_SETTINGS,
  type PlatformSettings,
} from '../../broker/platform/devices/settings.ts';
import { Platform } from '../../broker/platform/platform.ts';
import { StartError } from '../cli/errors.ts';
import type { PlatformExposure } from '../net/exposure.ts';
import type { PlatformFile } from './platformFile.ts';
import type { PlatformHttp } from './platformHttp.ts';

/** Settings of the platform. */
export interface PlatformSetup {
  /** File with its devices; undefined: demo devices. */
  readonly file: PlatformFile | undefined;
  /** Overrides of the defaults and of the file. */
  readonly settings: Partial<PlatformSettings>;
}

export interface LocalPlatformOptions extends PlatformSetup {
  /** Account charged with the state of devices. */
  readonly account?: Account;
  /** Seed of demo devices and generated values. */
  readonly seed: number;
  /** True if the seed was given: the secrets of demo devices are derived from it. */
  readonly isSeedGiven: boolean;
  /** Wall-clock time at which the broker's clock was 0, ms since 1970. */
  readonly origin: number;
  /** Called after the list of devices has changed, to send the platform's output. */
  readonly changed: () => void;
}

interface Commanded {
  command(command: ControlCommand): ControlReply;
}

export class LocalPlatform {
  readonly platform: Platform;
  /** Devices generated here, to print for the user who started it. */
  readonly madeDevices: readonly Device[];
  readonly #madeProducts: readonly Product[];
  readonly #options: LocalPlatformOptions;

  constructor(options: LocalPlatformOptions) {
    const { file, settings, seed, isSeedGiven, origin } = options;
    const registry =
      file?.contents ?? demoRegistry(seed, isSeedGiven ? undefined : randomBytes(32));
    this.#options = options;
    this.madeDevices = file === undefined ? registry.devices : [];
    this.#madeProducts = file === undefined ? registry.products : [];
    this.platform = new Platform({
      diagnose: () => diagnose,
      registry,
      settings: file?.contents.settings ?? { ...DEFAULT_PLATFORM_SETTINGS, ...settings },
      origin,
      ...(options.account && { account: options.account }),
      seed,
      entropy: randomBytes(32),
      file: file && { name: file.name, readAgain: () => this.#readAgain(file) },
    });
  }

  /** Facts for the notice on how a device can connect. */
  get exposure(): PlatformExposure {
    return {
      made: this.madeDevices[0],
      known: this.platform.known.list[0],
      madeProducts: this.#madeProducts,
    };
  }

  /** Whether a known device signs in with this user name. */
  knows(userName: string): boolean {
    const name = parseUserName(userName);
    return name !== undefined && this.platform.known.find(name) !== undefined;
  }

  /** Returns the reason, in English, why nothing has changed. */
  async #readAgain(file: PlatformFile): Promise<string | undefined> {
    try {
      const contents = await file.again();
      this.platform.reload(contents, contents.settings);
      this.#options.changed();
      return undefined;
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      return error.message;
    }
  }

  /** Facts for the HTTP server. */
  http(host: Commanded, mqttPort: () => number): PlatformHttp {
    const { platform } = this;
    return {
      command: (command) => host.command(command),
      wallClock: (time) => Math.round(this.#options.origin + time),
      preAuthenticate: (form, mqtt) =>
        JSON.stringify(platform.authenticateForm(new Map(form), mqtt, performance.now())),
      register: (form) => JSON.stringify(platform.registerForm(new Map(form))),
      mqttPort,
    };
  }
}
