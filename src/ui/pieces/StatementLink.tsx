import { useText } from '../kit/language/useText.ts';
import { showBreaking } from '../session/problems/showBreaking.ts';

interface StatementLinkProps {
  readonly connectionId: string;
  readonly statement: string;
}

/** The id of a statement that is broken: pressed, it shows the packets that break it. */
export function StatementLink({ connectionId, statement }: StatementLinkProps) {
  const t = useText().problems;
  return (
    <button
      type="button"
      title={t.showBreaking(statement)}
      onClick={(event) => {
        // The row that it is in is not meant.
        event.stopPropagation();
        showBreaking(connectionId, statement);
      }}
      className="min-w-0 truncate rounded-sm font-mono text-xs text-accent hover:underline"
    >
      {statement}
    </button>
  );
}
