import { useState } from 'react';
import { isObject } from '../../alibaba/alink/checkValue.ts';
import { shownName } from '../broker/shownName.ts';
import { Button } from '../kit/Button.tsx';
import { useText } from '../text/useText.ts';
import type { SectionProps } from './DeviceDetail.tsx';
import { Block } from './Facts.tsx';
import { JsonField } from './JsonField.tsx';
import { JsonText } from './JsonText.tsx';
import { order } from './orders.ts';
import { parseObject } from './valueDraft.ts';

/** The device's shadow document, and what it shall become. */
export function ShadowSection({ connectionId, device, detail }: SectionProps) {
  const t = useText().platform.shadow;
  const { shadow } = detail;
  const [typed, setTyped] = useState<string>();
  const [isTried, setTried] = useState(false);
  const text = typed ?? desiredOf(shadow);
  const set = async (): Promise<void> => {
    setTried(true);
    if (!parseObject(text).ok) return;
    const { productKey, deviceName } = device;
    const isDone = await order(
      connectionId,
      { kind: 'set-desired', productKey, deviceName, desired: text },
      t.done(shownName(deviceName)),
    );
    if (isDone) {
      setTyped(undefined);
      setTried(false);
    }
  };
  const version = versionOf(shadow);
  return (
    <>
      <Block
        title={
          <>
            {t.document}{' '}
            {version !== undefined && <span className="font-normal">{t.version(version)}</span>}
          </>
        }
      >
        {shadow === undefined ? (
          <p className="text-fg-2">
            {t.none}. {t.noneText}
          </p>
        ) : (
          <JsonText label={t.document} text={shadow} />
        )}
      </Block>
      <form
        className="flex flex-col gap-2 p-3"
        aria-label={t.set}
        onSubmit={(event) => {
          event.preventDefault();
          void set();
        }}
      >
        <JsonField
          label={t.desired}
          hint={t.desiredHint}
          value={text}
          isTried={isTried}
          onChange={setTyped}
        />
        <span>
          <Button look="primary" type="submit">
            {t.set}
          </Button>
        </span>
      </form>
    </>
  );
}

function documentOf(shadow: string | undefined): Readonly<Record<string, unknown>> | undefined {
  const parsed = shadow === undefined ? undefined : parseObject(shadow);
  return parsed?.ok === true ? parsed.value : undefined;
}

function versionOf(shadow: string | undefined): number | undefined {
  const version = documentOf(shadow)?.['version'];
  return typeof version === 'number' ? version : undefined;
}

/** What is desired now, to go on from. */
function desiredOf(shadow: string | undefined): string {
  const state = documentOf(shadow)?.['state'];
  const desired = isObject(state) ? state['desired'] : undefined;
  return isObject(desired) ? JSON.stringify(desired, undefined, 2) : '{\n  \n}';
}
