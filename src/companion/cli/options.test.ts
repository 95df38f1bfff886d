/**
 * Tests parsing, help, usage errors and the documents' tables, all derived from the options' descriptions.
 */
import { describe, expect, it } from 'vitest';
import { help as helpTexts } from '../../i18n/cli/en/help.ts';
import { RUN } from '../ci/runCommand.ts';
import { overview } from '../commands/overview.ts';
import { UsageError } from './errors.ts';
import { parse } from './optionParser.ts';
import {
  anyText,
  type CommandSpec,
  choice,
  command,
  flag,
  type Given,
  longName,
  manyNeeded,
  maybe,
  number,
  type OptionList,
  type OptionSpec,
  one,
  oneOr,
  unless,
} from './options.ts';
import { COMMANDS, PAGES, pageText, withTables } from './optionTables.testkit.ts';

function helpOf(spec: CommandSpec<OptionList>): string {
  let printed = '';
  const print = (text: string): void => {
    printed += text;
  };
  expect(parse(spec, ['--help'], { version: '1', print })).toBe('answered');
  return printed;
}

/** Removes line breaks and spaces. */
const joined = (text: string): string => text.replace(/\s+/g, '');

describe.each(COMMANDS)('$help', (spec) => {
  it('prints each option in order with its text', () => {
    const said: Readonly<Record<string, string>> = helpTexts[spec.help].options;
    const help = joined(helpOf(spec));
    const places = Object.entries(spec.options).map(([key, { flags }]) =>
      help.indexOf(joined(`${flags}${said[key] ?? 'nothing is said'}`)),
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('prints options in lines of at most 120 characters, and those of serve in one line each', () => {
    const parts = helpOf(spec).split('\n\n');
    const [, ...listed] = (parts.find((part) => part.startsWith('Options:')) ?? '').split('\n');
    expect(listed.join()).toContain('--lang');
    for (const line of listed) expect(line.length).toBeLessThanOrEqual(120);
    if (spec.help !== 'companion') return;
    expect(listed.filter((line) => !line.startsWith('  -'))).toEqual([]);
  });

  it('rejects an unknown option and suggests a similar one', () => {
    const parsing = (option: string) => (): unknown =>
      parse(spec, [option], { version: '1', print: () => undefined });
    expect(parsing('--lnag')).toThrow(UsageError);
    expect(parsing('--lnag')).toThrow(/^Unknown option '--lnag'\. Did you mean --lang\?$/);
    expect(parsing('--lnag=secret')).toThrow(/^Unknown option '--lnag'\.$/);
    expect(parsing('--lang')).toThrow(/^Option '--lang <language>' argument missing\.$/);
    const beforeDashes = (): unknown =>
      parse(spec, ['--lang', '--'], { version: '1', print: () => undefined });
    expect(beforeDashes).toThrow(/^Option '--lang <language>' argument missing\.$/);
  });
});

it.each(COMMANDS)(
  '$help rejects a value of a switch, an option without its value, and empty arguments',
  (spec) => {
    const parsing = (argv: readonly string[]) => (): unknown =>
      parse(spec, argv, { version: '1', print: () => undefined });
    const all = Object.values<{ readonly flags: string }>(spec.options).map(({ flags }) => ({
      flags,
      option: /--[a-z-]+/.exec(flags)?.[0] ?? '',
    }));
    for (const { flags, option } of all.filter((one) => one.flags.includes('<')))
      expect(parsing([option])).toThrow(`Option '${flags}' argument missing.`);
    for (const { option } of all.filter((one) => !/[<[]/.test(one.flags)))
      expect(parsing([`${option}=yes`])).toThrow(`${option} takes no value.`);
    const names = spec.args.filter((name) => name.startsWith('<'));
    for (const [at, name] of names.entries()) {
      const given = names.map((_, other) => (other === at ? '' : 'x'));
      const [word = ''] = /\w+/.exec(name) ?? [];
      expect(parsing(given)).toThrow(`Missing required argument '${word}'.`);
    }
  },
);

it('the program’s help describes each command', () => {
  const help = overview();
  expect(help.split('\n').length).toBeLessThan(45);
  const [, ...subcommands] = COMMANDS;
  for (const { help: name } of subcommands) {
    expect(help).toMatch(new RegExp(`\n  ${name} `));
    expect(help).toContain(helpTexts[name].about);
  }
  expect(help).toMatch(/\n {2}serve /);
});

it.each(PAGES)('docs/%s has the current options (npm run docs)', (page) => {
  expect(pageText(page)).toMatch(/<!-- options of \w+: npm run docs -->/);
  expect(pageText(page)).toBe(withTables(page));
});

it('every help text belongs to a command', () => {
  expect(COMMANDS.map(({ help }) => help)).toEqual(Object.keys(helpTexts));
});

it('every command is documented', () => {
  const pages = PAGES.map(pageText).join('\n');
  for (const { help } of COMMANDS) expect(pages).toContain(`<!-- options of ${help}:`);
});

describe('an option', () => {
  const read = <Value>({ read: value }: OptionSpec<Value>, ...given: readonly Given[]): Value =>
    value(given);

  it('has the last given value or its default, which help shows', () => {
    const kept = oneOr('--keep <N>', 60, number(0, 100));
    expect(read(kept)).toBe(60);
    expect(read(kept, '1', '2')).toBe(2);
    expect(kept.facts).toMatchObject({ usually: '60', range: [0, 100] });
    expect(read(one('--file <FILE>', anyText))).toBeUndefined();
  });

  it('that is required is reported if missing', () => {
    expect(() => read(manyNeeded('--filter <F>', anyText))).toThrow(
      "Required option '--filter <F>' not specified.",
    );
  });

  it('without a value is true or false', () => {
    expect([read(flag('--open')), read(flag('--open'), true)]).toEqual([false, true]);
    expect([read(unless('--no-demo')), read(unless('--no-demo'), true)]).toEqual([true, false]);
    expect([undefined, true, 'f']).toEqual([
      read(maybe('--alibaba [file]')),
      read(maybe('--alibaba [file]'), true),
      read(maybe('--alibaba [file]'), 'f'),
    ]);
  });

  it.each(['', '-1', '1.5', '101', '1e1', ' 1', '9'.repeat(20)])(
    'rejects %j as a number',
    (text) => {
      expect(() => number(0, 100).read(text, '--n')).toThrow(
        `--n must be a whole number from 0 to 100, not ${JSON.stringify(text)}.`,
      );
    },
  );

  it('accepts only its choices, without quoting a possible secret', () => {
    expect(choice(['a', 'b', 'c']).read('b', '--x')).toBe('b');
    expect(() => choice(['a', 'b', 'c']).read('d', '--x')).toThrow(
      '--x must be a, b or c, not "d".',
    );
    expect(() => choice(['a', 'b'], true).read('secret', '--x')).toThrow(/^--x must be a or b\.$/);
  });

  it('derives its name from its syntax', () => {
    expect(longName('-o, --output <FILE>')).toBe('--output');
  });
});

it('an option without text or a text without option does not compile', () => {
  const lang = flag('--lang');
  const wrong = [
    // @ts-expect-error an option is missing
    command('passwd', ['<FILE>', '<NAME>'], { lang }),
    // @ts-expect-error there is no text for it
    command('passwd', [], { lang, delete: flag('--delete'), more: flag('--more') }),
    // @ts-expect-error the command has no such argument
    command('passwd', ['<FIEL>'], { lang, delete: flag('--delete') }),
  ];
  expect(wrong).toHaveLength(3);
});

describe('a usual slip', () => {
  const said = (name: string, argv: readonly string[]): string => {
    const spec = COMMANDS.find(({ help }) => help === name) ?? COMMANDS[0];
    try {
      parse(spec, argv, { version: '1', print: () => undefined });
    } catch (error) {
      if (error instanceof UsageError) return error.message;
      throw error;
    }
    return '';
  };

  it.each([
    ['record', 'mqtt://user:secret@broker', '--url <URL>'],
    ['record', 'broker.example:1883', '--url <URL>'],
    ['record', 'localhost', '--url <URL>'],
    ['record', '10.0.0.7', '--url <URL>'],
    ['record', 'sensors/#', '--subscribe <FILTER>'],
    ['tap', 'wss://broker/mqtt', '--to <[NAME=]URL>'],
    ['tap', '10.0.0.7:1883', '--to <[NAME=]URL>'],
    ['tap', '1883', '--listen <ADDRESS>'],
    ['verify', 'device.log', '--log <FILE>'],
  ])('of %s, %s, leads to the option %s', (name, alone, flags) => {
    expect(said(name, [alone])).toBe(
      `Too many arguments. Expected 0 arguments but got 1. Did you mean ${flags}?`,
    );
  });

  it('of convert leads to its output', () => {
    expect(said('convert', ['a.pcap', 'b.pcapng'])).toBe(
      "Required option '-o, --output <OUT>' not specified.",
    );
  });

  it('of run, without --, leads to it', () => {
    // An option of `run` itself could belong to either.
    for (const [words, option] of [
      [['mosquitto_sub', '-t', 'x'], '-t'],
      [['env', '--to', 'x'], '--to'],
      [['--to', 'localhost', 'npm', 'test', '--junit=x.xml'], '--junit'],
      [['npm', 'test', '--', '--grep', 'x'], '--'],
      [['npm', '--help'], '--help'],
    ] as const) {
      expect(said('run', words)).toBe(
        `'${option}' follows COMMAND. If it belongs to COMMAND, write -- before COMMAND; otherwise move it in front of COMMAND.`,
      );
    }
    expect(said('run', ['mqtt://ann:secret@host', '--', 'npm', 'test'])).toBe(
      'COMMAND is a program, not the address of a broker. To use a broker: mqttscope run --to <URL> -- COMMAND.',
    );
    expect(said('run', ['--fial-on', 'warn', 'x'])).toBe(
      "Unknown option '--fial-on'. Did you mean --fail-on?",
    );
  });

  it.each([
    [
      ['npm', 'test'],
      ['npm', 'test'],
    ],
    [
      ['sort', '-'],
      ['sort', '-'],
    ],
    [
      ['--', 'npm', 'test', '--', '--to', 'x'],
      ['npm', 'test', '--', '--to', 'x'],
    ],
    [
      ['--timeout', '5s', '--', 'env', '--help'],
      ['env', '--help'],
    ],
    [
      ['--', '--odd', '--to'],
      ['--odd', '--to'],
    ],
  ])('is none of run in %j', (argv, words) => {
    const surroundings = { version: '1', print: () => undefined };
    const parsed = parse(RUN, argv, surroundings);
    expect(parsed).toMatchObject({ args: words, values: { to: undefined } });
  });
});
