import { visibleName } from '../../payload/visibleText.ts';
import { classes } from './classes.ts';

/** Characters of a tooltip. */
const TITLE_LENGTH = 1024;

/** A topic name that is cut at its start, because its last level says most. */
export function TopicName({ topic, className }: { topic: string; className?: string }) {
  return (
    <span
      className={classes('cut-start whole-characters block min-w-0 font-mono', className)}
      title={visibleName(topic.slice(0, TITLE_LENGTH))}
    >
      <bdi className="whitespace-pre">{visibleName(topic)}</bdi>
    </span>
  );
}
