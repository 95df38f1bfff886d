/**
 * `mqttscope tap`: shows traffic between devices and their broker on the terminal and writes it to files,
 * without a browser.
 */

import { createWriteStream } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { isOrderly } from '../../engine/disconnectCause/orderly.ts';
import type { CaptureEvent } from '../../engine/files/events/captureEvents.ts';
import { writtenFormat } from '../captures/captureFormat.ts';
import { refuseSameFile } from '../captures/sameFile.ts';
import { ENDING_SIGNALS } from '../cli/endingSignals.ts';
import { inEnglish, StartError, UnreadError, UsageError } from '../cli/errors.ts';
import { readyFile } from '../cli/readyFile.ts';
import { STANDARD_OUTPUT, unwritable } from '../cli/replacedFile.ts';
import { type CommandSurroundings, parseSubcommand } from '../cli/subcommand.ts';
import { faultNotices } from '../log/faultNotices.ts';
import { isLoopbackHost } from '../net/addresses.ts';
import { readTlsIdentity } from '../net/tlsIdentity.ts';
import type { RotatedFiles } from '../record/rotatedFiles.ts';
import { checkRotation } from '../record/rotation.ts';
import { WireHost } from '../wires/wireHost.ts';
import {
  authorityPaths,
  type StoredAuthority,
  storedAuthority,
  usualFolder,
} from './authorityFiles.ts';
import { asCArray, asHex } from './certificateForms.ts';
import { Tap, type TapOptions } from './deviceTap.ts';
import { readFaults } from './faultsFile.ts';
import { ownNames, signedIdentity } from './identity.ts';
import { MarkedPackets } from './markedPackets.ts';
import { PacketTap } from './packetTap.ts';
import type { Ending, TapObserver } from './tapObserver.ts';
import { checkListening, checkTargets, TAP, type TapValues } from './tapOptions.ts';
import { tapOutput } from './tapOutput.ts';
import { placesOf, shownTarget } from './tapTarget.ts';
import { targetTls } from './targetTls.ts';

/** Throws `UsageError`, `StartError`. */
export async function runTap(
  argv: readonly string[],
  surroundings: CommandSurroundings,
): Promise<void> {
  const parsed = parseSubcommand(TAP, argv, surroundings);
  if (parsed === 'answered') return;
  const { values } = parsed;
  if (values.showAuthority !== undefined) {
    surroundings.output.write(await shownAuthority(values, values.showAuthority));
    return;
  }
  await tapUntilStopped(values, surroundings);
}

async function shownAuthority(values: TapValues, form: 'pem' | 'c' | 'hex'): Promise<string> {
  const { cert } = await authorityOf(values);
  return form === 'c' ? asCArray(cert) : form === 'hex' ? `${asHex(cert)}\n` : cert;
}

async function tapUntilStopped(values: TapValues, at: CommandSurroundings): Promise<void> {
  const { notice } = at;
  const { faults: rules, tlsCert, tlsKey, toCa, toCert, toKey, output, keyLog } = values;
  await refuseSameFile({
    inputs: [rules, tlsCert, tlsKey, toCa, toCert, toKey, ...(await authorityFilesOf(values))],
    outputs: [output, keyLog, values.readyFile],
  });
  const tapping = await at.texts.tapping();
  const stop = new AbortController();
  let failure: StartError | undefined;
  const files = filesOf(values, at, (error) => {
    if (failure !== undefined) return;
    failure = error;
    // A closed pipe ends the tap, because its purpose is gone; a full disk does not disconnect devices.
    if (values.output === STANDARD_OUTPUT || error instanceof UnreadError) stop.abort();
    else notice(tapping.recordingEnded(error.message));
  });
  const observers: TapObserver[] = [];
  if (files !== undefined) observers.push(files.packets);
  const addresses = new Map<number, string>();
  observers.push({
    opened: (connection, { address }) => void addresses.set(connection, address),
    passed: () => undefined,
    textFrames: (connection, sender) =>
      notice(tapping.textFrames(addresses.get(connection) ?? '', sender)),
    halfClosed: (_connection, ending) => {
      const cause = tapping.halfCause(ending.cause, ending.by);
      notice(tapping.ended(endingOf(ending, cause)));
    },
    silent: (count) => notice(tapping.silent(count)),
    closed: (connection, ending) => {
      addresses.delete(connection);
      notice(tapping.ended(endingOf(ending, tapping.cause(ending.cause))));
    },
  });
  const faults = values.faults === undefined ? undefined : await readFaults(values.faults);
  const told = faultNotices((said) => notice(inEnglish(said)));
  const wires = new WireHost(
    {
      marked: (mark) => {
        told(mark);
        files?.marks?.marked(mark);
      },
      placed: (mark) => files?.marks?.placed(mark),
    },
    faults,
  );
  const tap = new Tap({ ...(await tapOptions(values, at)), wires }, observers);
  const ready = values.readyFile === undefined ? undefined : await readyFile(values.readyFile);
  await files?.output.begin();
  try {
    await tap.open();
    const targets = values.to.map(({ name, target }) =>
      name === undefined ? shownTarget(target) : `${name} → ${shownTarget(target)}`,
    );
    notice(tapping.began(tap.address, targets.join(', ')));
    const { host = '' } = values.listen ?? {};
    if (!isLoopbackHost(host)) notice(tapping.exposed(host));
    const line = `tap ${tap.address}`;
    if (values.output === STANDARD_OUTPUT) notice(line);
    else at.output.write(`${line}\n`);
    await ready?.write(`${tap.address}\n`);
    await stopped(stop, values.for);
  } finally {
    await tap.close();
    files?.marks?.flush();
    await ready?.remove();
    await files?.output.end();
  }
  if (files !== undefined) {
    const { packets, output } = files;
    const isPrinted = values.output === STANDARD_OUTPUT;
    notice(
      isPrinted
        ? tapping.writtenOut(output.packets)
        : tapping.written(output.packets, output.files),
    );
    if (packets.leftOut > 0) notice(tapping.leftOut(packets.leftOut));
  }
  if (failure !== undefined) throw failure;
}

