import { Crosshair } from 'lucide-react';
import { DialogBoundary, later, useFirstText, WaitsOver } from '#kit';
import { BarButton } from '../../../pieces/lists/BarButton.tsx';
import { useConnection } from '../../../session/connection/connections.ts';
import { openArmForm, useArmForm } from '../../../session/filter/armForm.ts';

const ArmForm = later(async () => (await import('./ArmForm.tsx')).ArmForm, { Waits: WaitsOver });

interface ArmButtonProps {
  readonly connectionId: string;
  readonly isShort: boolean;
}

/** Button for arming a filter. */
export function ArmButton({ connectionId, isShort }: ArmButtonProps) {
  const t = useFirstText().filter;
  const open = useArmForm((state) => state.of === connectionId);
  const isArmed = useConnection(connectionId, 'armed')?.armed?.filter !== undefined;
  return (
    <>
      <BarButton
        isShort={isShort}
        icon={<Crosshair size={14} aria-hidden />}
        pressed={open || isArmed}
        title={t.armTitle}
        label={t.arm}
        onClick={() => openArmForm(open ? undefined : connectionId)}
      />
      {open && (
        <DialogBoundary part="arm" name={t.arm} onClose={() => openArmForm(undefined)}>
          <ArmForm connectionId={connectionId} onClose={() => openArmForm(undefined)} />
        </DialogBoundary>
      )}
    </>
  );
}
