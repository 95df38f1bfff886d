import { Fragment } from 'react';
import { useFirstText } from '../../kit/language/firstText.ts';
import { setLanguage, useLanguage } from '../../kit/language/language.ts';
import { LANGUAGE_NAMES, LANGUAGE_TAGS, LANGUAGES } from '../../kit/language/languages.ts';
import { classes } from '../../kit/page/classes.ts';

/** Names both languages, each in its own words, for users who cannot read the current one. */
export function LanguageButton() {
  const t = useFirstText().shell;
  const { language } = useLanguage();
  const next = LANGUAGES.find((one) => one !== language) ?? language;
  return (
    <button
      type="button"
      title={t.language(LANGUAGE_NAMES[next])}
      onClick={() => setLanguage(next)}
      className="h-(--h-ctl) rounded-md max-md:min-w-10 px-1 whitespace-nowrap text-fg-2 hover:bg-raised hover:text-fg"
    >
      {LANGUAGES.map((one, at) => (
        <Fragment key={one}>
          {at > 0 && <span className="max-sm:sr-only">{' / '}</span>}
          <span
            lang={LANGUAGE_TAGS[one]}
            // On a narrow screen the one that it switches to is seen alone.
            className={classes(one === language && 'font-semibold text-fg max-sm:sr-only')}
          >
            {LANGUAGE_NAMES[one]}
          </span>
        </Fragment>
      ))}
    </button>
  );
}
