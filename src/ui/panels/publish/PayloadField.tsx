import { AlignLeft, Check, FileDigit, TriangleAlert, X } from 'lucide-react';
import { type RefObject, useId, useMemo, useRef } from 'react';
import { classes, descriptionId, FileInput, IconButton, useFirstText } from '#kit';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { prettyJson } from '../../../payload/json/jsonText.ts';
import { jsonPieces, type Piece, TONE_LOOKS, type Tone } from '../../pieces/bytes/highlight.ts';
import { isTemplate, isTooLarge, sizeOf } from '../../session/publish/form.ts';
import { changeForm, takeFile, takeText } from '../../session/publish/forms.ts';
import type { LargePayload, PublishForm } from '../../session/publish/publishForm.ts';
import { judgeJson, payloadOf, typedIn } from '../../session/publish/typedPayload.ts';
import { shownName } from '../../session/shownName.ts';

interface PayloadFieldProps {
  readonly connectionId: string;
  readonly form: PublishForm;
  readonly error: string | undefined;
  readonly warnings: readonly string[];
  /** In which it is typed. */
  readonly box: RefObject<HTMLTextAreaElement | null>;
}

/** Longest text in characters with coloured JSON and line numbers, because each key lays out the whole text twice. */
const COLOURED = 16_000;

const TONES: Readonly<Record<Tone, string>> = { ...TONE_LOOKS, plain: '' };

/** Input box for the payload, or a description if it is too long. Both accept dropped files. */
export function PayloadField(props: PayloadFieldProps) {
  const { connectionId, form } = props;
  const take = ([file]: Iterable<File>): void => {
    if (file !== undefined) void takeFile(connectionId, file);
  };
  return (
    // Dropping is only for the pointer; the button beside it is for everyone.
    <div
      data-drop="payload"
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes('Files')) event.preventDefault();
      }}
      onDrop={(event) => {
        if (event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        take(event.dataTransfer.files);
      }}
    >
      {form.large === undefined ? (
        <TextPayload {...props} onFiles={take} />
      ) : (
        <Large connectionId={connectionId} large={form.large} />
      )}
    </div>
  );
}

function Large({ connectionId, large }: { connectionId: string; large: LargePayload }) {
  const t = useFirstText().publish;
  return (
    <fieldset aria-label={t.payload}>
      <div aria-hidden="true" className="mb-1 text-xs text-fg-2">
        {t.payload}
      </div>
      <div className="flex items-center gap-2 rounded-md border border-ctl bg-well py-2 pr-1 pl-3">
        <FileDigit size={16} aria-hidden className="shrink-0 text-fg-3" />
        <div className="min-w-0 flex-1">
          <p className="truncate font-mono">
            <bdi>{large.name === '' ? t.pasted : shownName(large.name)}</bdi>
          </p>
          <p className="text-xs text-fg-2">
            {t.size(sizeOf(large.content))} · {t.largeHint}
          </p>
        </div>
        <IconButton
          small
          label={t.removePayload}
          onClick={() => changeForm(connectionId, { large: undefined })}
        >
          <X size={14} aria-hidden />
        </IconButton>
      </div>
    </fieldset>
  );
}

/** Pieces of each line. A wrapped line has one number. */
function linesOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const lines: Piece[][] = [[]];
  for (const { text, tone } of pieces)
    for (const [at, part] of text.split('\n').entries()) {
      if (at > 0) lines.push([]);
      if (part !== '') lines.at(-1)?.push({ text: part, tone });
    }
  return lines;
}

interface TextPayloadProps extends PayloadFieldProps {
  readonly onFiles: (files: readonly File[]) => void;
}

