/** Runs the companion from its settings to its end. */

import { type Notice, UsageError } from '../cli/errors.ts';
import { openInBrowser } from '../cli/openInBrowser.ts';
import type { PortChoice } from '../net/listen.ts';
import { mayBeThisMachine } from '../net/networkAddresses.ts';
import type { Arguments } from './commandLine.ts';
import { startCompanion } from './companion.ts';
import type { Companion, CompanionOptions } from './companionSetup.ts';
import { limitHeap } from './heap.ts';
import { readSettings } from './settings.ts';

interface Surroundings {
  readonly app: CompanionOptions['app'];
  readonly version: string;
  readonly tell: Notice;
  /** Reports a failure and returns its exit code. */
  readonly report: (error: unknown) => number;
}

/** Resolves when everything listens. Its addresses and what it generated go to standard output. */
export async function serve(
  given: Arguments,
  { app, version, tell, report }: Surroundings,
): Promise<Companion> {
  refuseOpenIngress(given.values);
  const settings = fixedPorts(await readSettings(given));
  limitHeap();
  const companion = await startCompanion({
    ...settings,
    app,
    appVersion: version,
    notice: tell,
  });
  endOnSignals(companion, report);
  // After a rotation of logs.
  process.on('SIGHUP', () => companion.reopenLog());
  printAddresses(companion, given.madeUser);
  const authorized = companion.withToken(companion.app);
  if (given.values.open) openInBrowser(authorized, companion.app, tell);
  return companion;
}

/**
 * A page in a browser of this machine connects from its addresses, and its name can resolve to any of them, so the host
 * names of the proxy must be known. Throws `UsageError`.
 */
export function refuseOpenIngress({
  ingress,
  allowOrigin,
}: Pick<Arguments['values'], 'ingress' | 'allowOrigin'>): void {
  if (ingress === undefined || allowOrigin.length > 0 || !mayBeThisMachine(ingress)) return;
  throw new UsageError((say) => say.ingressFromHere(ingress));
}

/**
 * Without a terminal, the user does not see that a port has moved, and a program would use another broker at
 * the usual port.
 */
function fixedPorts<T extends Pick<CompanionOptions, 'http' | 'mqtt'>>(settings: T): T {
  if (process.stderr.isTTY) return settings;
  const fixed = (choice: PortChoice | undefined) => choice && { ...choice, given: true };
  return { ...settings, http: fixed(settings.http), mqtt: fixed(settings.mqtt) };
}

function printAddresses(companion: Companion, madeUser: Arguments['madeUser']): void {
  const { apps, mqtt, ws } = companion.addresses;
  const lines = apps.map((at) => `app ${companion.withToken(at)}`);
  lines.push(...mqtt.map((at) => `mqtt ${at}`));
  if (companion.sn !== undefined) lines.push(`sn ${companion.sn}`);
  lines.push(...ws.map((at) => `ws ${at}`));
  if (companion.madeToken !== undefined) lines.push(`token ${companion.madeToken}`);
  if (madeUser !== undefined) lines.push(`user ${madeUser.join(' ')}`);
  for (const { productKey, deviceName, deviceSecret } of companion.madeDevices) {
    lines.push(`device ${productKey} ${deviceName} ${deviceSecret}`);
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** ms for the end, so that a hanging connection cannot keep the process. */
const ENDING_MILLISECONDS = 2_000;

/** Further signals are ignored: under npm, Ctrl+C arrives twice. */
function endOnSignals(companion: Companion, report: Surroundings['report']): void {
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(0), ENDING_MILLISECONDS).unref();
    companion.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.exit(report(error));
      },
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}
