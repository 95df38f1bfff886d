import { Pencil } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button, datedTime, Tag, useText } from '#kit';
import { describeType } from '../../../../alibaba/alink/describeType.ts';
import type { ThingProperty } from '../../../../alibaba/alink/thingModel.ts';
import { visibleText } from '../../../../base/visibleText.ts';
import type { PropertyFacts } from '../../../../broker/platform/devices/commands.ts';
import { keptForms } from '../../../session/keptForms.ts';
import { shownName } from '../../../session/shownName.ts';
import { useCall } from '../calls/useCall.ts';
import { useModel } from '../calls/useModel.ts';
import { JsonPieces } from '../parts/JsonText.tsx';
import { parsedJson } from '../parts/json.ts';
import { NoneYet } from '../parts/NoneYet.tsx';
import type { SectionProps } from '../parts/sectionProps.ts';
import { CallOutcome } from './CallOutcome.tsx';
import { EarlierCalls } from './EarlierCalls.tsx';
import { ParamsForm } from './ParamsForm.tsx';

/** `one`: by its identifier. */
type Setting = { readonly kind: 'one'; readonly identifier: string } | { readonly kind: 'many' };

const useSetting = keptForms<Setting | undefined>();

interface Line {
  readonly identifier: string;
  readonly property: ThingProperty | undefined;
  readonly reported: PropertyFacts | undefined;
}

/** Reported properties next to their definitions in the product's model, with a form to set them. */
export function PropertiesSection(props: SectionProps) {
  const { connectionId, device, product, detail, origin, time } = props;
  const t = useText().platform.properties;
  const model = useModel(product);
  const { productKey, deviceName } = device;
  const form = `${productKey}/${deviceName}/properties`;
  const [setting, setSetting] = useSetting(connectionId, form, undefined);
  /** Just now; it may have been open before, too. */
  const [isAsked, setAsked] = useState(false);
  const formOf = setting?.kind === 'one' ? `${form}/${setting.identifier}` : form;
  const { called, isBusy, send, dismiss } = useCall(connectionId);
  const bar = useRef<HTMLDivElement>(null);
  const lines = linesOf(model?.properties ?? [], detail.properties);
  const settable = (model?.properties ?? []).filter(({ access }) => access === 'rw');
  const known =
    setting?.kind === 'one'
      ? settable.filter(({ identifier }) => identifier === setting.identifier)
      : settable;
  const open = (next: Setting | undefined): void => {
    setSetting(next);
    setAsked(true);
  };
  const close = (): void => {
    setSetting(undefined);
    // The focused button was removed.
    requestAnimationFrame(() => bar.current?.querySelector('button')?.focus());
  };
  return (
    <>
      <div ref={bar} className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-1">
        <Button
          icon={<Pencil size={14} aria-hidden />}
          pressed={setting?.kind === 'many'}
          onClick={() => open(setting?.kind === 'many' ? undefined : { kind: 'many' })}
        >
          {t.setMany}
        </Button>
        {product !== undefined && model === undefined && (
          <p className="text-xs text-fg-2">{t.noModel}</p>
        )}
      </div>
      {setting !== undefined && (
        <ParamsForm
          key={formOf}
          connectionId={connectionId}
          form={formOf}
          name={t.setTitle(shownName(device.deviceName))}
          hint={t.setHint}
          known={model && known}
          values={
            setting.kind === 'one'
              ? valuesOf(detail.properties, new Set([setting.identifier]))
              : valuesOf(detail.properties, new Set(settable.map(({ identifier }) => identifier)))
          }
          isPartial={setting.kind === 'many'}
          label={t.params}
          action={t.apply}
          isBusy={isBusy}
          takesFocus={isAsked}
          onSend={(params) => void send({ kind: 'set-property', productKey, deviceName, params })}
          onCancel={close}
        />
      )}
      {called !== undefined && (
        <CallOutcome key={called} connectionId={connectionId} call={called} onDismiss={dismiss} />
      )}
      <PropertyTable
        lines={lines}
        hasModel={model !== undefined}
        now={origin + time}
        onSet={(identifier) => open({ kind: 'one', identifier })}
      />
      <EarlierCalls calls={detail.calls} what="property" origin={origin} />
    </>
  );
}

