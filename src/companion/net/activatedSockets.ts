/**
 * Sockets that systemd opens and passes to the companion (sd_listen_fds). The ports are never free, so no
 * other program can answer at them while the companion is not running.
 */
import { StartError } from '../cli/errors.ts';

/** The first of the passed file descriptors. */
const FIRST = 3;

export interface ActivatedSockets {
  readonly http?: number;
  readonly mqtt?: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * File descriptors by name (`FileDescriptorName=`), `http` and `mqtt`. Without these names, the first is
 * for HTTP and the second for MQTT.
 *
 * @throws StartError
 */
export function activatedSockets(environment: Environment, pid: number): ActivatedSockets {
  const { LISTEN_PID, LISTEN_FDS = '', LISTEN_FDNAMES = '' } = environment;
  // Variables that were set for a parent process do not apply.
  if (Number(LISTEN_PID) !== pid) return {};
  const count = /^\d{1,4}$/.test(LISTEN_FDS) ? Number(LISTEN_FDS) : 0;
  const names = LISTEN_FDNAMES.split(':').slice(0, count);
  const isNamed = names.some((name) => name === 'http' || name === 'mqtt');
  const at = (name: 'http' | 'mqtt', place: number): number | undefined => {
    const found = isNamed ? names.indexOf(name) : place;
    return found >= 0 && found < count ? FIRST + found : undefined;
  };
  const [http, mqtt] = [at('http', 0), at('mqtt', 1)];
  const used = [http, mqtt].filter((fd) => fd !== undefined).length;
  if (used < count) throw new StartError((say) => say.strangeSockets(count));
  return { ...(http !== undefined && { http }), ...(mqtt !== undefined && { mqtt }) };
}
