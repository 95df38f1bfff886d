import { classes } from '#kit';
import type { MeaningText } from '../../session/alink/topicMeaning.ts';

interface TopicMeaningProps {
  readonly meaning: MeaningText;
  readonly className?: string;
}

/** A subtle mark with the purpose of an Alibaba topic. */
export function TopicMeaning({ meaning, className }: TopicMeaningProps) {
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
