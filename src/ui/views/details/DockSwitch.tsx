import { Button } from '../../kit/Button.tsx';
import { useText } from '../../kit/language/useText.ts';
import { setLayout, useLayout } from '../../session/layout.ts';

/** Switches between publishing and the details of the selected topic. */
export function DockSwitch() {
  const t = useText().details;
  const isDetails = useLayout((layout) => layout.dockShows) === 'details';
  return (
    <Button
      look="quiet"
      className="h-(--h-small)"
      onClick={() => setLayout({ dockShows: isDetails ? 'publish' : 'details' })}
    >
      {isDetails ? t.toPublish : t.toDetails}
    </Button>
  );
}
