import { RefreshCw, TriangleAlert } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useId, useState } from 'react';
import { IconButton, Switch, useText } from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import type { FilledIn, TemplateSource } from '../../../connection/templates/templateSource.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { askWorker } from '../../session/connection/workerQuestions.ts';
import { fillErrorWords } from '../../session/publish/fillErrorWords.ts';
import { changeForm } from '../../session/publish/forms.ts';
import type { PublishForm } from '../../session/publish/publishForm.ts';
import { judgeJson } from '../../session/publish/typedPayload.ts';
import { shownName } from '../../session/shownName.ts';
import { TemplateOptions } from './templates/TemplateOptions.tsx';
import { useBoxCompletion } from './templates/useBoxCompletion.ts';

interface TemplatePartProps {
  readonly connectionId: string;
  readonly form: PublishForm;
  /** In which the payload is typed. */
  readonly box: RefObject<HTMLTextAreaElement | null>;
}

/** Preview length of a payload. */
const SHOWN = 1000;
/** Longest text in characters that is previewed in the line of the switch. */
const SHORT = 40;
/** ms without a key before the example is updated. */
const SETTLED = 150;

/**
 * Options for `{{…}}`. A text with placeholders of other languages leaves filling in off, and Publish sends it as
 * written.
 */
export function TemplatePart({ connectionId, form, box }: TemplatePartProps) {
  const t = useText().templates;
  const id = useId();
  const turn = (templates: boolean) => changeForm(connectionId, { templates });
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 *:min-w-0">
      <Completions connectionId={connectionId} box={box} />
      <Switch
        label={t.fillIn}
        checked={form.templates}
        onChange={turn}
        describedBy={form.templates ? undefined : `${id}-off`}
      />
      {!form.templates && (
        <p id={`${id}-off`} className="basis-full text-xs text-fg-2">
          {t.isOff}
        </p>
      )}
      {form.templates && <Preview connectionId={connectionId} form={form} />}
    </div>
  );
}

/**
 * Completions for `{{` in the box above, controlled by its keys. Choosing a completion turns filling in on.
 */
function Completions({ connectionId, box }: Omit<TemplatePartProps, 'form'>) {
  const list = useBoxCompletion(box, (payload) =>
    changeForm(connectionId, { payload, templates: true }),
  );
  return (
    <div className="relative basis-full empty:hidden">
      {list && <TemplateOptions list={list} box={box} />}
    </div>
  );
}

interface Example {
  readonly source: TemplateSource;
  readonly said: FilledIn;
}

function Preview({ connectionId, form }: Omit<TemplatePartProps, 'box'>) {
  const { templates: t, publish } = useText();
  const { topic, payload, format } = form;
  const [example, setExample] = useState<Example>();
  const [round, setRound] = useState(0);
  const newest = useConnection(connectionId, 'sent')?.sent[0]?.id;
  useEffect(() => {
    let isOver = false;
    const source = { topic, payload, format };
    const timer = setTimeout(() => {
      const again = () => setRound((before) => before + 1);
      void askWorker(connectionId, { kind: 'fill-in', template: source }, again).then((answer) => {
        if (!isOver && answer !== undefined) setExample({ source, said: answer.said });
      });
    }, SETTLED);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [connectionId, topic, payload, format, round, newest]);
  if (example === undefined) return null;
  const { said, source } = example;
  if (!said.ok) return <Fault>{fillErrorWords(said, source)}</Fault>;
  const { note: doubt } = judgeJson(said.text, source.format, publish.errors);
  const lines = said.text.slice(0, SHOWN).split('\n');
  const another = (
    <IconButton small label={t.another} onClick={() => setRound(round + 1)}>
      <RefreshCw size={12} aria-hidden />
    </IconButton>
  );
  if (
    lines.length === 1 &&
    said.text.length <= SHORT &&
    doubt === undefined &&
    !source.topic.includes('{{')
  )
    return (
      <div className="flex flex-1 items-center gap-1 text-xs">
        <output aria-label={t.next} title={t.next} className="min-w-0 flex-1 truncate font-mono">
          <bdi>{visibleText(said.text)}</bdi>
        </output>
        {another}
      </div>
    );
  return (
    <div className="basis-full text-xs">
      <div className="flex items-center justify-between text-fg-2">
        {t.next} · {publish.size(said.payload.length)}
        {another}
      </div>
      {source.topic.includes('{{') && (
        <p className="font-mono break-all">
          <bdi>{shownName(said.topic)}</bdi>
        </p>
      )}
      <output aria-label={t.next}>
        <pre
          tabIndex={0}
          role="group"
          aria-label={t.next}
          className="max-h-40 overflow-auto rounded-md border border-line bg-well p-2 font-mono break-words whitespace-pre-wrap"
        >
          <bdi>
            {lines.map(visibleText).join('\n')}
            {said.text.length > SHOWN && '…'}
          </bdi>
        </pre>
      </output>
      {doubt !== undefined && <Fault>{t.filledIn(doubt)}</Fault>}
    </div>
  );
}

function Fault({ children }: { readonly children: ReactNode }) {
  return (
    <p role="status" className="flex basis-full gap-1 text-xs break-words text-err">
      <TriangleAlert size={12} aria-hidden className="mt-0.5 shrink-0" />
      {children}
    </p>
  );
}
