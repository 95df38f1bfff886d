/** ms between checks of the parent. */
const INTERVAL_MILLISECONDS = 300;

/**
 * Ends this process like SIGTERM when its parent is gone. npm runs scripts in a shell, and a signal to npm
 * ends only that shell, so an invisible process would keep the ports.
 */
export function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, INTERVAL_MILLISECONDS).unref();
}
