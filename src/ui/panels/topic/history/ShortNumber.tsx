import { rounded } from '../../../pieces/charts/plot/axisText.ts';

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