/** The model's in its order, then others as they were reported. */
function linesOf(
  properties: readonly ThingProperty[],
  reported: readonly PropertyFacts[],
): readonly Line[] {
  const byName = new Map(reported.map((one) => [one.identifier, one]));
  const known = new Set(properties.map(({ identifier }) => identifier));
  return [
    ...properties.map((property) => ({
      identifier: property.identifier,
      property,
      reported: byName.get(property.identifier),
    })),
    ...reported
      .filter(({ identifier }) => !known.has(identifier))
      .map((one) => ({ identifier: one.identifier, property: undefined, reported: one })),
  ];
}

/** Last reported values. */
function valuesOf(
  reported: readonly PropertyFacts[],
  wanted: ReadonlySet<string>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    reported
      .filter(({ identifier }) => wanted.has(identifier))
      .map(({ identifier, value }) => [identifier, parsedJson(value)]),
  );
}

interface PropertyTableProps {
  readonly lines: readonly Line[];
  readonly hasModel: boolean;
  /** Wall-clock time, ms since 1970. */
  readonly now: number;
  readonly onSet: (identifier: string) => void;
}

function PropertyTable({ lines, hasModel, now, onSet }: PropertyTableProps) {
  const t = useText().platform.properties;
  if (lines.length === 0) {
    return <NoneYet said={t} className="p-3" />;
  }
  return (
    <table aria-label={t.grid} className="w-full">
      <thead className="text-left text-xs text-fg-2">
        <tr className="h-(--h-head) border-b border-line bg-bar">
          <th className="px-3 font-normal">{t.identifier}</th>
          <th className="px-1.5 font-normal">{t.value}</th>
          <th className="px-1.5 font-normal">{t.time}</th>
          <th className="px-3 font-normal">
            <span className="sr-only">{t.set}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <PropertyRow key={line.identifier} {...{ line, hasModel, now, onSet }} />
        ))}
      </tbody>
    </table>
  );
}

interface PropertyRowProps {
  readonly line: Line;
  readonly hasModel: boolean;
  /** Wall-clock time, ms since 1970. */
  readonly now: number;
  readonly onSet: (identifier: string) => void;
}

function PropertyRow({ line, hasModel, now, onSet }: PropertyRowProps) {
  const t = useText().platform.properties;
  const { identifier, property, reported } = line;
  const shown = shownName(identifier);
  return (
    <tr className="border-b border-line align-top leading-5">
      <th scope="row" className="max-w-56 px-3 py-1 text-left font-normal">
        <span className="flex flex-wrap items-center gap-x-2">
          <bdi className="font-mono break-all">{shown}</bdi>
          {property !== undefined && property.name !== identifier && (
            <span className="text-fg-2">{shownName(property.name)}</span>
          )}
          {hasModel && property === undefined && (
            <Tag tone="warn" title={t.unmodelledTitle}>
              {t.unmodelled}
            </Tag>
          )}
        </span>
        {property !== undefined && (
          <span className="block text-xs text-fg-2">
            {visibleText(describeType(property.type))}
          </span>
        )}
      </th>
      <td className="px-1.5 py-1 font-mono wrap-anywhere">
        {reported === undefined ? (
          <span className="font-sans text-fg-3">{t.notReported}</span>
        ) : (
          // A number keeps its digits on a line, however little room the others leave.
          <div className="min-w-16">
            <JsonPieces text={reported.value} />{' '}
            <NameOfValue property={property} value={reported.value} />
          </div>
        )}
      </td>
      <td className="px-1.5 py-1 font-mono whitespace-nowrap text-fg-2">
        {reported !== undefined && datedTime(reported.time, now)}
      </td>
      <td className="px-3 py-1 text-right whitespace-nowrap">
        {property?.access === 'rw' ? (
          <Button
            className="h-(--h-small)"
            label={t.setOne(shown)}
            onClick={() => onSet(identifier)}
          >
            {t.set}
          </Button>
        ) : (
          property !== undefined && <span className="text-xs text-fg-2">{t.readOnly}</span>
        )}
      </td>
    </tr>
  );
}

/** Name of an enum's number. */
function NameOfValue({ property, value }: { property: ThingProperty | undefined; value: string }) {
  const type = property?.type;
  const name =
    type?.type === 'enum' || type?.type === 'bool' ? type.names.get(Number(value)) : undefined;
  return name === undefined ? null : <span className="font-sans text-fg-2">{shownName(name)}</span>;
}
