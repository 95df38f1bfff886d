/** Firmware and other modules for upgrades, and the progress of each upgrade. */
import { requestTopic } from '../../../alibaba/alink/alinkTopic.ts';
import { type DeviceName, sessionNameOf } from '../../../alibaba/alink/deviceName.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import type { RefusalFact } from '../../core/commands/refusals.ts';
import type { Cloud } from '../devices/cloud.ts';
import type {
  DownloadProtocol,
  FileFacts,
  ModuleVersion,
  PackageFacts,
  SignMethod,
  UpgradeFacts,
} from '../devices/fileCommands.ts';
import type { FileStore } from '../files/fileStore.ts';

/** Module whose name the platform leaves out. */
export const DEFAULT_MODULE = 'default';
const MOST_PACKAGES = 100;
/** Limit of upgrades; unfinished ones are never forgotten. */
const MOST_UPGRADES = 500;
const MOST_MODULES = 50;
/** ms between two attempts to reach a missing device. */
const AGAIN = 1000;
/** Characters. */
const LONGEST_DESCRIPTION = 200;

const ENDED: ReadonlySet<UpgradeFacts['state']> = new Set(['succeeded', 'failed', 'cancelled']);

const isOpen = ({ state }: UpgradeFacts): boolean => !ENDED.has(state);

interface Upgrade {
  facts: UpgradeFacts;
  readonly firmware: PackageFacts;
  readonly timeout: number;
  /** Version before the upgrade; undefined: the device has not reported one. */
  source: string | undefined;
  /** ms of the broker's clock; set by the push. */
  deadline: number | undefined;
  /** It was tried on the device's current connection. */
  wasTried: boolean;
}

export interface UpgradeOrder {
  readonly package: number;
  readonly by: DownloadProtocol;
  /** ms */
  readonly timeout: number;
}

export class Ota {
  readonly files: FileStore;
  readonly #packages = new Map<number, PackageFacts>();
  /** Oldest first. */
  readonly #upgrades = new Map<number, Upgrade>();
  /** By device, then module. */
  readonly #versions = new Map<string, Map<string, ModuleVersion>>();
  #last = 0;
  #nextAttempt: number | undefined;

  constructor(files: FileStore) {
    this.files = files;
  }

