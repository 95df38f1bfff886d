import { REGIONS } from '../../alibaba/regions.ts';
import { isTabAddress } from '../../profiles/tabAddress.ts';
import { page } from '../app/page.ts';
import { SecretField } from '../kit/SecretField.tsx';
import { Segments } from '../kit/Segments.tsx';
import { SelectField } from '../kit/SelectField.tsx';
import { TextField } from '../kit/TextField.tsx';
import { useText } from '../text/useText.ts';
import type { SignMethod } from './draft.ts';
import { Labelled, Pair, Section } from './Section.tsx';
import type { SectionProps } from './sectionProps.ts';
import { urlOf } from './settings.ts';

const METHODS: readonly SignMethod[] = ['hmacsha256', 'hmacsha1', 'hmacmd5'];

export function DeviceSection(props: SectionProps) {
  const { draft, change, faults } = props;
  const t = useText().editor;
  const region = REGIONS.find((one) => one.id === draft.regionId);
  return (
    <>
      <Section title={t.device}>
        <Pair>
          <TextField
            label={t.productKey}
            mono
            value={draft.productKey}
            onChange={(productKey) => change({ productKey })}
            error={faults.productKey}
          />
          <TextField
            label={t.deviceName}
            mono
            value={draft.deviceName}
            onChange={(deviceName) => change({ deviceName })}
            error={faults.deviceName}
          />
        </Pair>
        <div className="my-3">
          <SecretField
            label={t.deviceSecret}
            value={draft.deviceSecret}
            onChange={(deviceSecret) => change({ deviceSecret })}
            hint={t.secretHint}
            error={faults.deviceSecret}
          />
        </div>
        <Pair>
          <SelectField
            label={t.region}
            value={draft.regionId}
            options={REGIONS.map(({ id, name }) => ({ value: id, label: `${id} · ${name}` }))}
            onChange={(regionId) => change({ regionId })}
          />
          <TextField
            label={t.instance}
            mono
            value={draft.instanceId}
            onChange={(instanceId) => change({ instanceId })}
            hint={
              region?.publicInstance === false && draft.instanceId.trim() === ''
                ? t.instanceNeeded
                : t.instanceHint
            }
            error={faults.instanceId}
          />
        </Pair>
      </Section>
      <SignatureSection {...props} />
    </>
  );
}

function SignatureSection({ draft, change, faults }: SectionProps) {
  const t = useText().editor;
  const { url = '' } = urlOf(draft, page);
  const scheme = isTabAddress(url) ? undefined : url.split(':')[0] || undefined;
  const differs = scheme !== undefined && scheme !== (draft.secureMode === 2 ? 'wss' : 'ws');
  return (
    <Section title={t.signature}>
      <Pair>
        <Labelled label={t.signMethod}>
          <Segments
            label={t.signMethod}
            value={draft.signMethod}
            options={METHODS.map((method) => ({ value: method, label: method }))}
            onChange={(signMethod) => change({ signMethod })}
          />
        </Labelled>
        <Labelled label={t.secureMode} {...(differs ? { hint: t.secureModeDiffers(scheme) } : {})}>
          <Segments
            label={t.secureMode}
            value={draft.secureMode}
            options={[
              { value: 2, label: t.secureModes.two },
              { value: 3, label: t.secureModes.three },
            ]}
            onChange={(secureMode) => change({ secureMode })}
          />
        </Labelled>
        <Labelled label={t.timestamp}>
          <Segments
            label={t.timestamp}
            value={draft.timestampMode}
            options={[
              { value: 'now', label: t.timestamps.now },
              { value: 'none', label: t.timestamps.none },
              { value: 'fixed', label: t.timestamps.fixed },
            ]}
            onChange={(timestampMode) =>
              change({
                timestampMode,
                ...(timestampMode === 'fixed' && draft.timestamp === ''
                  ? { timestamp: String(Date.now()) }
                  : {}),
              })
            }
          />
        </Labelled>
        {draft.timestampMode === 'fixed' && (
          <TextField
            label={t.timestampValue}
            mono
            inputMode="numeric"
            value={draft.timestamp}
            onChange={(timestamp) => change({ timestamp })}
            error={faults.timestamp}
          />
        )}
      </Pair>
    </Section>
  );
}
