import { useEffect, useState } from 'react';
import type { FirstTexts } from '../../../i18n/en/first.ts';
import { useFirstText } from '../../kit/language/firstText.ts';
import type { OpenConnection } from '../../session/connection/connections.ts';

/** Whole seconds until a time (ms since 1970), counted down. */
export function useCountdown(at: number | undefined): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (at === undefined) {
      return undefined;
    }
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [at]);
  return at === undefined ? 0 : Math.max(0, Math.ceil((at - now) / 1000));
}

/** A tab that never connected is not closed. */
export const stateText = (
  { state, settings }: Pick<OpenConnection, 'state' | 'settings'>,
  t: FirstTexts['shell'],
): string => (state.kind === 'closed' && settings === undefined ? t.notConnected : t.state(state));

/** The state in words, as on the tab: `connected · MQTT 5 · ping 12 ms`. */
export function useStateText(connection: OpenConnection): string {
  const { state, settings, ping, tap, silence, ended } = connection;
  const { shell: t, tapTab } = useFirstText();
  const seconds = useCountdown(state.kind === 'waiting' ? state.at : undefined);
  if (silence !== undefined) return t.silent;
  if (ended !== undefined) return t.ended;
  const parts = [
    tap === undefined ? stateText(connection, t) : tapTab.tab(tap.deviceTap !== undefined),
  ];
  if (state.kind === 'connected') {
    if (settings !== undefined) {
      parts.push(t.mqttVersion(settings.version));
    }
    if (ping !== undefined) {
      parts.push(t.ping(ping));
    }
  }
  if (state.kind === 'waiting') {
    parts.push(t.nextTry(state.attempt, seconds));
  }
  return parts.join(' · ');
}
