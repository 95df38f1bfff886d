import { useLanguage, useText } from '#kit';
import { visibleText } from '../../../../base/visibleText.ts';
import type { TopicSense } from '../../../../engine/conventions/convention.ts';
import { alinkKindOf, conventionName } from '../../../pieces/marks/conventionName.ts';
import { worded } from '../../../pieces/marks/worded.ts';

/** Meaning of a topic by a convention: its messages and the names of its levels. */
export function SenseLine({ sense }: { sense: TopicSense }) {
  const t = useText();
  const { language } = useLanguage();
  const { kind, about, levels = [] } = sense;
  const alinkKind = alinkKindOf(sense);
  const ownWords = alinkKind === undefined ? kind : t.alink.kinds[alinkKind];
  return (
    <p className="mt-1 text-xs text-fg-2">
      <span className="font-semibold">{conventionName(sense, t)}</span>
      {t.kit.colon}
      {visibleText(about === undefined ? ownWords : worded(about, language))}
      {levels.map(({ name, value }) => (
        <span key={name}>
          {' · '}
          <span className="text-fg-3">{visibleText(name)}</span>{' '}
          <bdi className="font-mono">{visibleText(value)}</bdi>
        </span>
      ))}
    </p>
  );
}
