/** Outputs that are inputs by another name, duplicate outputs, and simultaneous runs with one output. */
import fs, {
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it, test, vi } from 'vitest';
import { corpusCapture, pcapngOf, readEvents } from '../engine/files/captureFile.testkit.ts';
import { refusals } from '../i18n/cli/en/refusals.ts';
import { cli } from '../i18n/cli/en/texts.ts';
import { runConvert } from './captures/convertCommand.ts';
import { runProblems } from './captures/problemsCommand.ts';
import { UsageError } from './cli/errors.ts';
import { openReplacedFile } from './cli/replacedFile.ts';
import { runRecord } from './record/recordCommand.ts';
import { openRecordOutput } from './record/recordOutput.ts';
import { parseCommandLine } from './serve/commandLine.ts';
import { temporaryFolder } from './serve/companion.testkit.ts';
import { readSettings } from './serve/settings.ts';
import { runTap } from './tap/tapCommand.ts';

const events = corpusCapture(300).events.slice(0, 400);

function surroundings(notices: string[] = []) {
  const notice = (text: string) => notices.push(text);
  return { output: new PassThrough().resume(), notice, texts: cli, version: '1.2.3' };
}

/** A capture, and a folder with a link to itself. */
function capture() {
  const folder = temporaryFolder();
  const file = join(folder, 'capture.pcapng');
  writeFileSync(file, pcapngOf(events));
  symlinkSync(folder, join(folder, 'again'));
  return { folder, file, bytes: readFileSync(file) };
}

type Named = (file: string, folder: string) => string;

const NAMES: readonly (readonly [string, Named])[] = [
  ['the same name', (file) => file],
  ['a longer way', (file, folder) => join(folder, 'again', '.', basename(file))],
  [
    'a symbolic link',
    (file, folder) => {
      symlinkSync(file, join(folder, 'symbolic.pcapng'));
      return join(folder, 'symbolic.pcapng');
    },
  ],
  [
    'a hard link',
    (file, folder) => {
      linkSync(file, join(folder, 'hard.pcapng'));
      return join(folder, 'hard.pcapng');
    },
  ],
  ['an open descriptor', (file) => `/dev/fd/${openSync(file, 'r')}`],
];

describe.each(NAMES)('an output that is the input by %s', (_name, named) => {
  test('is rejected by convert and problems, and the input stays', async () => {
    const { folder, file, bytes } = capture();
    const other = named(file, folder);
    const at = surroundings();
    await expect(runConvert([file, '-o', other, '--format=csv'], at)).rejects.toThrow(UsageError);
    await expect(runProblems([file, '--junit', other], at)).rejects.toThrow(UsageError);
    const keys = ['--key-log', other];
    const to = join(folder, 'new.csv');
    await expect(runConvert([file, '-o', other, '--format=csv', ...keys], at)).rejects.toThrow(
      UsageError,
    );
    await expect(runProblems([to, '--junit', other, ...keys], at)).rejects.toThrow(UsageError);
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });
});

test('a sentence names standard input and output in lower case, except at its beginning', () => {
  const { standardInput, standardOutput } = refusals;
  expect(refusals.outputIsInput('a.csv', standardInput)).toMatch(
    /^a\.csv is the same file as standard input, /,
  );
  expect(refusals.outputIsInput(standardOutput, standardInput)).toMatch(
    /^Standard output is the same file as standard input, /,
  );
  expect(refusals.outputsAreOne('a.csv', standardOutput)).toMatch(/^a\.csv and standard output /);
  expect(refusals.cannotBeWritten(standardOutput, 'it is full')).toMatch(/^Standard output cannot/);
  expect(refusals.cannotBeRead('standard.csv', 'it is missing')).toMatch(/^standard\.csv cannot/);
});

