import { classes } from '../../kit/page/classes.ts';
import { useTopicMeaning } from '../../session/alink/useTopicMeaning.ts';

interface TopicMeaningProps {
  readonly topic: string;
  readonly className?: string;
}

/** A subtle mark with the purpose of an Alibaba topic. Nothing for other topics. */
export function TopicMeaning({ topic, className }: TopicMeaningProps) {
  const meaning = useTopicMeaning(topic);
  if (meaning === undefined) return null;
  return (
    <span
      title={meaning.long}
      className={classes(
        'inline-block max-w-full min-w-0 truncate rounded-sm border border-line px-1 font-sans text-xs/[14px] whitespace-nowrap text-fg-2',
        className,
      )}
    >
      {meaning.short}
    </span>
  );
}
