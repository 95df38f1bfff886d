import { isObject } from '../../../../alibaba/alink/checkValue.ts';
import { Button } from '../../../kit/controls/Button.tsx';
import { useText } from '../../../kit/language/useText.ts';
import { JsonField } from '../../../pieces/forms/JsonField.tsx';
import { EMPTY_DRAFT, writtenDraft } from '../../../session/alink/draft.ts';
import { keptForms } from '../../../session/keptForms.ts';
import { shownName } from '../../../session/shownName.ts';
import { order } from '../calls/orders.ts';
import { Block } from '../parts/Facts.tsx';
import { JsonText } from '../parts/JsonText.tsx';
import { parsedJson } from '../parts/json.ts';
import { NoneYet } from '../parts/NoneYet.tsx';
import type { SectionProps } from '../parts/sectionProps.ts';

const useTyped = keptForms<string | undefined>();

/** The device's shadow document, and its desired state. */
export function ShadowSection({ connectionId, device, detail }: SectionProps) {
  const { alink, platform } = useText();
  const t = platform.shadow;
  const { shadow } = detail;
  const { productKey, deviceName } = device;
  const [typed, setTyped] = useTyped(connectionId, `${productKey}/${deviceName}/shadow`, undefined);
  const text = typed ?? desiredOf(shadow);
  const written = writtenDraft({ ...EMPTY_DRAFT, json: text }, undefined);
  const set = async (): Promise<void> => {
    if (!written.ok) return;
    const isDone = await order(
      connectionId,
      { kind: 'set-desired', productKey, deviceName, desired: written.json },
      t.done(shownName(deviceName)),
    );
    if (isDone) setTyped(undefined);
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
          <NoneYet said={t} />
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
          error={written.ok ? undefined : alink.faults[written.fault.key]}
          onChange={setTyped}
        />
        <span>
          <Button look="primary" type="submit" disabled={!written.ok}>
            {t.set}
          </Button>
        </span>
      </form>
    </>
  );
}

function memberOf(shadow: string | undefined, name: 'version' | 'state'): unknown {
  const document = shadow === undefined ? undefined : parsedJson(shadow);
  return isObject(document) ? document[name] : undefined;
}

function versionOf(shadow: string | undefined): number | undefined {
  const version = memberOf(shadow, 'version');
  return typeof version === 'number' ? version : undefined;
}

/** Current desired state as a starting point. */
function desiredOf(shadow: string | undefined): string {
  const state = memberOf(shadow, 'state');
  const desired = isObject(state) ? state['desired'] : undefined;
  return isObject(desired) ? JSON.stringify(desired, undefined, 2) : '{\n  \n}';
}
