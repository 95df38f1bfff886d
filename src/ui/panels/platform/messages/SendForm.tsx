import { useState } from 'react';
import { Button, Segments, SelectField, TextField, useText } from '#kit';
import { describeType } from '../../../../alibaba/alink/describeType.ts';
import type { ThingValue } from '../../../../alibaba/alink/thingModel.ts';
import { encodeUtf8 } from '../../../../base/utf8.ts';
import { visibleText } from '../../../../base/visibleText.ts';
import { JsonField } from '../../../pieces/forms/JsonField.tsx';
import { keptForms, useKeptText } from '../../../session/keptForms.ts';
import { jsonError } from '../../../session/publish/typedPayload.ts';
import { shownName } from '../../../session/shownName.ts';
import { order } from '../calls/orders.ts';
import { useModel } from '../calls/useModel.ts';
import type { SectionProps } from '../parts/sectionProps.ts';
import { CallOutcome } from './CallOutcome.tsx';
import {
  commandTo,
  customTopics,
  isTopic,
  methodOfService,
  PROPERTY_SET,
  parametersOf,
  templateFor,
  typedTarget,
} from './targets.ts';

/** No target is called so. */
const OTHER = '';

/** Undefined until something is typed. */
const useTyped = keptForms<string | undefined>();

/** Sends to the device like the cloud or an application, and shows the device's reply. */
export function SendForm({ connectionId, device, product, detail }: SectionProps) {
  const { platform, alink } = useText();
  const t = platform.messages;
  const model = useModel(product);
  const form = `${device.productKey}/${device.deviceName}`;
  const [chosen, setChosen] = useKeptText(connectionId, `${form}/target`, PROPERTY_SET);
  const [other, setOther] = useKeptText(connectionId, `${form}/other`, '');
  const [typed, setTyped] = useTyped(connectionId, form, undefined);
  const [qos, setQos] = useState<0 | 1>(1);
  const [called, setCalled] = useState<number>();
  const [isBusy, setBusy] = useState(false);
  const services = model?.services ?? [];
  const options = [
    { value: PROPERTY_SET, label: t.propertySet },
    ...services.map((service) => ({
      value: methodOfService(service),
      label: shownName(`${service.identifier} · ${service.name}`),
    })),
    ...customTopics(detail.permissions).map((value) => ({ value, label: shownName(value) })),
    { value: OTHER, label: t.other },
  ];
  const choice = options.some(({ value }) => value === chosen) ? chosen : PROPERTY_SET;
  const target = choice === OTHER ? typedTarget(other) : choice;
  const name = options.find(({ value }) => value === target)?.label ?? target;
  const service = services.find((one) => methodOfService(one) === target);
  const parameters = parametersOf(target, model);
  const template = templateFor(target, model);
  const text = typed ?? template;
  const error = isTopic(target)
    ? undefined
    : jsonError(encodeUtf8(text), { json: alink.jsonError });
  const isReady = target !== '' && error === undefined && !isBusy;
  const send = async (): Promise<void> => {
    if (!isReady) return;
    setBusy(true);
    const command = commandTo(device, target, text, qos);
    setCalled(await order(connectionId, command, t.done(shownName(target))));
    setBusy(false);
  };
  return (
    <>
      <form
        aria-label={t.send}
        className="flex flex-col gap-3 border-b border-line p-3"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void send();
        }}
      >
        <h3 className="text-xs font-semibold text-fg-2">{t.send}</h3>
        <SelectField
          label={t.target}
          value={choice}
          options={options}
          hint={service && t.call(service.call)}
          onChange={(next) => {
            setChosen(next);
            if (typed?.trim() === '') setTyped(undefined);
          }}
        />
        {choice === OTHER && (
          <TextField
            mono
            label={t.otherTarget}
            value={other}
            hint={t.otherHint}
            onChange={setOther}
          />
        )}
        <JsonField
          label={isTopic(target) ? t.payload : t.params}
          rows={4}
          value={text}
          error={error}
          hint={parameters.length > 0 ? <Types values={parameters} /> : undefined}
          onChange={setTyped}
        />
        <div className="flex flex-wrap items-center gap-2">
          {isTopic(target) && (
            <Segments
              label={t.qos}
              value={qos}
              options={[
                { value: 0, label: 'QoS 0' },
                { value: 1, label: 'QoS 1' },
              ]}
              onChange={setQos}
            />
          )}
          <Button
            look="primary"
            type="submit"
            keys="Ctrl Enter"
            disabled={!isReady}
            keepsFocus={isBusy}
          >
            {t.action}
          </Button>
          {text.trim() === '' && template !== '' && (
            <Button onClick={() => setTyped(undefined)}>{alink.fill(name)}</Button>
          )}
        </div>
      </form>
      {called !== undefined && <CallOutcome call={called} calls={detail.calls} />}
    </>
  );
}

/** Types of the parameters by the thing model. */
function Types({ values }: { values: readonly ThingValue[] }) {
  return (
    <>
      {values.map(({ identifier, type }) => (
        <span key={identifier} className="block break-words">
          <bdi className="font-mono">{shownName(identifier)}</bdi> {visibleText(describeType(type))}
        </span>
      ))}
    </>
  );
}
