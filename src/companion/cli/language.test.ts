import { describe, expect, it } from 'vitest';
import { refusals } from '../../i18n/cli/en/refusals.ts';
import { StartError, systemReason, UsageError } from './errors.ts';
import { chooseLanguage, cliTexts, type Language } from './language.ts';

const languageIn = (environment: Record<string, string>): string =>
  chooseLanguage([], environment).language;

describe('the language', () => {
  it.each([
    [{}, 'en'],
    [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
    [{ LANG: 'zh' }, 'zh'],
    [{ LANG: 'C', LC_MESSAGES: 'zh_TW.UTF-8' }, 'zh'],
    [{ LANG: 'zh_CN.UTF-8', LC_MESSAGES: 'en_GB.UTF-8' }, 'en'],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, 'en'],
    [{ LANG: 'zh_CN.UTF-8', LC_MESSAGES: 'zh_CN.UTF-8', LC_ALL: 'POSIX' }, 'en'],
    [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'C', LC_ALL: 'zh_CN.UTF-8' }, 'zh'],
    [{ LANG: 'zh_CN.UTF-8', LC_MESSAGES: '', LC_ALL: '' }, 'zh'],
    [{ LANG: 'de_DE.UTF-8' }, 'en'],
    [{ LC_CTYPE: 'zh_CN.UTF-8' }, 'en'],
  ])('of %j is %s', (environment, language) => {
    expect(languageIn(environment)).toBe(language);
  });

  it.each([
    [['dissect', '--lang', 'zh', 'a'], 'zh', ['dissect', 'a']],
    [['--lang=zh', 'dissect', 'a'], 'zh', ['dissect', 'a']],
    [['--lang', 'en'], 'en', []],
    [['--lang', 'zh', '--lang=en', 'x'], 'en', ['x']],
    // The parser rejects it, in the language of the environment.
    [['--lang', 'fr'], 'zh', ['--lang', 'fr']],
    [['--lang=', 'x'], 'zh', ['--lang=', 'x']],
    [['dissect', '--lang'], 'zh', ['dissect', '--lang']],
    [['dissect', '--', '--lang', 'en'], 'zh', ['dissect', '--', '--lang', 'en']],
    [['dissect', '--lang', '--', 'en'], 'zh', ['dissect', '--lang', '--', 'en']],
  ])('of %j is %s, whatever the environment', (argv, language, left) => {
    expect(chooseLanguage(argv, { LANG: 'zh_CN.UTF-8' })).toEqual({ language, argv: left });
  });

  it('has its own texts', async () => {
    const textOf = async (language: Language): Promise<string> =>
      (await (await cliTexts(language)).running()).late;
    expect(await textOf('zh')).toMatch(/\p{Script=Han}/u);
    expect(await textOf('en')).toMatch(/^COMMAND did not end/);
  });
});

describe('an error', () => {
  it('has a message', () => {
    const error = new UsageError((say) => say.notAPort('--http', '70000'));
    expect(error.message).toBe('--http must be a port from 0 to 65535, not "70000".');
  });

  it('of the system has a text, or the system’s own words', () => {
    const missing = Object.assign(new Error('ENOENT: no such'), { code: 'ENOENT' });
    const error = new StartError((say) => say.cannotRead('/no/such', systemReason(missing, say)));
    expect(error.message).toBe('Cannot read /no/such: there is no such file.');
    for (const code of ['EWHATEVER', 'constructor', '__proto__']) {
      const strange = Object.assign(new Error('strange'), { code });
      expect(systemReason(strange, refusals)).toBe('strange');
    }
  });
});
