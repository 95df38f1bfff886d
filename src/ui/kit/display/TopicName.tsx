import { visibleName } from '../../../base/visibleText.ts';
import { classes } from '../page/classes.ts';
import { nameEnd, nameStart } from '../page/longNames.ts';
import { Marked } from './Marked.tsx';

interface TopicNameProps {
  readonly topic: string;
  readonly className?: string;
  /** Search text to highlight. */
  readonly mark?: string;
}

/** A topic name that is shortened at its start, because its last level is the most informative. */
export function TopicName({ topic, className, mark }: TopicNameProps) {
  return (
    <span
      className={classes('cut-start whole-characters block min-w-0 font-mono', className)}
      title={visibleName(nameStart(topic))}
    >
      <bdi className="whitespace-pre">
        <Marked text={visibleName(nameEnd(topic))} mark={mark} />
      </bdi>
    </span>
  );
}