describe('files that a command reads besides its input', () => {
  it('are not overwritten by record and tap', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'secret.pem');
    writeFileSync(file, 'secret');
    const record = ['--url=mqtt://127.0.0.1:1', '--subscribe=#', '-o', file];
    for (const option of ['--password-file', '--ca']) {
      await expect(runRecord([...record, option, file], surroundings())).rejects.toThrow(
        UsageError,
      );
    }
    const tap = ['--listen', '0', '--to', 'mqtt://127.0.0.1:1'];
    for (const written of ['-o', '--key-log']) {
      const argv = [...tap, written, file, '--to-ca', file];
      await expect(runTap(argv, surroundings())).rejects.toThrow(UsageError);
    }
    expect(readFileSync(file, 'utf8')).toBe('secret');
  });

  it.each(['tap.pem', 'tap.key'])(
    'are not overwritten if they are %s of --authority-dir',
    async (name) => {
      const folder = temporaryFolder();
      const file = join(folder, name);
      writeFileSync(file, 'secret');
      const tap = [
        '--listen',
        'mqtts://0',
        '--to',
        'mqtt://127.0.0.1:1',
        '--authority-dir',
        folder,
      ];
      for (const written of ['-o', '--key-log']) {
        await expect(runTap([...tap, written, file], surroundings())).rejects.toThrow(UsageError);
      }
      expect(readFileSync(file, 'utf8')).toBe('secret');
    },
  );

  it('are not overwritten by the event log, and neither are the files of --data', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'acl');
    writeFileSync(file, 'topic readwrite #\n');
    const settings = (...argv: readonly string[]) => {
      const parsed = parseCommandLine(argv, {
        version: '1',
        users: undefined,
        token: undefined,
        print: () => undefined,
      });
      if (parsed === 'answered') throw new Error('It was no question.');
      return readSettings(parsed);
    };
    await expect(settings('--acl', file, '--log', file)).rejects.toThrow(UsageError);
    const data = join(folder, 'data');
    mkdirSync(data);
    for (const name of ['state.log', 'state.new']) {
      await expect(settings('--data', data, '--log', join(data, name))).rejects.toThrow(UsageError);
    }
    expect(readFileSync(file, 'utf8')).toBe('topic readwrite #\n');
  });
});

it('rejects two equal outputs, also if the file does not exist yet', async () => {
  const folder = temporaryFolder();
  symlinkSync(folder, join(folder, 'again'));
  const argv = ['-o', join(folder, 'x'), '--key-log', join(folder, 'again', 'x')];
  const tap = ['--listen', '0', '--to', 'mqtt://127.0.0.1:1'];
  await expect(runTap([...tap, ...argv], surroundings())).rejects.toThrow('are the same file');
  const twice = ['-o', join(folder, 'y'), '--key-log', join(folder, 'y')];
  await expect(runTap([...tap, ...twice], surroundings())).rejects.toThrow('are the same file');
});

it('allows terminals and /dev/null as input and output', async () => {
  const { file } = capture();
  const done = runConvert([file, '-o', '/dev/null', '--format', 'csv'], surroundings());
  await expect(done).resolves.toBe(0);
});

describe('parallel runs with one output', () => {
  it('write complete files, the last one stays, and each reports its output', async () => {
    const { folder, file } = capture();
    const small = join(folder, 'small.pcapng');
    writeFileSync(small, pcapngOf(events.slice(0, 12)));
    const to = join(folder, 'out.mqttscope');
    const notices: string[] = [];
    const sources = [file, small, file, small, file];
    await Promise.all(sources.map((one) => runConvert([one, '-o', to], surroundings(notices))));
    const count = readEvents(readFileSync(to)).filter(({ kind }) => kind === 'packet').length;
    expect(notices.filter((text) => /\d+ packets? written/.test(text))).toHaveLength(5);
    expect(notices.join('\n')).toContain(`${count} packets`);
    expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });

  it('keep unfinished files of others', async () => {
    const { folder, file } = capture();
    const to = join(folder, 'out.csv');
    const [one, other] = [await openReplacedFile(to), await openReplacedFile(to)];
    expect(one.path).not.toBe(other.path);
    await runConvert([file, '-o', to], surroundings());
    await one.discard();
    expect(existsSync(other.path)).toBe(true);
    other.stream.write('last');
    await other.finish();
    expect(readFileSync(to, 'utf8')).toBe('last');
  });
});

