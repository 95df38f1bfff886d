/**
 * A count whose accessible name is exactly its text, ungrouped digits and plural, for people and
 * scripts alike. Never announced: it changes all the time.
 */
export function Status({ text, className }: { text: string; className?: string }) {
  return (
    <output aria-live="off" aria-label={text} className={className}>
      {text}
    </output>
  );
}
