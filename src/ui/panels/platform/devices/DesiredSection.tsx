import { Trash2 } from 'lucide-react';
import { IconButton } from '../../../kit/controls/IconButton.tsx';
import { useText } from '../../../kit/language/useText.ts';
import { datedTime } from '../../../kit/page/clock.ts';
import { shownName } from '../../../session/shownName.ts';
import { order } from '../calls/orders.ts';
import { useCall } from '../calls/useCall.ts';
import { useModel } from '../calls/useModel.ts';
import { JsonPieces } from '../parts/JsonText.tsx';
import { NoneYet } from '../parts/NoneYet.tsx';
import type { SectionProps } from '../parts/sectionProps.ts';
import { CallOutcome } from './CallOutcome.tsx';
import { ParamsForm } from './ParamsForm.tsx';

/** Desired property values, set by the cloud. */
export function DesiredSection(props: SectionProps) {
  const { connectionId, device, product, detail } = props;
  const now = props.origin + props.time;
  const t = useText().platformEdit.desired;
  const { called, isBusy, send, dismiss } = useCall(connectionId);
  const settable = useModel(product)?.properties.filter(({ access }) => access === 'rw');
  const { productKey, deviceName } = device;
  const command = { kind: 'set-desired-properties', productKey, deviceName } as const;
  const remove = (identifier: string): void => {
    const desired = JSON.stringify(Object.fromEntries([[identifier, null]]));
    void order(connectionId, { ...command, desired }, t.done(shownName(deviceName)));
  };
  return (
    <>
      <ParamsForm
        connectionId={connectionId}
        form={`${productKey}/${deviceName}/desired`}
        name={t.title(shownName(deviceName))}
        hint={t.hint}
        known={settable}
        values={{}}
        isPartial
        label={t.params}
        action={t.set}
        isBusy={isBusy}
        takesFocus={false}
        onSend={(desired) => void send({ ...command, desired })}
      />
      {called !== undefined && (
        <CallOutcome key={called} connectionId={connectionId} call={called} onDismiss={dismiss} />
      )}
      {detail.desired.length === 0 ? (
        <NoneYet said={t} className="p-3" />
      ) : (
        <table aria-label={t.grid} className="w-full">
          <thead className="text-left text-xs text-fg-2">
            <tr className="h-(--h-head) border-b border-line bg-bar">
              <th className="px-3 font-normal">{t.identifier}</th>
              <th className="px-1.5 font-normal">{t.value}</th>
              <th className="px-1.5 text-right font-normal">{t.version}</th>
              <th className="px-1.5 font-normal">{t.time}</th>
              <th className="px-3 font-normal">
                <span className="sr-only">{t.remove('')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {detail.desired.map(({ identifier, value, version, time }) => (
              <tr key={identifier} className="border-b border-line align-top leading-5">
                <th scope="row" className="px-3 py-1 text-left font-mono font-normal break-all">
                  <bdi>{shownName(identifier)}</bdi>
                </th>
                <td className="px-1.5 py-1 font-mono break-all">
                  <JsonPieces text={value} />
                </td>
                <td className="px-1.5 py-1 text-right font-mono">{version}</td>
                <td className="px-1.5 py-1 font-mono whitespace-nowrap text-fg-2">
                  {datedTime(time, now)}
                </td>
                <td className="px-3 py-1 text-right">
                  <IconButton
                    small
                    label={t.remove(shownName(identifier))}
                    onClick={() => remove(identifier)}
                  >
                    <Trash2 size={14} aria-hidden />
                  </IconButton>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
