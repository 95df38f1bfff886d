import { Check, KeyRound, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, useText } from '#kit';
import type { DeviceName } from '../../../../alibaba/alink/deviceName.ts';
import { copySecret } from '../calls/orders.ts';

const SIGNS = {
  none: <KeyRound size={14} aria-hidden />,
  copied: <Check size={14} aria-hidden className="text-ok" />,
  failed: <TriangleAlert size={14} aria-hidden className="text-err" />,
} as const;

/** ms for which the result is shown. */
const SHOWN = 1500;

interface SecretButtonProps {
  readonly connectionId: string;
  readonly device: DeviceName;
}

/** Copies the device's secret without showing it. */
export function SecretButton({ connectionId, device }: SecretButtonProps) {
  const t = useText().platform.secret;
  const [outcome, setOutcome] = useState<keyof typeof SIGNS>('none');
  useEffect(() => {
    if (outcome === 'none') return undefined;
    const timer = setTimeout(() => setOutcome('none'), SHOWN);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async (): Promise<void> => {
    setOutcome((await copySecret(connectionId, device)) ? 'copied' : 'failed');
  };
  return (
    <Button
      icon={SIGNS[outcome]}
      title={outcome === 'failed' ? t.notCopied : t.copyTitle}
      onClick={() => void copy()}
    >
      {t.copy}
    </Button>
  );
}
