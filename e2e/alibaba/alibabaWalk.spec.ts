/** Runs the walkthrough of docs/alibaba.zh.md: its commands for Linux, and the output that it shows. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { cloudOf } from '../kit/peers/platform.ts';
import { until } from '../kit/peers/processes.ts';
import { expect, test } from '../kit/test.ts';
import { ROOT } from '../run/step.ts';

interface Block {
  readonly language: string;
  readonly text: string;
}

/** Code blocks of the walkthrough by step number, 0 for those before the first. */
function stepsOf(page: string): ReadonlyMap<number, readonly Block[]> {
  const text = readFileSync(path.join(ROOT, page), 'utf8');
  const [, walk = ''] = text.split(/^## /m);
  const steps = new Map<number, Block[]>();
  for (const [at, piece] of walk.split(/^\*\*(?=\d\. )/m).entries()) {
    const blocks = [...piece.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].map(
      ([, language = '', code = '']): Block => ({ language, text: code }),
    );
    steps.set(at, blocks);
  }
  return steps;
}

/** `…` matches anything. */
function asShown(text: string): readonly RegExp[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const pieces = line.split('…').map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(pieces.join('.*'));
  });
}

/** A terminal whose lines go to one shell. */
class Terminal {
  readonly #shell: ChildProcess;
  #out = '';

  constructor(folder: string, env: Readonly<Record<string, string>>) {
    this.#shell = spawn('bash', [], { cwd: folder, env: { ...process.env, ...env } });
    for (const stream of [this.#shell.stdout, this.#shell.stderr]) {
      stream?.on('data', (data: Buffer) => {
        this.#out += data.toString();
      });
    }
  }

  type(lines: string): void {
    this.#shell.stdin?.write(lines);
  }

  /** Each of these lines appears in the output. */
  async shows(text: string): Promise<void> {
    for (const line of asShown(text)) {
      await until(() => line.test(this.#out), `${line} in\n${this.#out}`);
    }
  }

  /** Ctrl+C: ends the running program; the shell continues. */
  interrupt(): void {
    const { pid = 0 } = this.#shell;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').match(/\d+/g) ?? [];
    for (const child of children) process.kill(Number(child), 'SIGINT');
  }

  end(): void {
    this.#shell.kill();
  }
}

const PUB = process.env['MQTTSCOPE_MOSQUITTO_CLIENTS'] ?? 'mosquitto_pub';
const PAGE = 'docs/alibaba.zh.md';

test('the walkthrough’s commands for Linux run, and print the output that the page shows', async ({
  folder,
  startCompanion,
}) => {
  const steps = stepsOf(PAGE);
  const bash = (step: number) =>
    (steps.get(step) ?? []).filter(({ language }) => language === 'bash').map(({ text }) => text);
  const shown = (step: number) =>
    (steps.get(step) ?? []).filter(({ language }) => language === 'text').map(({ text }) => text);
  const [start = ''] = bash(1);
  const [, options = ''] = /^npm start -- (.*)\n$/.exec(start) ?? [];
  const companion = await startCompanion([...options.split(' '), '--no-demo']);
  const devices = asShown(shown(1).join('')).filter((line) => line.source.startsWith('device'));
  expect(devices.length).toBeGreaterThan(1);
  for (const line of devices) expect(companion.stdout()).toMatch(line);

  // The person copies values from the first terminal; the page shows their form.
  const [entered = '', sign = ''] = bash(2);
  expect(entered).toBe('TOKEN=Zr0…\nHTTP=8080 MQTT=1883\n');
  const { port: http } = new URL(companion.app);
  const { port: mqtt } = new URL(companion.mqtt);
  const values = `TOKEN=${companion.token}\nHTTP=${http} MQTT=${mqtt}\n`;

  symlinkSync(path.join(ROOT, 'dist'), path.join(folder, 'dist'));
  const bin = path.dirname(PUB);
  const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, LC_ALL: 'zh_CN.UTF-8' };
  const second = new Terminal(folder, env);
  const third = new Terminal(folder, env);
  try {
    second.type(values);
    second.type(sign);
    await second.shows(shown(2).join(''));
    // The page explains this output.
    await second.shows('2022');
    for (const block of bash(3)) second.type(block);
    const { device } = cloudOf(companion);
    const names = { productKey: 'a1BpqjqW3lB', deviceName: 'room-1-284ca5', deviceSecret: '' };
    await until(async () => {
      return JSON.stringify(await device(names)).includes('thing/#');
    }, 'the device and its subscription');
    third.type(values);
    for (const block of bash(4)) third.type(block);
    const [received = '', answered = ''] = shown(4);
    await second.shows(received);
    await third.shows(answered);
    second.interrupt();
    for (const block of bash(6)) second.type(block);
    await second.shows(shown(6).join(''));
  } finally {
    second.end();
    third.end();
  }
});
