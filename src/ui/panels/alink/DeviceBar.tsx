import { Check, Clock, Rss } from 'lucide-react';
import { Button, focusTarget, Segments, useText } from '#kit';
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import { plainSubscription } from '../../../profiles/settings/plainSubscription.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { changeForms, FORMS_FOCUS, useAlinkForms } from './forms.ts';
import { missingFilters } from './replyFilters.ts';

interface DeviceBarProps {
  readonly connectionId: string;
  readonly device: DeviceName;
}

/** The device, whether it receives replies, and the QoS of its posts. */
export function DeviceBar({ connectionId, device }: DeviceBarProps) {
  const t = useText().alink;
  const { qos } = useAlinkForms(connectionId);
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-3 py-1.5 [--h-ctl:26px] max-md:[--h-ctl:42px]">
      <span className="flex min-w-0 items-center gap-2">
        <span className="text-fg-2">{t.device}</span>
        <bdi className="truncate font-mono font-semibold">{device.deviceName}</bdi>
        <bdi className="truncate font-mono text-fg-2">{device.productKey}</bdi>
      </span>
      <span className="ml-auto flex flex-wrap items-center gap-3">
        <Replies connectionId={connectionId} device={device} />
        <Segments
          label={t.qos}
          value={qos}
          options={[
            { value: 0, label: '0', caption: 'QoS 0' },
            { value: 1, label: '1' },
          ]}
          onChange={(next) => changeForms(connectionId, { qos: next === 1 ? 1 : 0 })}
        />
      </span>
    </div>
  );
}

function Replies({ connectionId, device }: DeviceBarProps) {
  const t = useText().alink.replies;
  const connection = useConnection(connectionId, 'handle', 'state', 'subscriptions');
  const subscriptions = connection?.subscriptions ?? [];
  const missing = missingFilters(device, subscriptions);
  if (missing.length === 0) {
    const isOff = connection?.state.kind !== 'connected';
    const waits = isOff || subscriptions.some(({ state }) => state.kind === 'requested');
    const Icon = waits ? Clock : Check;
    return (
      <span className="inline-flex items-center gap-1 text-xs text-fg-2">
        <Icon size={12} aria-hidden className={waits ? undefined : 'text-ok'} />
        {isOff ? t.notNow : waits ? t.asked : t.subscribed}
      </span>
    );
  }
  const isConnected = connection?.state.kind === 'connected';
  const subscribe = () => {
    connection?.handle.send({
      kind: 'subscribe-all',
      subscriptions: missing.map((filter) => plainSubscription(filter, 1)),
    });
    // The button disappears; the forms are the next step.
    focusTarget(FORMS_FOCUS);
  };
  return (
    <Button
      icon={<Rss size={14} aria-hidden />}
      title={isConnected ? t.title(missing) : t.offline}
      disabled={!isConnected}
      onClick={subscribe}
    >
      {t.subscribe}
    </Button>
  );
}