/** A text area with the size of the bytes. Unless the text is too long, the area lies over a coloured drawing of it. */
function TextPayload({ connectionId, form, error, warnings, box, onFiles }: TextPayloadProps) {
  const t = useFirstText().publish;
  const file = useRef<HTMLInputElement>(null);
  const onChange = (text: string) => takeText(connectionId, text);
  const id = useId();
  const { payload, format } = form;
  const isFilledIn = isTemplate(form);
  // The result of a template is shown below the box.
  const { bytes } = isFilledIn ? {} : payloadOf(payload, format, t.errors);
  const { of, json } = typedIn(format);
  const isText = of === 'text' && bytes !== undefined;
  const { isJson, note: doubt } = useMemo(
    () => (isText ? judgeJson(payload, format, t.errors) : { isJson: false }),
    [isText, payload, format, t],
  );
  const note = error ?? doubt ?? warnings[0];
  const isDrawn = payload.length <= COLOURED;
  const lines = isDrawn ? payload.split('\n').length : 1;
  // The same in the drawing and in the area over it. Line numbers precede the text.
  const wrapped = `pr-2 break-words whitespace-pre-wrap ${lines > 1 ? 'pl-9' : 'pl-2'}`;
  const pieces = useMemo(
    () =>
      isDrawn && (isJson || isFilledIn || json !== undefined)
        ? jsonPieces(payload)
        : [{ text: payload, tone: 'plain' as const }],
    [payload, isDrawn, isJson, isFilledIn, json],
  );
  return (
    <div>
      <div className="mb-1 text-xs text-fg-2">
        <label htmlFor={id}>{t.payload}</label>
      </div>
      <div
        className={classes(
          isDrawn ? 'max-h-80 overflow-auto' : 'h-80 overflow-hidden',
          'min-h-36 resize-y rounded-md border bg-well focus-within:border-accent focus-within:shadow-[0_0_0_1px_var(--accent)]',
          error === undefined ? 'border-ctl' : 'border-err',
        )}
      >
        <div
          className={classes('flex py-1 font-mono leading-5', isDrawn ? 'min-h-full' : 'h-full')}
        >
          <div className="relative grid min-h-33 min-w-0 flex-1 grid-cols-1">
            {isDrawn && (
              <pre
                aria-hidden="true"
                className={classes('pointer-events-none font-mono leading-5', wrapped)}
              >
                {linesOf(pieces).map((line, at) => (
                  // Lines and pieces of a text have no identity but their place.
                  <span key={at} className="relative block min-h-5">
                    {lines > 1 && (
                      <span className="absolute -left-9 w-7 pr-2 text-right text-xs/5 text-fg-3">
                        {at + 1}
                      </span>
                    )}
                    {line.map((piece, place) => (
                      <span key={place} className={TONES[piece.tone]}>
                        {piece.text}
                      </span>
                    ))}
                  </span>
                ))}
              </pre>
            )}
            <textarea
              ref={box}
              data-focus="publish-payload"
              id={id}
              value={payload}
              onChange={(event) => onChange(event.target.value)}
              onPaste={(event) => {
                const pasted = event.clipboardData.getData('text/plain');
                // A file or a picture. A paste that also has text is pasted as text.
                if (pasted === '' && event.clipboardData.files.length > 0) {
                  event.preventDefault();
                  onFiles([...event.clipboardData.files]);
                }
                if (!isTooLarge(pasted)) return;
                // The browser would lay it out in the box first.
                event.preventDefault();
                const { selectionStart: from, selectionEnd: to } = event.currentTarget;
                onChange(payload.slice(0, from) + pasted + payload.slice(to));
              }}
              rows={1}
              className={classes(
                'absolute inset-0 h-full w-full resize-none bg-transparent font-mono leading-5 caret-fg outline-none',
                // A long text has its own renderer and scrolls by itself, because a long line is also slow to
                // draw.
                isDrawn
                  ? `overflow-hidden text-transparent ${wrapped}`
                  : 'overflow-auto px-2 break-all whitespace-pre-wrap',
              )}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              aria-invalid={error !== undefined || undefined}
              aria-describedby={note === undefined ? undefined : descriptionId(id)}
            />
          </div>
        </div>
      </div>
      <div className="mt-1 flex items-center gap-1 text-xs whitespace-nowrap text-fg-2">
        {bytes !== undefined && t.size(bytes.length)}
        {isJson && (
          <>
            <span className="flex items-center gap-1 text-ok">
              · <Check size={12} aria-hidden /> {t.validJson}
            </span>
            <button
              type="button"
              title={t.prettify}
              className="ml-1 text-action"
              onClick={() => onChange(prettyJson(encodeUtf8(payload))?.text ?? payload)}
            >
              {/* The dock of a wide window is narrow. */}
              <AlignLeft size={14} aria-hidden className="max-md:hidden" />
              <span className="md:sr-only">{t.prettify}</span>
            </button>
          </>
        )}
        <button
          type="button"
          title={t.fromFileTitle}
          className="ml-auto text-action"
          onClick={() => file.current?.click()}
        >
          {t.fromFile}
        </button>
        <FileInput ref={file} label={t.fromFile} onFiles={onFiles} />
      </div>
      {note !== undefined && (
        <p
          id={descriptionId(id)}
          className={classes(
            'mt-1 flex gap-1 text-xs break-words',
            error === undefined ? 'text-warn' : 'text-err',
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
