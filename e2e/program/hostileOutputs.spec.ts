/** The shipped program with an output that is its input, without a browser. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bytesAsCapture } from '../../src/engine/files/printed/bytesAsCapture.ts';
import { BIN } from '../kit/peers/companion.ts';
import { until } from '../kit/peers/processes.ts';
import { expect, test } from '../kit/test.ts';

const CAPTURE = Buffer.from(bytesAsCapture('300400016178')?.file ?? []);

/** Runs a shell script with `scope` as the program. */
function shell(script: string, cwd: string) {
  const scope = `scope() { '${process.execPath}' '${BIN}' "$@"; }`;
  const ended = spawnSync('bash', ['-c', `${scope}\n${script}`], { cwd });
  return { code: ended.status, err: ended.stderr.toString() };
}

for (const script of [
  'scope convert - -o x --format csv < x',
  'scope convert /dev/stdin -o x --format csv < x',
  'scope convert x -o - --format csv >> x',
  'scope dissect x >> x',
  'scope passwd x joe < x',
]) {
  test(`rejects its input as output: ${script}`, ({ folder }) => {
    const file = path.join(folder, 'x');
    writeFileSync(file, CAPTURE);
    const { code, err } = shell(script, folder);
    expect(err).toContain('Choose another file');
    expect(code).toBe(2);
    expect(readFileSync(file).equals(CAPTURE)).toBe(true);
  });
}

test('a signal removes the unfinished file and sets the exit code', async ({ folder }) => {
  const partial = (): readonly string[] =>
    readdirSync(folder).filter((name) => name.endsWith('.partial'));
  const argv = [BIN, 'convert', '-', '-o', 'out.csv'];
  const running = spawn(process.execPath, argv, {
    cwd: folder,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  running.stdin.write(CAPTURE);
  await until(() => partial().length === 1, 'the unfinished file');
  running.kill('SIGINT');
  await once(running, 'exit');
  expect(running.signalCode).toBe('SIGINT');
  expect(readdirSync(folder)).toEqual([]);
});

test('a recording that fills the disk names what was written until then', async ({
  folder,
  companion,
  connectOther,
}) => {
  const { client } = await connectOther(companion.mqtt, '5');
  await client.publishAsync('t', 'x'.repeat(200_000), { qos: 1, retain: true });
  await client.endAsync();
  const { code, err } = shell(
    `ulimit -f 64; scope record --url ${companion.mqtt} --subscribe t --for 30s -o out.ndjson`,
    folder,
  );
  expect(code).toBe(1);
  const [partial = ''] = readdirSync(folder);
  expect(partial).toMatch(/^out\.ndjson\.[0-9a-f]{8}\.partial$/);
  expect(err).toContain(`out.ndjson cannot be written: `);
  expect(err).toMatch(new RegExp(`The data written so far is in (?:\\S*/)?${partial}\\.\n$`));
});

test('standard error that nobody reads does not change the verdict', async ({ folder }) => {
  const running = spawn(process.execPath, [BIN, 'run', '--junit', 'run.xml', '--', 'true'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  running.stderr.destroy();
  await once(running, 'exit');
  expect(running.exitCode).toBe(4);
  expect(readdirSync(folder)).toEqual(['run.xml']);
});
