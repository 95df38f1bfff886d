import { Download, Eraser, Upload } from 'lucide-react';
import { Button, TextField, useText } from '#kit';
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import { visibleText } from '../../../base/visibleText.ts';
import { JsonField } from '../../pieces/forms/JsonField.tsx';
import { EMPTY_DRAFT, writtenDraft } from '../../session/alink/draft.ts';
import { useModel } from '../../session/alink/models.ts';
import { codeWords, jsonText } from '../../session/alink/words.ts';
import { useFromPlatform } from './calls.ts';
import { changeForms, useAlinkForms } from './forms.ts';
import { sendShadow } from './send.ts';
import type { ShadowNews } from './shadow.ts';

interface PartProps {
  readonly connectionId: string;
  readonly device: DeviceName;
}

/** Requests the device's shadow, and reports to it. */
export function ShadowPart({ connectionId, device }: PartProps) {
  const texts = useText();
  const t = texts.alink.shadow;
  const { reported, version: typed, properties } = useAlinkForms(connectionId);
  const known = useModel(device.productKey)?.properties;
  const { shadow, shadowVersion } = useFromPlatform(connectionId);
  const version = typed ?? String((shadowVersion ?? 0) + 1);
  const isVersion = /^(-1|\d{1,15})$/.test(version.trim());
  const state = writtenDraft({ ...EMPTY_DRAFT, json: reported }, undefined);
  const own = writtenDraft(properties, known);
  const update = () => {
    if (!state.ok || !isVersion) return;
    sendShadow(connectionId, { kind: 'update', reported: state.json, version: Number(version) });
    changeForms(connectionId, { version: undefined });
  };
  return (
    <div className="grid grid-cols-2 gap-4 p-3 max-md:grid-cols-1">
      <div className="flex min-w-0 flex-col gap-3">
        <div className="flex flex-wrap gap-2">
          <Button
            look="primary"
            icon={<Download size={14} aria-hidden />}
            onClick={() => sendShadow(connectionId, { kind: 'get' })}
          >
            {t.get}
          </Button>
          <Button
            icon={<Upload size={14} aria-hidden />}
            disabled={!state.ok || !isVersion}
            onClick={update}
          >
            {t.update}
          </Button>
          <Button
            look="danger"
            icon={<Eraser size={14} aria-hidden />}
            disabled={!isVersion}
            onClick={() => sendShadow(connectionId, { kind: 'delete', version: Number(version) })}
          >
            {t.delete}
          </Button>
        </div>
        <TextField
          className="w-56"
          label={t.version}
          mono
          value={version}
          onChange={(text) => changeForms(connectionId, { version: text })}
          error={isVersion ? undefined : t.versionFault}
          hint={t.versionHint}
        />
        <JsonField
          label={t.reported}
          value={reported}
          onChange={(text) => changeForms(connectionId, { reported: text })}
          error={jsonText(reported, state, texts)}
        />
        <span>
          <Button
            disabled={!own.ok}
            onClick={() => {
              if (own.ok) changeForms(connectionId, { reported: laidOut(own.json) });
            }}
          >
            {t.takeProperties}
          </Button>
        </span>
      </div>
      <section aria-label={t.answer} className="min-w-0">
        <h2 className="mb-1 text-xs text-fg-2">{t.answer}</h2>
        {shadow === undefined ? (
          <p className="text-fg-2">{t.none}</p>
        ) : (
          <News news={shadow} version={shadowVersion} />
        )}
      </section>
    </div>
  );
}

function laidOut(json: string): string {
  const value: unknown = JSON.parse(json);
  return JSON.stringify(value, undefined, 2);
}

function News({ news, version }: { news: ShadowNews; version: number | undefined }) {
  const { alink } = useText();
  const t = alink.shadow;
  const { method, status, errorCode, errorMessage, state } = news;
  const known = errorCode === undefined ? undefined : codeWords(Number(errorCode), 'shadow', alink);
  return (
    <>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <dt className="text-fg-2">{t.version}</dt>
        <dd className="font-mono font-semibold">{version ?? t.unknownVersion}</dd>
        <dt className="text-fg-2">{t.method[method]}</dt>
        <dd className={errorCode === undefined ? undefined : 'text-err'}>
          <bdi>{visibleText([status, errorCode, errorMessage].filter(Boolean).join(' · '))}</bdi>
          {known !== undefined && (
            <p className="text-fg-2">
              {known.meaning}
              <br />
              {known.remedy}
            </p>
          )}
        </dd>
      </dl>
      {state !== undefined && (
        <pre
          tabIndex={0}
          role="group"
          aria-label={t.answer}
          className="mt-2 max-h-60 overflow-auto rounded-md border border-line bg-well p-2 font-mono text-base"
        >
          {visibleText(state)}
        </pre>
      )}
    </>
  );
}
