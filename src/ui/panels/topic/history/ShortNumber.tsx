import { aboutText } from '../../../pieces/charts/plot/axisText.ts';

/** A number with a fraction or an exponent, after its sign. */
const FRACTION = /^([+−-]?)(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;
/** Longer numbers are rounded. */
const LONGEST = 8;

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

export function rounded(text: string): string {
  const [, sign = '', digits = ''] = FRACTION.exec(text) ?? [];
  if (digits.length <= LONGEST || !/[.eE]/.test(digits)) return text;
  return sign + aboutText(Number(digits));
}
