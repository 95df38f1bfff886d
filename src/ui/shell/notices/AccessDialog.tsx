import { Button, Dialog, Prose, useText } from '#kit';
import { AccessForm } from '../../pieces/strips/AccessForm.tsx';
import { closeOverlay, useOverlay } from '../../session/dialogs/overlay.ts';

/** Explains how this page gets the right to use its companion. */
export function AccessDialog() {
  const { broker, phone } = useText();
  const t = broker.access;
  const isOpen = useOverlay(({ open }) => open === 'access');
  return (
    <Dialog
      open={isOpen}
      label={t.title}
      onClose={closeOverlay}
      className="w-130 max-w-[calc(100vw-32px)]"
    >
      <div className="grid gap-3 p-4">
        <h2 className="text-base font-semibold">{t.title}</h2>
        <p className="text-fg-2">
          <Prose text={t.text} />
        </p>
        <AccessForm onGiven={closeOverlay} />
        <div className="flex justify-end">
          <Button onClick={closeOverlay}>{phone.close}</Button>
        </div>
      </div>
    </Dialog>
  );
}
