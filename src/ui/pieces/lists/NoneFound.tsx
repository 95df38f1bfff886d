import { Button, EmptyState, useText } from '#kit';

interface NoneFoundProps {
  readonly title: string;
  readonly text?: string | undefined;
  /** Empties the search. */
  readonly onClear: () => void;
}

/** Message for a list without search results. */
export function NoneFound({ title, text, onClear }: NoneFoundProps) {
  const t = useText().emptyStates.next;
  return (
    <EmptyState title={title} {...(text !== undefined && { text })}>
      <Button onClick={onClear}>{t.clearSearch}</Button>
    </EmptyState>
  );
}
