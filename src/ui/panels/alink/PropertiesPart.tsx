import { Dices, Repeat, Send } from 'lucide-react';
import { useState } from 'react';
import { Button, boxClasses, INPUT_CLASSES, Switch, useText } from '#kit';
import { requestTopic } from '../../../alibaba/alink/alinkTopic.ts';
import { isObject } from '../../../alibaba/alink/checkValue.ts';
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import { ValuesForm } from '../../pieces/forms/ValuesForm.tsx';
import { writtenDraft } from '../../session/alink/draft.ts';
import { useModel } from '../../session/alink/models.ts';
import { changeForms, useAlinkForms } from './forms.ts';
import { NoModel } from './NoModel.tsx';
import { startPosting, stopPosting, usePosting } from './posting.ts';
import { SendNotes } from './SendNotes.tsx';
import { postProperties, regenerateProperties } from './send.ts';
import { useFirstDraft } from './useFirstDraft.ts';

/** The platform's limit of one post. */
const MOST = 200;

interface PartProps {
  readonly connectionId: string;
  readonly device: DeviceName;
}

/** Reports properties, once or repeatedly. */
export function PropertiesPart({ connectionId, device }: PartProps) {
  const t = useText().alink;
  const known = useModel(device.productKey)?.properties;
  const { properties, qos, regenerates } = useAlinkForms(connectionId);
  useFirstDraft(known, properties, (draft) => changeForms(connectionId, { properties: draft }));
  const written = writtenDraft(properties, known);
  const count = written.ok ? membersOf(written.json) : 0;
  return (
    <div className="flex flex-col gap-3 p-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button
          look="primary"
          icon={<Send size={14} aria-hidden />}
          disabled={!written.ok}
          onClick={() => postProperties(connectionId)}
        >
          {t.post}
        </Button>
        <Timer connectionId={connectionId} canPost={written.ok} />
        {known !== undefined && (
          <>
            <Switch
              label={t.regenerate}
              checked={regenerates}
              onChange={(on) => changeForms(connectionId, { regenerates: on })}
            />
            <Button
              icon={<Dices size={14} aria-hidden />}
              onClick={() => regenerateProperties(connectionId)}
            >
              {t.generate}
            </Button>
          </>
        )}
      </div>
      {written.ok && (
        <SendNotes
          connectionId={connectionId}
          topic={requestTopic(device, 'property-post')}
          json={written.json}
          qos={qos}
        >
          {count > MOST && t.tooMany(count)}
        </SendNotes>
      )}
      <ValuesForm
        label={t.params}
        known={known}
        draft={properties}
        onChange={(draft) => changeForms(connectionId, { properties: draft })}
        {...(known === undefined ? { hint: <NoModel connectionId={connectionId} /> } : {})}
      />
    </div>
  );
}

function membersOf(json: string): number {
  const value: unknown = JSON.parse(json);
  return isObject(value) ? Object.keys(value).length : 0;
}

/** undefined: no interval. Seconds. */
function readInterval(text: string): number | undefined {
  const seconds = Number(text.trim() === '' ? Number.NaN : text);
  return seconds >= 0.1 && seconds <= 86_400 ? seconds : undefined;
}

function Timer({ connectionId, canPost }: { connectionId: string; canPost: boolean }) {
  const t = useText().alink;
  const { every } = useAlinkForms(connectionId);
  const posting = usePosting(connectionId);
  const [tried, setTried] = useState(false);
  const seconds = readInterval(every);
  const start = () => {
    setTried(true);
    if (seconds !== undefined && canPost) startPosting(connectionId, seconds);
  };
  const isWrong = tried && seconds === undefined;
  return (
    <span className="inline-flex items-center gap-2">
      <Button
        icon={<Repeat size={14} aria-hidden />}
        pressed={posting !== undefined}
        disabled={!canPost && posting === undefined}
        // A second press stops the posts, unless the interval has changed.
        onClick={() =>
          posting !== undefined && posting.every === seconds ? stopPosting(connectionId) : start()
        }
      >
        {t.postEvery}
      </Button>
      <span className={`${boxClasses(isWrong)} w-20`}>
        <input
          type="text"
          inputMode="decimal"
          aria-label={t.interval}
          aria-invalid={isWrong || undefined}
          className={`${INPUT_CLASSES} text-right font-mono text-base`}
          value={every}
          onChange={(event) => changeForms(connectionId, { every: event.target.value })}
          onKeyDown={(event) => {
            if (event.key === 'Enter') start();
          }}
        />
        <span className="text-fg-2">{t.seconds}</span>
      </span>
      {isWrong && <span className="text-xs text-err">{t.intervalError}</span>}
    </span>
  );
}