const endingOf = ({ address, clientId = '', cause, lasted }: Ending, said: string) => ({
  address,
  client: clientId,
  cause: said,
  seconds: lasted / 1000,
  isOrderly: isOrderly(cause),
});

/** Waits for a signal or the time limit. */
async function stopped(stop: AbortController, ms: number | undefined): Promise<void> {
  const end = (): void => stop.abort();
  for (const signal of ENDING_SIGNALS) process.on(signal, end);
  const timer = ms === undefined ? undefined : setTimeout(end, ms);
  await new Promise<void>((resolve) => {
    if (stop.signal.aborted) resolve();
    else stop.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  clearTimeout(timer);
  for (const signal of ENDING_SIGNALS) process.off(signal, end);
}

interface Files {
  readonly output: RotatedFiles;
  readonly packets: PacketTap;
  /** Effects of rules, if there are any. */
  readonly marks: MarkedPackets | undefined;
}

function filesOf(
  values: TapValues,
  at: CommandSurroundings,
  failed: (error: StartError) => void,
): Files | undefined {
  const { output: file, rotateSize, rotateTime, keep } = values;
  if (file === undefined) {
    const needless = rotateSize ?? rotateTime ?? keep ?? values.format;
    if (needless !== undefined) throw new UsageError((say) => say.noOption('-o, --output <FILE>'));
    return undefined;
  }
  const rotates = (rotateSize ?? rotateTime) !== undefined;
  checkRotation({ output: file, rotates, keep }, '--rotate-size or --rotate-time');
  const format = writtenFormat(file, values.format, 'ndjson');
  const origin = performance.now();
  const open = (): readonly CaptureEvent[] => {
    marks?.flush();
    return packets.open(performance.now());
  };
  const output: RotatedFiles = tapOutput({ ...values, file, format }, at, open, failed);
  const take = (event: CaptureEvent): void => output.take(event);
  const marks = values.faults === undefined ? undefined : new MarkedPackets(take, origin);
  const packets: PacketTap = new PacketTap(
    marks === undefined ? take : (event, offset) => marks.take(event, offset),
    origin,
    () => output.isFull,
  );
  return { output, packets, marks };
}

async function tapOptions(values: TapValues, at: CommandSurroundings): Promise<TapOptions> {
  const { listen, to } = values;
  if (listen === undefined) throw new UsageError((say) => say.noOption('--listen <ADDRESS>'));
  checkListening(values, listen.isTls);
  checkTargets(to, listen.isTls);
  const tls = await targetTls(values, to);
  const keyLog = values.keyLog === undefined ? undefined : await keyLogTo(values.keyLog, at);
  return {
    listen,
    targets: to.map(({ name, target }) => ({
      name,
      target: tls === undefined ? target : { ...target, tls },
    })),
    identity: listen.isTls ? await identityOf(values, listen.host, at) : undefined,
    allowed: placesOf(to),
    ...(keyLog && { keyLog }),
    option: '--listen',
  };
}

async function identityOf(
  values: TapValues,
  host: string,
  { notice, texts }: CommandSurroundings,
): Promise<TapOptions['identity']> {
  const { tlsCert: cert, tlsKey: key, name } = values;
  if ((cert === undefined) !== (key === undefined)) {
    throw new UsageError((say) => say.goTogether('--tls-cert', '--tls-key'));
  }
  if (cert !== undefined && key !== undefined) {
    const own = await readTlsIdentity({ cert, key });
    for (const said of own.warnings ?? []) notice(inEnglish(said));
    return () => ({ cert: own.cert, key: own.key });
  }
  const authority = await authorityOf(values);
  notice((await texts.tapping()).authority(authority.certPath, authority.isNew));
  return signedIdentity(authority, ownNames(host, name));
}

const authorityOf = ({ authorityDir, authority }: TapValues): Promise<StoredAuthority> =>
  orElsewhere(() => storedAuthority(authorityDir ?? usualFolder(), authority));

/** The files of the authority; none if the tap needs no authority. */
async function authorityFilesOf(values: TapValues): Promise<readonly string[]> {
  const { listen, tlsCert, authorityDir, authority } = values;
  if (listen?.isTls !== true || tlsCert !== undefined) return [];
  const folder = await orElsewhere(() => authorityDir ?? usualFolder());
  const { certPath, keyPath } = authorityPaths(folder, authority);
  return [certPath, keyPath];
}

/** If the folder of the authority cannot be used, the error also says what can be done instead. */
async function orElsewhere<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    throw new StartError((say) => say.authorityElsewhere(error.message));
  }
}

/** Private, because the keys decrypt all traffic. */
async function keyLogTo(
  file: string,
  { notice }: CommandSurroundings,
): Promise<(line: Buffer) => void> {
  const stream = createWriteStream(file, { flags: 'a', mode: 0o600 });
  await new Promise<void>((resolve, reject) => {
    stream.once('open', () => resolve());
    stream.once('error', (error) => reject(unwritable(file, error)));
  });
  await chmod(file, 0o600);
  // A failed stream is not written to again: it is reported once, and the tap continues.
  stream.on('error', (error) => notice(unwritable(file, error).message));
  return (line) => {
    if (stream.writable) stream.write(line);
  };
}
