import { RefreshCw, TriangleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useId, useState } from 'react';
import type { FilledIn, TemplateSource } from '../../../connection/templates/templateSource.ts';
import { EXAMPLES } from '../../../payload/templates/names.ts';
import { visibleText } from '../../../payload/visibleText.ts';
import { IconButton } from '../../kit/IconButton.tsx';
import { useText } from '../../kit/language/useText.ts';
import { Switch } from '../../kit/Switch.tsx';
import { asked } from '../../session/asked.ts';
import { fillFaultWords } from '../../session/publish/fillFaultWords.ts';
import { jsonFault, type PublishForm, typedIn } from '../../session/publish/form.ts';
import { changeForm } from '../../session/publish/forms.ts';
import { shownName } from '../../session/shownName.ts';

interface TemplatePartProps {
  readonly connectionId: string;
  readonly form: PublishForm;
}

/** Of a payload, in its preview. */
const SHOWN = 1000;
/** ms without a key until the example is made anew. */
const SETTLED = 150;

/**
 * What is done with `{{…}}`. Filling in is off until somebody chooses it: other languages have the same braces,
 * and what Publish sends is what was written.
 */
export function TemplatePart({ connectionId, form }: TemplatePartProps) {
  const t = useText().templates;
  const id = useId();
  const turn = (templates: boolean) => changeForm(connectionId, { templates });
  return (
    <div className="flex flex-col gap-1">
      <Switch
        label={t.fillIn}
        checked={form.templates}
        onChange={turn}
        describedBy={form.templates ? undefined : `${id}-off`}
      />
      {!form.templates && (
        <p id={`${id}-off`} className="text-xs text-fg-2">
          {t.isOff}
        </p>
      )}
      <Completions connectionId={connectionId} form={form} />
      {form.templates && <Preview connectionId={connectionId} form={form} />}
    </div>
  );
}

/** What could stand behind the last `{{` that has no end; choosing one turns filling in on. */
function Completions({ connectionId, form }: TemplatePartProps) {
  const t = useText().templates;
  const open = openAt(form.payload);
  if (open === undefined) return null;
  const examples = Object.values(EXAMPLES).filter((example) => example.startsWith(open.typed));
  if (examples.length === 0) return null;
  const insert = (example: string) => {
    const { payload } = form;
    const before = payload.slice(0, open.start);
    const after = payload.slice(open.end);
    changeForm(connectionId, { payload: `${before}{{${example}}}${after}`, templates: true });
    document.querySelector<HTMLElement>('[data-focus="publish-payload"]')?.focus();
  };
  return (
    <fieldset aria-label={t.insert} className="flex flex-wrap items-center gap-1 text-xs">
      {examples.map((example) => (
        <button
          key={example}
          type="button"
          aria-label={t.insertOne(example)}
          className="rounded-sm border border-ctl px-1.5 py-0.5 font-mono text-action"
          onClick={() => insert(example)}
        >
          {example}
        </button>
      ))}
    </fieldset>
  );
}

/** The first `{{` with a part of a name behind it, and no end. */
function openAt(text: string) {
  const match = /(?<!\{)\{\{ *([a-z]*)(?![a-z {])(?! *\}\})(?= *(?:$|[\n,"\]}]))/.exec(text);
  if (match === null) return undefined;
  const [whole, typed = ''] = match;
  return { start: match.index, end: match.index + whole.length, typed };
}

interface Example {
  readonly source: TemplateSource;
  readonly said: FilledIn;
}

function Preview({ connectionId, form }: TemplatePartProps) {
  const { templates: t, publish } = useText();
  const { topic, payload, format } = form;
  const [example, setExample] = useState<Example>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    let isOver = false;
    const source = { topic, payload, format };
    const timer = setTimeout(() => {
      void asked(connectionId, { kind: 'fill-in', template: source }, () =>
        setRound((before) => before + 1),
      ).then((answer) => {
        if (!isOver && answer !== undefined) setExample({ source, said: answer.said });
      });
    }, SETTLED);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [connectionId, topic, payload, format, round]);
  if (example === undefined) return null;
  const { said, source } = example;
  if (!said.ok) return <Fault>{fillFaultWords(said, source)}</Fault>;
  const isJson = typedIn(source.format).json === 'doubted' && said.payload.length > 0;
  const doubt = isJson ? jsonFault(said.payload, publish.faults) : undefined;
  const lines = said.text.slice(0, SHOWN).split('\n');
  return (
    <div className="text-xs">
      <div className="flex items-center justify-between text-fg-2">
        {t.next} · {publish.size(said.payload.length)}
        <IconButton small label={t.another} onClick={() => setRound(round + 1)}>
          <RefreshCw size={12} aria-hidden />
        </IconButton>
      </div>
      {source.topic.includes('{{') && (
        <p className="font-mono break-all">
          <bdi>{shownName(said.topic)}</bdi>
        </p>
      )}
      <output aria-label={t.next}>
        <pre className="max-h-40 overflow-auto rounded-md border border-line bg-well p-2 font-mono break-words whitespace-pre-wrap">
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
    <p role="status" className="flex gap-1 text-xs break-words text-err">
      <TriangleAlert size={12} aria-hidden className="mt-0.5 shrink-0" />
      {children}
    </p>
  );
}
