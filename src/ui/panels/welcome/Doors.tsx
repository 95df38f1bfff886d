import { FileText, Play, RefreshCw } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { useFirstText } from '#kit';
import { useCompanion } from '../../session/broker/companion.ts';
import { chooseCapture } from '../../session/captures/openCapture.ts';
import { openConnection } from '../../session/connectionTabs.ts';
import { setFaultsPlace, showFaults } from '../../session/faults/place.ts';
import { tryDemo } from '../../session/profiles/demo.ts';
import { openThisTab } from '../../session/profiles/thisTab.ts';

interface DoorsProps {
  /** The tab that takes the connection if it is unused. */
  readonly connectionId?: string;
}

/** Ways to begin without a broker. */
export function Doors({ connectionId }: DoorsProps) {
  const t = useFirstText().welcome;
  const companion = useCompanion();
  const hasBroker = typeof companion === 'object' && companion.ws !== undefined;
  const demo = () =>
    hasBroker ? tryDemo(connectionId ?? openConnection(), companion) : openThisTab(connectionId);
  const lose = () => {
    const id = openThisTab(connectionId);
    setFaultsPlace(id, { recipe: 'lost-puback' });
    showFaults(id, 'recipes');
  };
  const demoText =
    hasBroker && companion.needsCredentials
      ? t.demoNeedsUser
      : hasBroker && !companion.demo
        ? t.demoQuiet
        : t.demoText;
  return (
    <section aria-label={t.title} className="mt-8 grid gap-3 sm:grid-cols-3">
      {/* Until the companion is known, a click could start the wrong broker. */}
      <Door name={t.demo} text={demoText} isOff={companion === undefined} onClick={demo}>
        <Play size={16} aria-hidden />
      </Door>
      <Door name={t.lose} text={t.loseText} onClick={lose}>
        <RefreshCw size={16} aria-hidden />
      </Door>
      <Door name={t.capture} text={t.captureText} onClick={chooseCapture}>
        <FileText size={16} aria-hidden />
      </Door>
    </section>
  );
}

interface DoorProps {
  readonly name: string;
  readonly text: string;
  readonly isOff?: boolean;
  readonly onClick: () => void;
  /** Icon. */
  readonly children: ReactNode;
}

function Door({ name, text, isOff, onClick, children }: DoorProps) {
  const id = useId();
  return (
    <div className="relative flex min-h-24 flex-col items-start gap-1.5 rounded-md bg-bar px-4 py-3.5 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent hover:bg-raised max-sm:min-h-0">
      {/* The button covers the whole tile. */}
      <button
        type="button"
        aria-describedby={id}
        disabled={isOff}
        onClick={onClick}
        className="flex items-center gap-2 text-left text-base font-semibold outline-none after:absolute after:inset-0"
      >
        <span className="text-fg-2">{children}</span>
        {name}
      </button>
      {/* Room for two lines: the text may change when the companion is found. */}
      <span id={id} className="min-h-10 text-base/5 text-fg-2">
        {text}
      </span>
    </div>
  );
}
