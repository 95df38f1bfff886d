import { KeyRound } from 'lucide-react';
import { useMemo } from 'react';
import type { PacketDetail } from '../../../engine/capture/window.ts';
import { Button } from '../../kit/controls/Button.tsx';
import { useText } from '../../kit/language/useText.ts';
import { deviceConnect, verifyConnect } from '../../session/signIn/verifyConnect.ts';

/** Opens the sign-in debugger with the credentials of a device's CONNECT. */
export function VerifySignInButton(props: { connectionId: string; detail: PacketDetail }) {
  const { connectionId, detail } = props;
  const t = useText().signIn;
  const isDevice = useMemo(() => deviceConnect(detail) !== undefined, [detail]);
  if (!isDevice) return null;
  return (
    <Button
      look="quiet"
      className="h-(--h-small)"
      label={t.verifyAction}
      icon={<KeyRound size={14} aria-hidden />}
      onClick={() => verifyConnect(connectionId, detail)}
    >
      <span className="max-lg:hidden">{t.verifyAction}</span>
    </Button>
  );
}
