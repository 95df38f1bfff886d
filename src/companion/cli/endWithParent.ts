/** How often the parent is looked for. */
const INTERVAL_MILLISECONDS = 300;

/**
 * Ends this process, as SIGTERM would, once its parent is gone: npm runs scripts in a shell, and a
 * signal to npm ends that shell alone, which would leave the ports taken by a process that nobody
 * sees.
 */
export function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, INTERVAL_MILLISECONDS).unref();
}
