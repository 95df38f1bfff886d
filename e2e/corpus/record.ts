/** Records the conversations of `recordings.ts`: `node --import tsx e2e/corpus/record.ts [NAME…]`. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { start, until } from '../kit/peers/processes.ts';
import { startBroker } from './brokers.ts';
import { startRelay } from './cuttingRelay.ts';
import { RECORDINGS, type Recording } from './recordings.ts';

const TARGET = path.join(import.meta.dirname, '../../src/engine/problems/recorded/testdata');

async function record({ name, broker: kind, mishaps, atBroker, script }: Recording): Promise<void> {
  // This broker accepts every user name, but requires one.
  process.env['CORPUS_USER'] = kind === 'ejabberd' ? 'corpus' : '';
  const broker = await startBroker(kind);
  const relay = mishaps && (await startRelay(broker.port, mishaps));
  const port = relay?.port ?? broker.port;
  const file = path.join(tmpdir(), `corpus-${process.pid}.pcapng`);
  const ports =
    relay && !atBroker ? `tcp port ${port}` : `tcp port ${port} or tcp port ${broker.wsPort}`;
  const dumping = start('dumpcap', ['-q', '-i', 'lo', '-f', ports, '-w', file]);
  await until(() => dumping.stderr().includes('File:'), 'dumpcap');
  try {
    await script({ broker, port });
  } finally {
    relay?.stop();
    await broker.stop();
    // Packets stay in a kernel buffer for up to a second.
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    await dumping.stop('SIGINT');
  }
  mkdirSync(TARGET, { recursive: true });
  const bytes = gzipSync(readFileSync(file), { level: 9 });
  writeFileSync(path.join(TARGET, `${name}.pcapng.gz`), bytes);
  rmSync(file);
  console.log(`${name}: ${bytes.length} bytes`);
}

const wanted = process.argv.slice(2);
for (const recording of RECORDINGS) {
  if (wanted.length > 0 && !wanted.some((part) => recording.name.includes(part))) continue;
  try {
    await record(recording);
  } catch (error) {
    console.error(`${recording.name}: ${String(error)}`);
    process.exitCode = 1;
  }
}
