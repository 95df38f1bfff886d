import { useState } from 'react';
import { SelectField, TextField, useText } from '#kit';
import type { ThingService } from '../../../../alibaba/alink/thingModel.ts';
import { useKeptText } from '../../../session/keptForms.ts';
import { shownName } from '../../../session/shownName.ts';
import { useCall } from '../calls/useCall.ts';
import { useModel } from '../calls/useModel.ts';
import { NoneYet } from '../parts/NoneYet.tsx';
import type { SectionProps } from '../parts/sectionProps.ts';
import { CallOutcome } from './CallOutcome.tsx';
import { EarlierCalls } from './EarlierCalls.tsx';
import { ParamsForm } from './ParamsForm.tsx';

/** No service is called so. */
const OTHER = '';
const IDENTIFIER = /^\w+$/;
const NO_SERVICES: readonly ThingService[] = [];

/** Invokes a service of the device, like an application. */
export function ServicesSection({ connectionId, device, product, detail, origin }: SectionProps) {
  const t = useText().platform.services;
  const services = useModel(product)?.services ?? NO_SERVICES;
  const form = `${device.productKey}/${device.deviceName}/service`;
  const first = services[0]?.identifier ?? OTHER;
  const [identifier, setChosen] = useKeptText(connectionId, `${form}/chosen`, first);
  const [typed, setTyped] = useKeptText(connectionId, form, '');
  const [isTried, setTried] = useState(false);
  const { called, isBusy, send, dismiss } = useCall(connectionId);
  const service = services.find((one) => one.identifier === identifier);
  const invoke = (input: string): void => {
    const name = service?.identifier ?? typed.trim();
    setTried(true);
    if (!IDENTIFIER.test(name)) return;
    const { productKey, deviceName } = device;
    void send({ kind: 'invoke-service', productKey, deviceName, service: name, input });
  };
  return (
    <>
      <div className="flex flex-col gap-2 p-3">
        {services.length === 0 && <NoneYet said={t} />}
        <div className="flex flex-wrap items-start gap-3">
          {services.length > 0 && (
            <SelectField
              className="min-w-48"
              label={t.choose}
              value={service?.identifier ?? OTHER}
              options={[
                ...services.map((one) => ({ value: one.identifier, label: labelOf(one) })),
                { value: OTHER, label: t.other },
              ]}
              hint={service && t.call(service.call)}
              onChange={setChosen}
            />
          )}
          {service === undefined && (
            <TextField
              mono
              className="min-w-48"
              label={t.identifier}
              value={typed}
              error={isTried && !IDENTIFIER.test(typed.trim()) ? t.badIdentifier : undefined}
              onChange={setTyped}
            />
          )}
        </div>
      </div>
      <ParamsForm
        key={identifier}
        connectionId={connectionId}
        form={`${form}/${identifier}`}
        name={service === undefined ? t.input : labelOf(service)}
        {...(service?.input.length === 0 ? { hint: t.noInput } : {})}
        known={service?.input}
        values={{}}
        label={t.input}
        action={t.invoke}
        isBusy={isBusy}
        takesFocus={false}
        onSend={invoke}
      />
      {called !== undefined && (
        <CallOutcome key={called} connectionId={connectionId} call={called} onDismiss={dismiss} />
      )}
      <EarlierCalls calls={detail.calls} what="service" origin={origin} />
    </>
  );
}

function labelOf({ identifier, name }: ThingService): string {
  return shownName(name === identifier ? identifier : `${identifier} · ${name}`);
}
