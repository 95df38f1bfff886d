/**
 * Measures how long one client's most expensive packets delay another: a PINGREQ every few milliseconds
 * meanwhile. Only for our broker: Mosquitto stops for minutes.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { encode } from '../../../src/mqtt/codec/encode.ts';
import { waitedForCpu } from '../../kit/cpuTime.ts';
import { ROOT } from '../../run/step.ts';
import { record } from '../results.ts';
import type { Contestant, Field } from './contestants.ts';

const KINDS = ['a message with 65,536 identifiers', 'a filter named 20,000 times'] as const;
/** ms between pings, and the duration for repeated packets. */
const PACE = 2;
const GOES_ON = 5000;

interface Waits {
  readonly pings: number;
  readonly median: number;
  readonly longest: number;
  /** The longest time that either end waited for a processor, ms. */
  readonly machine: number;
}

async function connected(port: number): Promise<net.Socket> {
  const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  const connect = {
    type: 'connect',
    protocolName: 'MQTT',
    protocolLevel: 5,
    cleanStart: true,
    keepAlive: 0,
    clientId: 'who waits',
    properties: [],
  } as const;
  socket.write(encode(connect, 5));
  await once(socket, 'data');
  return socket;
}

/** From before the first of the packets until they have repeated for a while. */
async function waits({ port, waited }: Contestant, attacker: ChildProcess): Promise<Waits> {
  const isUnderWay = Promise.race([
    once(attacker, 'message').then(() => after(GOES_ON)),
    once(attacker, 'exit').then(() =>
      Promise.reject(new Error('the client with the packets is gone')),
    ),
  ]);
  let goesOn = true;
  const ended = (): void => {
    goesOn = false;
  };
  // Its failure is checked below.
  isUnderWay.then(ended, ended);
  const socket = await connected(port);
  const ping = encode({ type: 'pingreq' }, 5);
  const times: number[] = [];
  let machine = 0;
  while (goesOn) {
    const before = waited() + waitedForCpu(process.pid);
    const sent = performance.now();
    socket.write(ping);
    await once(socket, 'data');
    const whole = performance.now() - sent;
    // Delays by other programs are subtracted.
    const late = Math.min(whole, waited() + waitedForCpu(process.pid) - before);
    machine = Math.max(machine, late);
    times.push(whole - late);
    await after(PACE);
  }
  await isUnderWay;
  socket.destroy();
  const sorted = times.toSorted((a, b) => a - b);
  return {
    pings: times.length,
    median: sorted[sorted.length >> 1] ?? 0,
    longest: sorted.at(-1) ?? 0,
    machine,
  };
}

export async function benchWorst({ contestants }: Field): Promise<void> {
  const ours = contestants.find(({ name }) => name === 'mqttscope');
  if (ours === undefined) throw new Error('our broker is not there');
  const waited: number[] = [];
  for (const kind of KINDS) {
    const attacker = fork(path.join(ROOT, 'e2e/kit/peers/assault.ts'), [String(ours.port)], {
      execArgv: ['--import', 'tsx'],
    });
    attacker.send(kind);
    const { pings, median, longest, machine } = await waits(ours, attacker);
    attacker.kill('SIGKILL');
    console.log(`\nOne packet’s worst: ${kind}`);
    console.log(
      `  another client’s PINGREQ waits ${median.toFixed(1)} ms in the median, ${longest.toFixed(1)} ms at most, of ${pings}; the machine let it wait for up to ${machine.toFixed(1)} ms`,
    );
    waited.push(longest);
  }
  record('worst', Math.max(...waited));
}
