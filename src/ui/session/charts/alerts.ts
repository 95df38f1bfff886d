/** The user's alerts of a connection: kept with its charts, judged by its worker. */
import type { AlertReport, AlertState } from '../../../engine/alerts/alertBook.ts';
import { type Alert, alertKey, MOST_ALERTS } from '../../../payload/alerts/alert.ts';
import { pathText } from '../../../payload/tree/valueTree.ts';
import { confirm } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { connectionById } from '../connection/connections.ts';
import { perConnection } from '../connection/perConnection.ts';
import { shownName } from '../shownName.ts';
import './alertEvents.ts';
import { chartsOf, setCharts } from './charts.ts';

const told = perConnection<readonly AlertState[]>([]);

export const useAlertStates = told.use;

/** True while the form for a new alert is open. */
export const addingAlert = perConnection(false);

export function setAlerts(connectionId: string, alerts: readonly Alert[]): void {
  connectionById(connectionId)?.handle.send({ kind: 'watch-alerts', alerts });
  void setCharts(connectionId, { ...chartsOf(connectionId), alerts });
}

/** Returns the reason for a refusal. */
export function addAlert(connectionId: string, alert: Alert): 'exists' | 'full' | undefined {
  const { alerts = [] } = chartsOf(connectionId);
  if (alerts.some((one) => alertKey(one) === alertKey(alert))) return 'exists';
  if (alerts.length >= MOST_ALERTS) return 'full';
  setAlerts(connectionId, [...alerts, alert]);
  return undefined;
}

export function removeAlert(connectionId: string, alert: Alert): void {
  const { alerts = [] } = chartsOf(connectionId);
  setAlerts(
    connectionId,
    alerts.filter((one) => alertKey(one) !== alertKey(alert)),
  );
}

/** Stores the states, and runs the actions of the alerts that began. */
export function takeAlerts(connectionId: string, { states, begun }: AlertReport): void {
  told.set(connectionId, states);
  if (begun.length === 0) return;
  const t = texts().charts.alerts;
  for (const alert of begun) {
    const name = alert.topic === '' ? '' : ` · ${shownName(alert.topic)}`;
    const path = alert.path.length === 0 ? '' : ` · ${shownName(pathText(alert.path))}`;
    const text = `${shownName(t.condition(alert.condition))}${name}${path}`;
    confirm(t.began(text));
    if (alert.action === 'notification') notify(text);
    else mark(connectionId, states.find(({ key }) => key === alertKey(alert))?.packet, text);
  }
}

function mark(connectionId: string, packet: number | undefined, note: string): void {
  if (packet === undefined) return;
  connectionById(connectionId)?.handle.send({ kind: 'mark', packet, note });
}

function notify(text: string): void {
  if (!('Notification' in globalThis) || Notification.permission !== 'granted') return;
  // A newer notification of the same alert takes its place.
  const shown = new Notification('mqttscope', { body: text, tag: text });
  shown.addEventListener('click', () => window.focus());
}

/** Asks for the permission that notifications need. @returns whether it is given */
export async function mayNotify(): Promise<boolean> {
  if (!('Notification' in globalThis)) return false;
  return (await Notification.requestPermission()) === 'granted';
}
