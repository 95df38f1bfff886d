/** The `Dockerfile`, built and run by Podman, or its steps in folders if there is no Podman or no base image. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Running, start } from '../kit/peers/processes.ts';
import { ROOT } from '../run/step.ts';

interface Ports {
  readonly web: number;
  readonly mqtt: number;
}

export interface Container {
  /** For the name of the check. */
  readonly how: string;
  /** Builds it once. */
  build(): void;
  start(ports: Ports): Running;
  isHealthy(ports: Ports): boolean;
}

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
/** Instructions, continued lines joined. */
const FILE = read('Dockerfile').replaceAll(/\\\n\s*/g, '');
const INSTRUCTIONS = [...FILE.matchAll(/^([A-Z]+) (.+)$/gm)].map(([, name = '', text = '']) => ({
  name,
  text,
}));
const textsOf = (name: string): readonly string[] =>
  INSTRUCTIONS.filter((one) => one.name === name).map(({ text }) => text);

/** The list of an instruction in JSON form. */
function listOf(name: string): readonly string[] {
  const [, json = '[]'] = /(\[.+\])$/.exec(textsOf(name)[0] ?? '') ?? [];
  const list: unknown = JSON.parse(json);
  return Array.isArray(list) ? list.map(String) : [];
}

const IMAGE = 'mqttscope-check';
const BASE = textsOf('FROM').at(-1) ?? '';
const succeeds = (...args: readonly string[]): boolean =>
  spawnSync('podman', args, { stdio: 'ignore' }).status === 0;

/** Undefined without Podman, or if the base image is neither stored nor reachable. */
export function podman(): Container | undefined {
  if (!succeeds('--version')) return undefined;
  if (!succeeds('image', 'exists', BASE) && !succeeds('pull', BASE)) return undefined;
  const name = `${IMAGE}-${process.pid}`;
  return {
    how: 'Podman',
    build: () => {
      const args = ['build', '--format', 'docker', '--tag', IMAGE, ROOT];
      execFileSync('podman', args, { stdio: 'inherit' });
    },
    start: ({ web, mqtt }) => {
      const published = [`127.0.0.1:${web}:8080`, `127.0.0.1:${mqtt}:1883`];
      const args = ['run', '--rm', '--init', '--read-only', '--name', name];
      return start('podman', [...args, ...published.flatMap((at) => ['-p', at]), IMAGE]);
    },
    isHealthy: () => succeeds('healthcheck', 'run', name),
  };
}

/** Runs the steps in a folder, whose subfolder `root` is the root of the container. */
export function steps(folder: string): Container {
  const source = path.join(folder, 'src');
  const inside = (text: string): string =>
    text.replaceAll(/(?<=^| )\/(?=opt|data|src)/g, `${folder}/`);
  const user = process.getuid?.() === 0 ? { uid: 1000, gid: 1000 } : {};
  const environment = { PATH: process.env['PATH'] ?? '' };
  return {
    how: 'steps',
    build: () => {
      const ignored = read('.dockerignore').trim().split('\n');
      const isIgnored = (file: string): boolean =>
        ignored.some((name) => file === name || file.startsWith(`${name}/`));
      // A clone has these files only.
      const files = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' });
      for (const file of files.split('\0').filter((name) => name !== '' && !isIgnored(name))) {
        const from = path.join(ROOT, file);
        if (existsSync(from)) cpSync(from, path.join(source, file));
      }
      for (const command of textsOf('RUN')) {
        execFileSync('sh', ['-ec', inside(command)], { cwd: source, stdio: 'inherit' });
      }
      for (const text of textsOf('COPY').filter((each) => each.startsWith('--from='))) {
        const paths = text.split(' ').filter((word) => !word.startsWith('--'));
        copy(paths.map(inside));
      }
      const { uid, gid } = user;
      if (uid !== undefined) {
        execFileSync('chown', ['-R', `${uid}:${gid}`, path.join(folder, 'data')]);
      }
      chmodSync(folder, 0o755);
    },
    start: ({ web, mqtt }) => {
      const [program = '', ...args] = listOf('ENTRYPOINT').map(inside);
      const ports = ['--http', String(web), '--mqtt', String(mqtt)];
      return start(program, [...args, ...ports], environment, { bare: true, cwd: '/', ...user });
    },
    isHealthy: ({ web }) => {
      const [program = '', ...args] = listOf('HEALTHCHECK');
      const own = args.map((word) => word.replace(':8080/', `:${web}/`));
      return spawnSync(program, own, { env: environment, ...user }).status === 0;
    },
  };
}

/** Copies as COPY does: into a target that ends in `/`, and the content of a folder. */
function copy(paths: readonly string[]): void {
  const target = paths.at(-1) ?? '';
  for (const from of paths.slice(0, -1)) {
    if (from === target) continue;
    const to = target.endsWith('/') ? path.join(target, path.basename(from)) : target;
    mkdirSync(path.dirname(to), { recursive: true });
    cpSync(from, to, { recursive: true });
  }
}
