import { Check, TriangleAlert } from 'lucide-react';
import { useId, useMemo } from 'react';
import { encodeUtf8 } from '../../../mqtt/utf8.ts';
import { prettyJson } from '../../../payload/jsonText.ts';
import { classes } from '../../kit/classes.ts';
import { descriptionId } from '../../kit/Field.tsx';
import { useSoonText } from '../../kit/language/soonText.ts';
import { jsonPieces, TONE_LOOKS, type Tone } from '../../pieces/highlight.ts';
import { jsonFault, type PublishForm, payloadOf, typedIn } from '../../session/publish/form.ts';

interface PayloadFieldProps {
  readonly form: PublishForm;
  readonly fault: string | undefined;
  readonly warnings: readonly string[];
  readonly onChange: (payload: string) => void;
}

/** Characters up to which JSON is coloured and lines are numbered. */
const COLOURED = 60_000;

const TONES: Readonly<Record<Tone, string>> = { ...TONE_LOOKS, plain: '' };

/** A text area over its own coloured drawing, with what the bytes come to. */
export function PayloadField({ form, fault, warnings, onChange }: PayloadFieldProps) {
  const t = useSoonText().publish;
  const id = useId();
  const { payload, format } = form;
  const { bytes } = payloadOf(payload, format, t.faults);
  const { of, json } = typedIn(format);
  const written = of === 'text' && bytes !== undefined ? encodeUtf8(payload) : undefined;
  const wrong = written !== undefined && written.length > 0 ? jsonFault(written, t.faults) : '';
  const isJson = wrong === undefined;
  const note = fault ?? (json !== undefined && wrong !== '' ? wrong : warnings[0]);
  const lines = payload.length <= COLOURED ? payload.split('\n').length : 1;
  const pieces = useMemo(
    () =>
      payload.length <= COLOURED && (isJson || json !== undefined)
        ? jsonPieces(payload)
        : [{ text: payload, tone: 'plain' as const }],
    [payload, isJson, json],
  );
  return (
    <div>
      <div className="mb-1 flex items-center gap-1 text-xs text-fg-2">
        <label htmlFor={id}>{t.payload}</label>
        <span className="ml-auto flex items-center gap-1">
          {bytes !== undefined && t.size(bytes.length)}
          {isJson && written !== undefined && (
            <>
              <span className="flex items-center gap-1 text-ok">
                · <Check size={12} aria-hidden /> {t.validJson}
              </span>
              <button
                type="button"
                className="ml-1 text-accent hover:underline"
                onClick={() => onChange(prettyJson(written)?.text ?? payload)}
              >
                {t.prettify}
              </button>
            </>
          )}
        </span>
      </div>
      <div
        className={classes(
          'max-h-80 min-h-36 resize-y overflow-auto rounded-md border bg-well focus-within:border-accent focus-within:shadow-[0_0_0_1px_var(--accent)]',
          fault === undefined ? 'border-ctl' : 'border-err',
        )}
      >
        <div className="flex min-h-full min-w-fit py-1 font-mono leading-5">
          {lines > 1 && (
            <div aria-hidden="true" className="w-7 shrink-0 pr-2 text-right text-xs/5 text-fg-3">
              {Array.from({ length: lines }, (_, line) => (
                <div key={line}>{line + 1}</div>
              ))}
            </div>
          )}
          <div className="relative grid min-h-33 flex-1">
            <pre
              aria-hidden="true"
              className="pointer-events-none px-2 font-mono leading-5 whitespace-pre"
            >
              {pieces.map((piece, place) => (
                // The pieces of a text have no identity but their place.
                // oxlint-disable-next-line react/no-array-index-key
                <span key={place} className={TONES[piece.tone]}>
                  {piece.text}
                </span>
              ))}
              {'\n'}
            </pre>
            <textarea
              id={id}
              value={payload}
              onChange={(event) => onChange(event.target.value)}
              wrap="off"
              rows={1}
              className="absolute inset-0 h-full w-full resize-none overflow-hidden bg-transparent px-2 font-mono leading-5 whitespace-pre text-transparent caret-fg outline-none"
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              aria-invalid={fault !== undefined || undefined}
              aria-describedby={note === undefined ? undefined : descriptionId(id)}
            />
          </div>
        </div>
      </div>
      {note !== undefined && (
        <p
          id={descriptionId(id)}
          className={classes(
            'mt-1 flex gap-1 text-xs break-words',
            fault === undefined ? 'text-warn' : 'text-err',
          )}
        >
          <TriangleAlert size={12} aria-hidden className="mt-0.5 shrink-0" />
          {note}
        </p>
      )}
      {form.loadedAsHex && <p className="mt-1 text-xs text-fg-2">{t.loadedAsHex}</p>}
    </div>
  );
}
