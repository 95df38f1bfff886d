/** Ports for tests that need the same one again, or one without a listener. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import net from 'node:net';

const RANGE = '/proc/sys/net/ipv4/ip_local_port_range';
/** Start of the ports that the system assigns by default. */
const USUAL_RANGE_START = 32_768;
/** Number of ports below that to choose from. */
const CHOICE = 12_000;
const TRIES = 100;
/** Ports already assigned, at which nothing may listen yet. */
const given = new Set<number>();

function rangeStart(): number {
  try {
    return Number.parseInt(readFileSync(RANGE, 'utf8'), 10);
  } catch {
    return USUAL_RANGE_START;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = net.createServer().listen({ port, host: '127.0.0.1', exclusive: true });
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}

/**
 * A free loopback port that stays free, because it is below the ports that the system assigns to outgoing
 * connections and to listeners on port 0. Throws if a hundred of them are in use.
 */
export async function freePort(): Promise<number> {
  const end = rangeStart();
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = Math.max(1024, end - CHOICE) + Math.floor(Math.random() * CHOICE);
    if (port >= end || given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
  throw new Error(`No port is free below ${end.toString()}.`);
}
