/** Selects the language of what commands report, and loads its texts. */
import type { Lines } from '../../i18n/cli/en/lines.ts';
import type { CliTexts } from '../../i18n/cli/en/texts.ts';
import { choice, type OptionSpec, one } from './options.ts';

const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** `--lang` of every command. */
export const LANGUAGE: OptionSpec<Language | undefined> = one(
  '--lang <language>',
  choice(LANGUAGES),
);

const isLanguage = (text: string | undefined): text is Language =>
  LANGUAGES.some((language) => language === text);

export interface Chosen {
  readonly language: Language;
  /** The arguments without the language option. */
  readonly argv: readonly string[];
}

/**
 * Runs before all other parsing, so that `--lang` may also precede a subcommand. The parser rejects an invalid
 * value.
 */
export function chooseLanguage(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Chosen {
  let language = languageOf(environment);
  const rest: string[] = [];
  const end = argv.indexOf('--');
  const last = end < 0 ? argv.length : end;
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    const [, joined] = at < last ? (/^--lang=(.*)$/s.exec(word) ?? []) : [];
    const behind = at + 1 < last && word === '--lang' ? argv[at + 1] : undefined;
    if (isLanguage(joined)) language = joined;
    else if (isLanguage(behind)) {
      language = behind;
      at += 1;
    } else rest.push(word);
  }
  return { language, argv: rest };
}

/** Variables in POSIX's order; an empty one is ignored. */
function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return /^zh/i.test(locale) ? 'zh' : 'en';
}

/** Texts for programs, independent of the language. */
export async function englishLines(): Promise<Lines> {
  return (await cliTexts('en')).lines();
}

/** Loads only this language. */
export async function cliTexts(language: Language): Promise<CliTexts> {
  return language === 'zh'
    ? (await import('../../i18n/cli/zh/texts.ts')).cli
    : (await import('../../i18n/cli/en/texts.ts')).cli;
}