it('removes only its own unfinished file on a signal', async () => {
  const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
  const folder = temporaryFolder();
  const own = await openReplacedFile(join(folder, 'own'));
  const kept = await openReplacedFile(join(folder, 'kept'), { isKept: true });
  writeFileSync(join(folder, 'own.01234567.partial'), 'of another run');
  process.emit('SIGTERM');
  expect(kill).toHaveBeenCalledWith(process.pid, 'SIGTERM');
  kill.mockRestore();
  expect(readdirSync(folder).toSorted()).toEqual(
    ['own.01234567.partial', basename(kept.path)].toSorted(),
  );
  await Promise.all([own.discard(), kept.discard()]);
  expect(process.listenerCount('SIGTERM')).toBe(0);
});

describe('a file that cannot take its final name', () => {
  /** A folder takes the name while the file is being written. */
  function taken() {
    const folder = temporaryFolder();
    const to = join(folder, 'out.csv');
    const partials = () => readdirSync(folder).filter((name) => name !== basename(to));
    return { to, partials, take: () => mkdirSync(to) };
  }

  it('is removed if the command can write it again', async () => {
    const { to, partials, take } = taken();
    const file = await openReplacedFile(to);
    file.stream.write('x');
    take();
    await expect(file.finish()).rejects.toThrow('it is a directory');
    expect(partials()).toEqual([]);
  });

  const ignored = (): void => undefined;
  const openRecording = (to: string) =>
    openRecordOutput(to, { full: ignored, hasRoom: ignored, failed: ignored });

  it('is kept and named if it is a recording', async () => {
    const { to, partials, take } = taken();
    const recording = await openRecording(to);
    recording.write(Buffer.from('x'));
    take();
    await expect(recording.finish()).rejects.toThrow(
      `it is a directory. The data written so far is in ${to}.`,
    );
    expect(partials()).toHaveLength(1);
  });

  it('is removed if it is an empty recording', async () => {
    const { to, partials, take } = taken();
    const recording = await openRecording(to);
    take();
    await expect(recording.finish()).rejects.toThrow(/it is a directory\.$/);
    expect(partials()).toEqual([]);
  });
});

it('writes a file to the disk before it replaces the old one', async () => {
  const to = join(temporaryFolder(), 'out.csv');
  writeFileSync(to, 'old');
  const found: string[] = [];
  const sync = vi.spyOn(fs, 'fsync').mockImplementation((_file, done) => {
    found.push(readFileSync(to, 'utf8'));
    done(null);
  });
  const file = await openReplacedFile(to);
  file.stream.write('new');
  await file.finish();
  sync.mockRestore();
  expect(found).toEqual(['old']);
  expect(readFileSync(to, 'utf8')).toBe('new');
});

describe('the reason why a file cannot be written', () => {
  it.each([
    ['a folder that is missing', 'missing/x.csv', 'there is no such folder'],
    ['a folder', '.', 'it is a directory'],
    ['the name of a folder', 'x.csv/', 'it is a directory'],
    ['a file as a folder', 'capture.pcapng/x.csv', 'a part of its path is not a directory'],
  ])('names %s', async (_name, to, why) => {
    const { folder, file } = capture();
    const argv = [file, '-o', `${folder}/${to}`, '--format', 'csv'];
    await expect(runConvert(argv, surroundings())).rejects.toThrow(why);
  });

  it('does not blame the folder if the unfinished file was removed', async () => {
    const folder = temporaryFolder();
    const file = await openReplacedFile(join(folder, 'x'));
    (await import('node:fs')).rmSync(file.path);
    await expect(file.finish()).rejects.toThrow('its unfinished file was removed');
  });

  it('is not a long name', async () => {
    const folder = temporaryFolder();
    const name = join(folder, 'ü'.repeat(127));
    const file = await openReplacedFile(name);
    file.stream.write('whole');
    await file.finish();
    expect(readFileSync(name, 'utf8')).toBe('whole');
  });
});
