import { classes, useText } from '#kit';
import { showBreaking } from '../../session/problems/showBreaking.ts';

interface StatementLinkProps {
  readonly connectionId: string;
  readonly statement: string;
  /** More than one line fits. */
  readonly wraps?: boolean;
}

/** The id of a violated statement. Pressing it shows the packets that violate it. */
export function StatementLink({ connectionId, statement, wraps = false }: StatementLinkProps) {
  const t = useText().problems;
  return (
    <button
      type="button"
      title={t.showBreaking(statement)}
      onClick={(event) => {
        // The press must not select the row around the link.
        event.stopPropagation();
        showBreaking(connectionId, statement);
      }}
      className={classes(
        'rounded-sm font-mono text-xs',
        // The end of the name is the most specific part.
        wraps ? 'break-all text-action' : 'row-link min-w-0 cut-start',
      )}
    >
      <bdi>{statement}</bdi>
    </button>
  );
}