  get packages(): readonly PackageFacts[] {
    return [...this.#packages.values()];
  }

  /** Newest first; of one device, or of all. */
  upgrades(device?: DeviceName): readonly UpgradeFacts[] {
    const facts = Array.from(this.#upgrades.values(), (upgrade) => upgrade.facts).reverse();
    if (device === undefined) return facts;
    const name = sessionNameOf(device);
    return facts.filter((one) => sessionNameOf(one) === name);
  }

  versionsOf(device: DeviceName): readonly ModuleVersion[] {
    return [...(this.#versions.get(sessionNameOf(device))?.values() ?? [])];
  }

  add(facts: Omit<PackageFacts, 'package'>): PackageFacts | undefined {
    if (this.#packages.size >= MOST_PACKAGES) return undefined;
    this.#last += 1;
    const added = { ...facts, package: this.#last };
    this.#packages.set(this.#last, added);
    return added;
  }

  /** Returns false if there is none. */
  remove(cloud: Cloud, number: number): boolean {
    const known = this.#packages.get(number);
    if (known === undefined) return false;
    this.#packages.delete(number);
    for (const upgrade of this.#upgrades.values()) {
      if (upgrade.firmware === known && isOpen(upgrade.facts)) {
        change(cloud, upgrade, { state: 'cancelled' });
      }
    }
    for (const { file } of filesOf(known)) this.files.remove(file);
    return true;
  }

  /** Replaces an unfinished upgrade of the same module. */
  begin(
    cloud: Cloud,
    device: DeviceName,
    { package: number, by, timeout }: UpgradeOrder,
  ): UpgradeFacts | { readonly refused: RefusalFact } {
    const firmware = this.#packages.get(number);
    if (firmware === undefined) return { refused: { key: 'no-package', args: {} } };
    const { productKey, deviceName } = device;
    if (firmware.productKey !== productKey) return { refused: { key: 'other-product', args: {} } };
    if (by === 'mqtt' && firmware.others.length > 0) {
      return { refused: { key: 'several-files', args: {} } };
    }
    if (by === 'http' && !cloud.servesFiles) {
      return { refused: { key: 'no-file-server', args: {} } };
    }
    const before = this.#openOf(device, firmware.module);
    if (before !== undefined) change(cloud, before, { state: 'cancelled' });
    if (!this.#makeRoom()) {
      return { refused: { key: 'many-upgrades', args: { most: MOST_UPGRADES } } };
    }
    this.#last += 1;
    const upgrade: Upgrade = {
      facts: {
        upgrade: this.#last,
        package: number,
        productKey,
        deviceName,
        module: firmware.module,
        version: firmware.version,
        by,
        state: 'pending',
        progress: undefined,
        failure: undefined,
        description: undefined,
        began: cloud.now,
        changed: cloud.now,
      },
      firmware,
      timeout,
      source: this.versionsOf(device).find(({ module }) => module === firmware.module)?.version,
      deadline: undefined,
      wasTried: false,
    };
    this.#upgrades.set(this.#last, upgrade);
    cloud.notices.upgrade(upgrade.facts, upgrade.source);
    this.#push(cloud, upgrade);
    return upgrade.facts;
  }

  cancel(cloud: Cloud, number: number): 'done' | 'no-upgrade' | 'ended' {
    const upgrade = this.#upgrades.get(number);
    if (upgrade === undefined) return 'no-upgrade';
    if (!isOpen(upgrade.facts)) return 'ended';
    change(cloud, upgrade, { state: 'cancelled' });
    return 'done';
  }

  /** The device reported its version. Only this report completes an upgrade. */
  informed(cloud: Cloud, device: DeviceName, module: string, version: string): void {
    const name = sessionNameOf(device);
    const versions = this.#versions.get(name) ?? new Map<string, ModuleVersion>();
    this.#versions.set(name, versions);
    if (versions.has(module) || versions.size < MOST_MODULES) {
      versions.set(module, { module, version, time: cloud.now });
    }
    const upgrade = this.#openOf(device, module);
    if (upgrade === undefined) return;
    if (upgrade.facts.version === version) return change(cloud, upgrade, { state: 'succeeded' });
    upgrade.source = version;
    this.#push(cloud, upgrade);
  }

  /** Returns false if it belongs to no upgrade. */
  progressed(
    cloud: Cloud,
    device: DeviceName,
    module: string | undefined,
    { step, description }: { readonly step: number; readonly description: string | undefined },
  ): boolean {
    const upgrade = this.#openOf(device, module);
    if (upgrade === undefined) return false;
    const said = description?.slice(0, LONGEST_DESCRIPTION) || undefined;
    const told =
      step < 0
        ? ({ state: 'failed', failure: step, description: said } as const)
        : ({ state: 'in-progress', progress: step, description: said } as const);
    upgrade.deadline ??= cloud.now + upgrade.timeout;
    change(cloud, upgrade, told);
    return true;
  }

  /** The upgrade offered to a device that asks; undefined: none. */
  offer(cloud: Cloud, device: DeviceName, module: string): string | undefined {
    const upgrade = this.#openOf(device, module);
    const data = upgrade && dataOf(cloud, upgrade);
    if (upgrade === undefined || data === undefined) return undefined;
    if (upgrade.facts.state === 'pending') pushed(cloud, upgrade);
    return data;
  }

  /** The file of a stream that was announced to this device. */
  streamOf(device: DeviceName, stream: number): PackageFacts | undefined {
    const upgrade = this.#upgrades.get(stream);
    if (upgrade === undefined || upgrade.facts.state === 'cancelled') return undefined;
    const isTheirs = sessionNameOf(upgrade.facts) === sessionNameOf(device);
    return isTheirs && upgrade.facts.by === 'mqtt' ? upgrade.firmware : undefined;
  }

  forget(device: DeviceName): void {
    const name = sessionNameOf(device);
    this.#versions.delete(name);
    for (const [number, { facts }] of this.#upgrades) {
      if (sessionNameOf(facts) === name) this.#upgrades.delete(number);
    }
  }

  get wakeAt(): number | undefined {
    const times = [this.#nextAttempt];
    for (const { facts, deadline } of this.#upgrades.values()) {
      if (isOpen(facts)) times.push(deadline);
    }
    const known = times.filter((time) => time !== undefined);
    return known.length === 0 ? undefined : Math.min(...known);
  }

  elapse(cloud: Cloud): void {
    const { now } = cloud;
    const isTimeToTry = this.#nextAttempt !== undefined && this.#nextAttempt <= now;
    if (isTimeToTry) this.#nextAttempt = undefined;
    for (const upgrade of this.#upgrades.values()) {
      if (!isOpen(upgrade.facts)) continue;
      if (isTimeToTry) this.#push(cloud, upgrade);
      if (upgrade.deadline === undefined || upgrade.deadline > now) continue;
      change(cloud, upgrade, { state: 'failed', failure: 'timed-out' });
    }
  }

  /** Without a module: the only unfinished one. */
  #openOf(device: DeviceName, module: string | undefined): Upgrade | undefined {
    const name = sessionNameOf(device);
    const open = [...this.#upgrades.values()].filter(
      ({ facts }) =>
        isOpen(facts) &&
        sessionNameOf(facts) === name &&
        (module === undefined || facts.module === module),
    );
    return open.length === 1 ? open[0] : open.find(({ facts }) => facts.module === DEFAULT_MODULE);
  }

  #makeRoom(): boolean {
    for (const [number, { facts }] of this.#upgrades) {
      if (this.#upgrades.size < MOST_UPGRADES) break;
      if (!isOpen(facts)) this.#upgrades.delete(number);
    }
    return this.#upgrades.size < MOST_UPGRADES;
  }

  /** A device that is offline or does not get it is tried again. */
  #push(cloud: Cloud, upgrade: Upgrade): void {
    const { facts } = upgrade;
    if (facts.state !== 'pending') return;
    const isOnline = cloud.isOnline(facts);
    const data = isOnline ? dataOf(cloud, upgrade) : undefined;
    if (data !== undefined) {
      const payload = encodeUtf8(announcement(cloud, data));
      const isAgain = upgrade.wasTried;
      if (cloud.send(facts, requestTopic(facts, 'ota-upgrade'), payload, 1, isAgain)) {
        pushed(cloud, upgrade);
        return;
      }
    }
    upgrade.wasTried = data !== undefined || (upgrade.wasTried && isOnline);
    this.#nextAttempt ??= cloud.now + AGAIN;
  }
}

export const filesOf = (firmware: PackageFacts): readonly FileFacts[] => [
  firmware,
  ...firmware.others,
];

/** Members of several files, which are downloaded over HTTP. */
function fileMembers(
  cloud: Cloud,
  device: DeviceName,
  file: FileFacts,
  signMethod: SignMethod,
): object {
  const { name, size, md5, sha256 } = file;
  const fileUrl = cloud.fileUrl(device, file);
  return {
    fileSize: size,
    fileName: name,
    fileUrl,
    ...(signMethod === 'Md5' ? { fileMd5: md5, fileSign: md5 } : { fileSign: sha256 }),
  };
}

function change(cloud: Cloud, upgrade: Upgrade, told: Partial<UpgradeFacts>): void {
  const { state } = upgrade.facts;
  upgrade.facts = { ...upgrade.facts, ...told, changed: cloud.now };
  if (upgrade.facts.state !== state) cloud.notices.upgrade(upgrade.facts, upgrade.source);
}

function pushed(cloud: Cloud, upgrade: Upgrade): void {
  upgrade.deadline = cloud.now + upgrade.timeout;
  change(cloud, upgrade, { state: 'pushed' });
}

/** Message to `/ota/device/upgrade/…`. */
export function announcement(cloud: Cloud, data: string): string {
  const id = Math.floor(cloud.wallClock);
  return `{"code":"1000","data":${data},"id":${id},"message":"success"}`;
}

/** JSON text; undefined: there is no address where the device could fetch it. */
function dataOf(cloud: Cloud, { facts, firmware }: Upgrade): string | undefined {
  const { size, md5, sha256, signMethod, module, isDiff, extData, others } = firmware;
  const url = facts.by === 'http' ? cloud.fileUrl(facts, firmware) : undefined;
  if (facts.by === 'http' && url === undefined) return undefined;
  const members = {
    ...(others.length === 0 && { size }),
    version: firmware.version,
    ...(isDiff && { isDiff: 1 }),
    ...(others.length > 0
      ? { files: filesOf(firmware).map((file) => fileMembers(cloud, facts, file, signMethod)) }
      : {
          ...(url === undefined
            ? { dProtocol: 'mqtt', streamId: facts.upgrade, streamFileId: 1 }
            : { url }),
          ...(signMethod === 'Md5' ? { md5, sign: md5 } : { sign: sha256 }),
        }),
    signMethod,
    ...(module !== DEFAULT_MODULE && { module }),
  };
  const text = JSON.stringify(members);
  return extData === undefined ? text : `${text.slice(0, -1)},"extData":${extData}}`;
}
