import { Check, TriangleAlert, X } from 'lucide-react';
import { useEffect } from 'react';
import { Button, classes, DialogBoundary, IconButton, TopicName, timeOfDay, useText } from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import { type Alert, alertKey } from '../../../payload/alerts/alert.ts';
import { pathText } from '../../../payload/tree/valueTree.ts';
import { addingAlert, removeAlert, useAlertStates } from '../../session/charts/alerts.ts';
import { useCharts } from '../../session/charts/charts.ts';
import { select } from '../../session/connection/selection.ts';
import { useOrigin } from '../../session/connection/useWindowPart.ts';
import { showPacket } from '../../session/packets/actions.ts';
import type { PlottablePath } from '../../session/reading/plottablePaths.ts';
import { AddAlert } from './AddAlert.tsx';

interface AlertsPartProps {
  readonly connectionId: string;
  /** undefined: the alerts of all topics. */
  readonly topic: string | undefined;
  /** Values that can be watched. */
  readonly plottable: readonly PlottablePath[];
  /** Title of the page, beside the button if the alerts are its first part. */
  readonly pageTitle?: string;
}

const NONE: readonly Alert[] = [];

/** Alerts of a topic, or of all, with their states. */
export function AlertsPart({ connectionId, topic, plottable, pageTitle }: AlertsPartProps) {
  const t = useText().charts.alerts;
  const isAdding = addingAlert.use(connectionId);
  const setAdding = (isOpen: boolean): void => addingAlert.set(connectionId, isOpen);
  useEffect(() => () => addingAlert.set(connectionId, false), [connectionId]);
  const { alerts = NONE } = useCharts(connectionId);
  const shown = topic === undefined ? alerts : alerts.filter((one) => one.topic === topic);
  const close = (): void => setAdding(false);
  return (
    <section aria-label={t.title} className="relative border-b border-line px-3 py-2">
      <div className="flex items-center">
        {pageTitle === undefined ? (
          <h3 className="flex-1 font-semibold">{t.title}</h3>
        ) : (
          <h2 className="flex-1 text-lg/6 font-semibold">{pageTitle}</h2>
        )}
        <Button
          look="action"
          className="h-(--h-small)"
          expanded={isAdding}
          onClick={() => setAdding(!isAdding)}
        >
          {pageTitle === undefined ? t.add : t.addThis}
        </Button>
      </div>
      {isAdding && (
        <DialogBoundary part="add alert" name={t.add} onClose={close}>
          <AddAlert {...{ connectionId, plottable }} topic={topic} onClose={close} />
        </DialogBoundary>
      )}
      {shown.length === 0 ? (
        pageTitle === undefined && <p className="text-fg-3">{t.none}</p>
      ) : (
        // The list of topics below has to keep its room.
        <ul className={classes(topic === undefined && 'max-h-60 overflow-y-auto')}>
          {shown.map((alert) => (
            <Row
              key={alertKey(alert)}
              connectionId={connectionId}
              alert={alert}
              withTopic={topic === undefined && alert.topic !== ''}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

interface RowProps {
  readonly connectionId: string;
  readonly alert: Alert;
  readonly withTopic: boolean;
}

function Row({ connectionId, alert, withTopic }: RowProps) {
  const t = useText().charts.alerts;
  const origin = useOrigin(connectionId) ?? 0;
  const key = alertKey(alert);
  const state = useAlertStates(connectionId).find((one) => one.key === key);
  const isOn = state?.isOn === true;
  const Icon = isOn ? TriangleAlert : Check;
  const name = visibleText(t.condition(alert.condition));
  const began = state?.began;
  const packet = state?.packet;
  const time = began === undefined ? t.never : timeOfDay(origin + began / 1000).slice(0, 8);
  return (
    <li className="flex min-h-(--h-row) items-center gap-2">
      <span className={isOn ? 'text-warn' : 'text-ok'} title={isOn ? t.on : t.off}>
        <Icon size={14} aria-hidden />
        <span className="sr-only">{isOn ? t.on : t.off}</span>
      </span>
      <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2" title={name}>
        {withTopic && (
          <button
            type="button"
            className="min-w-0 text-action max-sm:w-full"
            onClick={() => select(connectionId, { topic: alert.topic })}
          >
            <TopicName topic={alert.topic} />
          </button>
        )}
        <span className="min-w-0 break-words">
          {name}
          {alert.path.length > 0 && (
            <bdi className="ml-1 font-mono text-fg-2">{visibleText(pathText(alert.path))}</bdi>
          )}
        </span>
      </span>
      <span className="text-fg-2">{t.actions[alert.action]}</span>
      {packet === undefined ? (
        <span className={isOn ? 'text-warn' : 'text-fg-2'}>{time}</span>
      ) : (
        <button
          type="button"
          className={isOn ? 'min-h-(--h-link) text-warn hover:underline' : 'text-action'}
          onClick={() => showPacket(connectionId, packet)}
        >
          {time}
        </button>
      )}
      <IconButton small label={t.remove(name)} onClick={() => removeAlert(connectionId, alert)}>
        <X size={12} aria-hidden />
      </IconButton>
    </li>
  );
}
