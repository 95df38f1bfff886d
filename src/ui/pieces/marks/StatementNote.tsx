import { useState } from 'react';
import { useText } from '#kit';
import { findStatement } from '../../../mqtt/statements/statements.ts';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';

interface StatementNoteProps {
  readonly id: string;
  readonly version: ProtocolVersion;
}

/** The number of a normative statement. Pressing it shows the requirement. */
export function StatementNote({ id, version }: StatementNoteProps) {
  const { handshakes: t, explain, kit } = useText();
  const [open, setOpen] = useState(false);
  const statement = findStatement(id, version);
  if (statement === undefined) return <span className="font-mono text-xs text-fg-2">{id}</span>;
  return (
    <>
      <button
        type="button"
        aria-expanded={open}
        title={explain.statement(statement)}
        onClick={() => setOpen(!open)}
        className="shrink-0 rounded-sm font-mono text-xs text-action"
      >
        {id}
      </button>
      {open && (
        <p className="basis-full border-l-2 border-accent pl-2 text-fg-2">
          <span className="sr-only">
            {t.statement(id)}
            {kit.colon}
          </span>
          {explain.statement(statement)}
        </p>
      )}
    </>
  );
}
