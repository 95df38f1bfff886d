/** Opens the app in the default browser, for `--open`. */
import { spawn } from 'node:child_process';
import type { Notice } from './errors.ts';

const OPENERS: Partial<Record<NodeJS.Platform, readonly [command: string, ...args: string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** Reports a failure with `address`; the companion keeps running. */
export function openInBrowser(url: string, address: string, notice: Notice): void {
  const [command, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  const failed = (): void => notice((say) => say.noBrowser(address));
  const opener = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  opener.on('error', failed);
  opener.on('exit', (code) => {
    if (code !== 0) failed();
  });
  opener.unref();
}
