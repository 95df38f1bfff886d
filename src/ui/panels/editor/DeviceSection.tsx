import { type ReactNode, useEffect } from 'react';
import {
  Button,
  focusIfAwaited,
  SecretField,
  Segments,
  SelectField,
  TextField,
  useText,
} from '#kit';
import { preAuthUrl } from '../../../alibaba/preAuth.ts';
import { REGIONS } from '../../../alibaba/regions.ts';
import { tripleIn } from '../../../alibaba/triple.ts';
import { isTabAddress } from '../../../profiles/settings/tabAddress.ts';
import { useCompanion } from '../../session/broker/companion.ts';
import { DEVICE_FOCUS } from '../../session/profiles/debuggerFocus.ts';
import type { SignMethod } from '../../session/profiles/draft.ts';
import { devicesAt, localPlatform } from '../../session/profiles/localPlatform.ts';
import { Remember } from './fields/Remember.tsx';
import { Labelled, Pair, Section } from './fields/Section.tsx';
import type { SectionProps } from './fields/sectionProps.ts';

const METHODS: readonly SignMethod[] = ['hmacsha256', 'hmacsha1', 'hmacmd5'];

/** The three that make a device. */
type Identity = 'productKey' | 'deviceName' | 'deviceSecret';

/** Characters of the longest of them. */
const LONGEST = 40;

interface DeviceProps extends SectionProps {
  readonly connectionId: string;
}

export function DeviceSection(props: DeviceProps) {
  const { draft, change, notes } = props;
  const { editor: t, signIn } = useText();
  const region = REGIONS.find((one) => one.id === draft.regionId);
  const identity = useIdentity(props);
  useEffect(() => focusIfAwaited(DEVICE_FOCUS), []);
  return (
    <>
      <Section title={t.device} aside={<PlatformChoice draft={draft} change={change} />}>
        <Pair>
          <TextField
            label={t.productKey}
            mono
            focusName={DEVICE_FOCUS}
            {...identity('productKey', t.productKey)}
          />
          <TextField label={t.deviceName} mono {...identity('deviceName', t.deviceName)} />
        </Pair>
        <div className="my-3">
          <SecretField label={t.deviceSecret} {...identity('deviceSecret', t.deviceSecret)} />
          <Remember connectionId={props.connectionId} draft={draft} />
        </div>
        <Pair>
          <SelectField
            label={t.region}
            value={draft.regionId}
            options={REGIONS.map((one) => ({
              value: one.id,
              label: `${one.id} · ${signIn.region(one)}`,
            }))}
            onChange={(regionId) => change({ regionId })}
            warnings={notes.regionId}
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
            error={props.errors.instanceId}
            warnings={notes.instanceId}
          />
        </Pair>
      </Section>
      <SignatureSection {...props} />
    </>
  );
}

/** The cloud, or the companion's own platform if there is one. */
function PlatformChoice({ draft, change }: Pick<SectionProps, 'draft' | 'change'>) {
  const { editor: t } = useText();
  const local = localPlatform(useCompanion());
  if (local === undefined) return null;
  return (
    <Segments
      label={t.platform}
      value={draft.url === local ? local : ''}
      options={[
        { value: local, label: t.localPlatform },
        { value: '', label: t.cloud },
      ]}
      onChange={(url) => change(devicesAt(url))}
    />
  );
}

interface IdentityField {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
  readonly warnings: readonly string[];
  readonly remedy: ReactNode;
}

/** Common parts of the three fields: errors, and surrounding blanks. */
function useIdentity({ draft, change, errors, notes }: SectionProps) {
  const { editor: t } = useText();
  return (field: Identity, name: string): IdentityField => {
    const blank = edgeBlank(draft[field]);
    return {
      value: draft[field],
      onChange: (value) => {
        // Longer than any single value: text copied from the console contains all three.
        const triple = value.length > LONGEST ? tripleIn(value) : undefined;
        if (triple === undefined) change({ [field]: value });
        else change({ ...triple, deviceSecret: triple.deviceSecret ?? draft.deviceSecret });
      },
      error: errors[field],
      warnings: [
        ...(blank === undefined ? [] : [t.edgeBlank(blank)]),
        ...((blank === undefined && notes[field]) || []),
      ],
      remedy: blank !== undefined && (
        <Button
          className="mt-1"
          label={t.removeBlanks(name)}
          onClick={() => change({ [field]: draft[field].trim() })}
        >
          {t.remove}
        </Button>
      ),
    };
  };
}

function SignatureSection({ draft, change, errors, notes }: SectionProps) {
  const { editor: t } = useText();
  const inTab = isTabAddress(draft.url.trim());
  return (
    <Section title={t.signature}>
      <div className="flex flex-wrap gap-x-6 gap-y-3">
        <Labelled label={t.signMethod}>
          {() => (
            <Segments
              label={t.signMethod}
              value={draft.signMethod}
              options={METHODS.map((method) => ({ value: method, label: method }))}
              onChange={(signMethod) => change({ signMethod })}
            />
          )}
        </Labelled>
        <Labelled label={t.secureMode} warnings={(inTab ? undefined : notes.secureMode) ?? []}>
          {(describedBy) => (
            <Segments
              label={t.secureMode}
              value={draft.secureMode}
              options={[
                { value: 2, label: t.secureModes.two },
                { value: 3, label: t.secureModes.three },
              ]}
              onChange={(secureMode) => change({ secureMode })}
              describedBy={describedBy}
            />
          )}
        </Labelled>
        <Labelled label={t.timestamp}>
          {() => (
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
          )}
        </Labelled>
        {draft.timestampMode === 'fixed' && (
          <div className="basis-full">
            <TextField
              label={t.timestampValue}
              mono
              inputMode="numeric"
              value={draft.timestamp}
              onChange={(timestamp) => change({ timestamp })}
              error={errors.timestamp}
              warnings={draft.timestamp === '' ? [] : notes.timestamp}
            />
          </div>
        )}
        <Labelled label={t.how} hint={draft.how === 'https' ? t.howHttps : t.howDirect}>
          {(describedBy) => (
            <Segments
              label={t.how}
              value={draft.how}
              options={[
                { value: 'direct', label: t.hows.direct },
                { value: 'https', label: t.hows.https },
              ]}
              onChange={(how) => change({ how })}
              describedBy={describedBy}
            />
          )}
        </Labelled>
        {draft.how === 'https' && (
          <div className="basis-full">
            <TextField
              label={t.authUrl}
              mono
              value={draft.authUrl}
              onChange={(authUrl) => change({ authUrl })}
              placeholder={inTab ? t.authUrlTab : preAuthUrl(draft.regionId)}
              hint={inTab ? t.authUrlTabHint : t.authUrlHint}
              error={errors.authUrl}
            />
          </div>
        )}
      </div>
    </Section>
  );
}

/** Place of the first character that is a blank at an edge, from 1; undefined: there is none. */
function edgeBlank(text: string): number | undefined {
  if (text.trim() === text) return undefined;
  return /^\s/.test(text) ? 1 : text.trimEnd().length + 1;
}
