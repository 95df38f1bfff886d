import { visibleName } from '../../payload/visibleText.ts';
import { classes } from './classes.ts';
import { Marked } from './Marked.tsx';

/** Characters of a name that are drawn, counted from its end, and of a tooltip, from its start. */
const LONGEST = 1024;

interface TopicNameProps {
  readonly topic: string;
  readonly className?: string;
  /** What was searched for. */
  readonly mark?: string;
}

/** A topic name that is cut at its start, because its last level says most. */
export function TopicName({ topic, className, mark }: TopicNameProps) {
  const end = topic.length > LONGEST ? `…${topic.slice(-LONGEST)}` : topic;
  return (
    <span
      className={classes('cut-start whole-characters block min-w-0 font-mono', className)}
      title={visibleName(topic.slice(0, LONGEST))}
    >
      <bdi className="whitespace-pre">
        <Marked text={visibleName(end)} mark={mark} />
      </bdi>
    </span>
  );
}
