/**
 * Describes command line options. Parsing, `--help`, usage errors and the documents' tables are derived from
 * these descriptions. Their texts are in `../i18n`, under the same names.
 */
import type { help } from '../../i18n/cli/en/help.ts';
import { UsageError } from './errors.ts';

/** Value given for an option: a text, or none. */
export type Given = string | true;

/** Facts about an option besides its text. */
export interface OptionFacts {
  readonly range?: readonly [least: number, most: number];
  readonly choices?: readonly string[];
  /** Value if the option is not given. */
  readonly usually?: string;
  readonly isNeeded?: true;
  readonly repeats?: true;
}

export interface OptionSpec<Value> {
  /** `-o, --output <FILE>`. */
  readonly flags: string;
  readonly facts: OptionFacts;
  /** Reads the given values in order; empty if the option is absent. Throws `UsageError`. */
  readonly read: (given: readonly Given[]) => Value;
}

/** Texts that an option accepts. */
export interface Kind<Value> extends Pick<OptionFacts, 'range' | 'choices'> {
  /** Throws `UsageError` that names the option. */
  readonly read: (text: string, option: string) => Value;
}

export type OptionList = Readonly<Record<string, OptionSpec<unknown>>>;

export type Values<Options extends OptionList> = {
  readonly [Key in keyof Options]: Options[Key] extends OptionSpec<infer Value> ? Value : never;
};

type Help = typeof help;

/** A command with its arguments as `--help` shows them (`<FILE>`, `[FILE]`), and its options in order. */
export interface CommandSpec<Options extends OptionList> {
  readonly help: keyof Help;
  readonly args: readonly string[];
  readonly options: Options;
}

/** An option without a text, or a text without an option, is a type error. */
export function command<
  Name extends keyof Help,
  Options extends { readonly [Key in keyof Help[Name]['options']]: OptionSpec<unknown> },
>(
  help: Name,
  args: readonly `${'<' | '['}${keyof Help[Name]['args'] & string}${'>' | ']'}`[],
  options: Options & {
    readonly [Key in Exclude<keyof Options, keyof Help[Name]['options']>]: never;
  },
): CommandSpec<Options> {
  return { help, args, options };
}

/** Returns `--output` for `-o, --output <FILE>`. */
export function longName(flags: string): string {
  return /--[a-z-]+/.exec(flags)?.[0] ?? flags;
}

const textsOf = (given: readonly Given[]): readonly string[] =>
  given.filter((text) => text !== true);

/** True if given. */
export function flag(flags: string): OptionSpec<boolean> {
  return { flags, facts: {}, read: (given) => given.length > 0 };
}

/** `--no-…`: false if given. */
export function unless(flags: string): OptionSpec<boolean> {
  return { flags, facts: {}, read: (given) => given.length === 0 };
}

/** The last of several values counts. */
export function one<Value>(flags: string, kind: Kind<Value>): OptionSpec<Value | undefined> {
  return {
    flags,
    facts: factsOf(kind),
    read: (given) => {
      const last = textsOf(given).at(-1);
      return last === undefined ? undefined : kind.read(last, longName(flags));
    },
  };
}

/** @param usually default, in the option's syntax */
export function oneOr<Value>(
  flags: string,
  usually: string | number,
  kind: Kind<Value>,
): OptionSpec<Value> {
  return {
    flags,
    facts: { ...factsOf(kind), usually: String(usually) },
    read: (given) => kind.read(textsOf(given).at(-1) ?? String(usually), longName(flags)),
  };
}

export function needed<Value>(flags: string, kind: Kind<Value>): OptionSpec<Value> {
  return {
    flags,
    facts: { ...factsOf(kind), isNeeded: true },
    read: (given) => {
      const last = textsOf(given).at(-1);
      if (last === undefined) throw new UsageError((say) => say.noOption(flags));
      return kind.read(last, longName(flags));
    },
  };
}

export function many<Value>(flags: string, kind: Kind<Value>): OptionSpec<readonly Value[]> {
  return {
    flags,
    facts: { ...factsOf(kind), repeats: true },
    read: (given) => textsOf(given).map((text) => kind.read(text, longName(flags))),
  };
}

export function manyNeeded<Value>(flags: string, kind: Kind<Value>): OptionSpec<readonly Value[]> {
  const { facts, read } = many(flags, kind);
  return {
    flags,
    facts: { ...facts, isNeeded: true },
    read: (given) => {
      if (given.length === 0) throw new UsageError((say) => say.noOption(flags));
      return read(given);
    },
  };
}

/** An option with an optional text; undefined: not given. */
export function maybe(flags: string): OptionSpec<Given | undefined> {
  return { flags, facts: {}, read: (given) => given.at(-1) };
}

function factsOf({ range, choices }: Kind<unknown>): OptionFacts {
  return { ...(range && { range }), ...(choices && { choices }) };
}

export const anyText: Kind<string> = { read: (text) => text };

export function number(least: number, most: number): Kind<number> {
  return {
    range: [least, most],
    read: (text, option) => {
      const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
      if (value >= least && value <= most) return value;
      throw new UsageError((say) => say.notANumber(option, least, most, text));
    },
  };
}

/**
 * @param isSecretive omits the invalid value from errors, because it may be a secret typed in the wrong place
 */
export function choice<const Choice extends string>(
  choices: readonly Choice[],
  isSecretive = false,
): Kind<Choice> {
  return {
    choices,
    read: (text, option) => {
      const chosen = choices.find((one) => one === text);
      if (chosen !== undefined) return chosen;
      throw new UsageError((say) =>
        say.notAChoice(option, choices, isSecretive ? undefined : text),
      );
    },
  };
}
