import { Boundary, Tabs, tabPanelProps, useText } from '#kit';
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import { short } from '../../../i18n/numbers.ts';
import { useReadOnly } from '../../session/readOnly.ts';
import { CallsPart } from './CallsPart.tsx';
import { useFromPlatform } from './calls.ts';
import { EventPart } from './EventPart.tsx';
import { type AlinkPart, changeForms, FORMS_FOCUS, PARTS, useAlinkForms } from './forms.ts';
import { ModelPart } from './ModelPart.tsx';
import { PropertiesPart } from './PropertiesPart.tsx';
import { ShadowPart } from './ShadowPart.tsx';
import { TimePart } from './TimePart.tsx';

interface FormsProps {
  readonly connectionId: string;
  readonly device: DeviceName;
}

/** Forms for the messages of a device. */
export function Forms({ connectionId, device }: FormsProps) {
  const t = useText().alink;
  const { part } = useAlinkForms(connectionId);
  const { calls } = useFromPlatform(connectionId);
  const isReadOnly = useReadOnly(connectionId);
  const open = calls.filter(({ answered, wantsReply }) => answered === 'no' && wantsReply).length;
  return (
    <section aria-label={t.parts} className="flex min-h-0 flex-1 flex-col">
      <div
        data-focus={FORMS_FOCUS}
        className="flex h-(--h-tabs) shrink-0 items-stretch border-b border-line bg-bar px-1 max-md:h-11"
      >
        <Tabs
          label={t.parts}
          more={t.moreParts}
          value={part}
          tabs={PARTS.map((value) => ({
            value,
            label: t.part[value],
            ...(value === 'calls' && open > 0 ? { count: short(open) } : {}),
          }))}
          onChange={(next) => changeForms(connectionId, { part: next })}
        />
      </div>
      <div
        {...tabPanelProps('alink', t.part[part])}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
        tabIndex={0}
        className="min-h-0 flex-1 overflow-auto focus-visible:-outline-offset-2"
      >
        <Boundary key={part} part={part} name={t.part[part]}>
          <fieldset disabled={isReadOnly} className="contents">
            <Part connectionId={connectionId} device={device} part={part} />
          </fieldset>
        </Boundary>
      </div>
    </section>
  );
}

function Part({ connectionId, device, part }: FormsProps & { part: AlinkPart }) {
  const { productKey } = device;
  switch (part) {
    case 'properties':
      return <PropertiesPart connectionId={connectionId} device={device} />;
    case 'event':
      return <EventPart connectionId={connectionId} device={device} />;
    case 'calls':
      return <CallsPart connectionId={connectionId} productKey={productKey} />;
    case 'time':
      return <TimePart connectionId={connectionId} />;
    case 'shadow':
      return <ShadowPart connectionId={connectionId} device={device} />;
    case 'model':
      return <ModelPart key={productKey} connectionId={connectionId} productKey={productKey} />;
  }
}
