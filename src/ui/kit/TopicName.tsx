import { classes } from './classes.ts';

/** A topic name that is cut at its start, because its last level says most. */
export function TopicName({ topic, className }: { topic: string; className?: string }) {
  return (
    <span className={classes('cut-start block min-w-0 font-mono', className)} title={topic}>
      <bdi>{topic}</bdi>
    </span>
  );
}
