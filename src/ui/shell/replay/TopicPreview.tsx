import { topicNameErrorText, useText } from '#kit';
import { visibleName } from '../../../base/visibleText.ts';
import { type Rewriting, rewritten } from '../../../engine/replay/rewrite.ts';

const SHOWN = 5;

interface TopicPreviewProps {
  readonly topics: readonly string[];
  readonly rewriting: Rewriting;
}

/** Some topics before and after rewriting, changed ones first. */
export function TopicPreview({ topics, rewriting }: TopicPreviewProps) {
  const t = useText().replay;
  const pairs = topics.map((topic) => ({ topic, next: rewritten(topic, rewriting) }));
  const changes = ({ topic, next }: (typeof pairs)[number]): boolean => topic !== next;
  const shown = [...pairs.filter(changes), ...pairs.filter((pair) => !changes(pair))];
  return (
    <ul
      aria-label={t.preview}
      className="rounded-md border border-line bg-well p-2 font-mono text-base"
    >
      {shown.slice(0, SHOWN).map(({ topic, next }) => {
        const error = topicNameErrorText(next);
        return (
          <li key={topic} className="flex min-w-0 gap-2">
            <bdi className="min-w-0 truncate text-fg-2">{visibleName(topic)}</bdi>
            <span role="img" aria-label={t.becomes} className="text-fg-3">
              →
            </span>
            <bdi className={error === undefined ? 'min-w-0 truncate' : 'min-w-0 truncate text-err'}>
              {visibleName(next)}
            </bdi>
            {error !== undefined && (
              <span className="shrink-0 font-sans text-err">{t.wouldNot(error)}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
