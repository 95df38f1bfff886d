import { visibleText } from '../../../../base/visibleText.ts';
import { parseJson } from '../../../../payload/json/parseJson.ts';
import { jsonPieces, TONE_LOOKS } from '../../../pieces/bytes/highlight.ts';

/** Characters that are drawn. */
const LONGEST = 60_000;

/** Formatted JSON, or the unchanged text if it is not JSON. */
function laidOut(text: string): string {
  const value = parseJson(text);
  return value === undefined ? text : JSON.stringify(value, undefined, 2);
}

/** Formatted and coloured JSON. `label`: accessible name of the box, which scrolls. */
export function JsonText({ text, label }: { text: string; label: string }) {
  const shown = laidOut(text);
  return (
    <div
      role="group"
      aria-label={label}
      tabIndex={0}
      className="max-h-80 overflow-auto rounded-md border border-line bg-well px-2 py-1 font-mono leading-5 whitespace-pre"
    >
      <JsonPieces text={shown.slice(0, LONGEST)} />
      {shown.length > LONGEST && '…'}
    </div>
  );
}

/** On a single line. */
export function JsonPieces({ text }: { text: string }) {
  return (
    <>
      {jsonPieces(text).map((piece, at) => (
        // Pieces have no identity but their place.
        <span key={at} className={TONE_LOOKS[piece.tone]}>
          {piece.text.split('\n').map((line, number) => (
            <bdi key={number}>
              {number > 0 && '\n'}
              {visibleText(line)}
            </bdi>
          ))}
        </span>
      ))}
    </>
  );
}
