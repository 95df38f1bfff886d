import { aboutText } from '../../../pieces/charts/plot/axisText.ts';

/** A number with a fraction or an exponent, after its sign. */
const FRACTION = /^([+−-]?)(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;
/** Longer numbers are rounded. */
const LONGEST = 8;
/** Characters for which each column has room. */
const SHORT = 7;

/** A long number is rounded for display. Its tooltip, a copied selection and screen readers have all digits. */
export function ShortNumber({ text }: { readonly text: string }) {
  const short = rounded(text);
  if (short === text) return <span title={text}>{text}</span>;
  return (
    <span title={text}>
      <span aria-hidden="true" className="select-none">
        {short}
      </span>
      <span className="sr-only">{text}</span>
    </span>
  );
}

/** To six digits; to fewer, but at least three, if the text is then short enough. */
export function rounded(text: string): string {
  const [, sign = '', digits = ''] = FRACTION.exec(text) ?? [];
  if (sign.length + digits.length <= LONGEST || !/[.eE]/.test(digits)) return text;
  const tried = [6, 5, 4, 3].map(
    (kept) => sign + aboutText(Number(Number(digits).toPrecision(kept))),
  );
  return tried.find((short) => short.length <= SHORT) ?? tried.at(-1) ?? text;
}
