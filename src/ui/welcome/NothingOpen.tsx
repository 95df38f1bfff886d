import { Plug, Plus, Radio } from 'lucide-react';
import { newConnection } from '../app/actions.ts';
import { Button } from '../kit/Button.tsx';
import { EmptyState } from '../kit/EmptyState.tsx';
import { openConnection } from '../state/connections.ts';
import { useText } from '../text/useText.ts';
import { useCompanion } from './companion.ts';
import { tryDemo } from './demo.ts';

/** When the last tab was closed. */
export function NothingOpen() {
  const { shell, welcome } = useText();
  const companion = useCompanion();
  return (
    <EmptyState
      icon={<Plug size={20} aria-hidden />}
      title={shell.nothingOpen}
      text={shell.nothingOpenHint}
    >
      <Button look="primary" icon={<Plus size={14} aria-hidden />} onClick={newConnection}>
        {shell.newConnection}
      </Button>
      {companion?.demo === true && companion.ws !== undefined && (
        <Button
          icon={<Radio size={14} aria-hidden />}
          onClick={() => tryDemo(openConnection(), companion)}
        >
          {welcome.demo}
        </Button>
      )}
    </EmptyState>
  );
}
