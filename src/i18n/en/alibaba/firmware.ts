/** Texts of firmware and other files for devices of the local platform. */
import type { UpgradeFacts } from '../../../broker/platform/devices/fileCommands.ts';
import type { WebhookFacts } from '../../../broker/platform/devices/webhook.ts';
import { grouped } from '../../numbers.ts';

const STATES: Readonly<Record<UpgradeFacts['state'], string>> = {
  pending: 'pending',
  pushed: 'pushed',
  'in-progress': 'in progress',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** Meaning of a negative step. */
const STEPS: Readonly<Record<number, string>> = {
  [-1]: 'the upgrade failed',
  [-2]: 'the download failed',
  [-3]: 'the verification failed',
  [-4]: 'writing the firmware failed',
};

export const firmware = {
  part: 'Firmware',
  add: 'Add an upgrade package',
  product: 'Product',
  version: 'Version',
  versionHint: 'Exactly as the device reports it after the upgrade.',
  module: 'Module',
  moduleHint: 'Empty: the firmware itself (module default).',
  signMethod: 'Digest in the push',
  choose: 'Choose a file…',
  file: 'Firmware file',
  noFile: 'No file chosen',
  filesHint: 'Several files can be chosen: the device downloads each of them.',
  upload: 'Add package',
  uploading: (name: string): string => `Uploading ${name}`,
  uploaded: (name: string, version: string): string => `${name} added as version ${version}`,
  emptyFile: (name: string): string =>
    `${name} is empty: a device would have nothing to install. Choose another file.`,
  unreadable: 'The browser could not read the file.',
  packages: 'Upgrade packages',
  noPackages: 'No packages yet',
  columns: { version: 'Version', module: 'Module', product: 'Product', file: 'File' },
  remove: (version: string): string => `Remove package ${version}…`,
  removeTitle: (version: string): string => `Remove package ${version}?`,
  removeText: 'Its file can no longer be downloaded, and upgrades to it are cancelled.',
  removeConfirm: 'Remove',
  removed: (version: string): string => `Package ${version} is removed`,

  config: {
    title: 'Remote configuration',
    hint: 'Devices ask for the file of their product on …/thing/config/get, or it is pushed to them on …/thing/config/push.',
    noHttp:
      'Devices fetch it over HTTP, which the broker in this tab does not serve: it answers 6710.',
    none: 'none',
    file: (product: string): string => `Configuration of ${product}`,
    choose: 'Choose…',
    replace: 'Replace…',
    set: (product: string): string => `Configuration of ${product} set`,
    push: 'Push',
    pushTo: (product: string): string => `Push the configuration of ${product}`,
    pushed: (sent: number, missed: number): string =>
      missed === 0
        ? `Sent to ${sent === 1 ? '1 device' : `${grouped(sent)} devices`}`
        : `Sent to ${sent === 1 ? '1 device' : `${grouped(sent)} devices`}; not to ${grouped(missed)}: offline, or not subscribed to the topic`,
    remove: (product: string): string => `Remove the configuration of ${product}`,
    removed: (product: string): string => `Configuration of ${product} removed`,
  },

  webhook: {
    title: 'Webhook',
    none: 'Device messages are not forwarded.',
    address: 'Address',
    counts: 'Messages',
    told: ({ sent, waiting, failed, dropped }: WebhookFacts): string =>
      `${grouped(sent)} sent, ${grouped(waiting)} waiting, ${grouped(failed)} failed, ${grouped(dropped)} dropped`,
    trouble: 'Last try',
    url: 'URL',
    hint: 'Properties, events, raw data and custom messages are sent there as JSON, by POST. Addresses of other machines must be given at the start (--alibaba-webhook).',
    apply: 'Set',
    set: 'The webhook is set',
    remove: 'Remove the webhook',
    removed: 'The webhook is removed',
  },

  upgrades: 'Upgrades',
  noUpgrades: 'No upgrades yet',
  versions: 'Reported versions',
  noVersions:
    'The device has not reported a version. It publishes one to /ota/device/inform/{productKey}/{deviceName}.',
  push: 'Push an upgrade',
  pushHint:
    'Sent to /ota/device/upgrade/…. If the device is offline or has not subscribed to that topic, it is sent as soon as possible. The upgrade succeeds when the device reports the new version.',
  package: 'Package',
  packageName: (version: string, module: string, name: string, others: number): string =>
    `${version} · ${module} · ${name}${others === 0 ? '' : ` + ${others}`}`,
  by: 'Download',
  protocols: { http: 'HTTP', mqtt: 'MQTT' },
  severalFiles: 'Several files are downloaded over HTTP.',
  noHttp: 'The broker in this tab serves no files over HTTP: the device downloads over MQTT.',
  action: 'Push',
  pushed: (device: string, version: string): string => `Upgrade of ${device} to ${version} started`,
  cancel: (version: string): string => `Cancel the upgrade to ${version}`,
  cancelled: (version: string): string => `The upgrade to ${version} is cancelled`,
  noPackagesHere: 'This product has no upgrade package yet: add one under Firmware.',
  open: 'Open Firmware',
  state: (state: UpgradeFacts['state']): string => STATES[state],
  progress: (percent: number): string => `${percent} %`,
  progressLabel: (version: string): string => `Progress of the upgrade to ${version}`,
  failure: (failure: number | 'timed-out'): string =>
    failure === 'timed-out'
      ? 'the new version was not reported in time'
      : `code ${failure}: ${STEPS[failure] ?? 'undocumented code'}`,
};
