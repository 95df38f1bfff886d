import { visibleText } from '../../payload/text.ts';
import { classes } from '../kit/classes.ts';
import { useText } from '../text/useText.ts';
import { useOwnDevice } from './OwnDevice.tsx';
import { topicMeaning } from './topicMeaning.ts';

/** Characters of an identifier in a tooltip. */
const SHOWN = 100;

interface TopicMeaningProps {
  readonly topic: string;
  readonly className?: string;
}

/** A quiet mark that says what a topic of Alibaba's platform is for; nothing on other topics. */
export function TopicMeaning({ topic, className }: TopicMeaningProps) {
  const t = useText().alink;
  const meaning = topicMeaning(topic, useOwnDevice());
  if (meaning === undefined) return null;
  const { kind, isReply, from, identifier = '' } = meaning;
  const said = t.meaning(kind, isReply);
  const named = kind === 'custom' || kind === 'broadcast' ? '' : visibleText(identifier);
  return (
    <span
      title={[[said, named.slice(0, SHOWN)].filter(Boolean).join(' '), t.from[from]].join('\n')}
      className={classes(
        'inline-block max-w-full min-w-0 truncate rounded-sm border border-line px-1 font-sans text-xs/[14px] whitespace-nowrap text-fg-2',
        className,
      )}
    >
      {said}
    </span>
  );
}
