import { useText } from '#kit';
import { type Inspected, inspected } from '../../../payload/formats/numbers/inspected.ts';

interface DataInspectorProps {
  readonly bytes: Uint8Array;
  /** Position of the first byte of each value. */
  readonly at: number;
}

/** Numbers and times that begin at a byte, in both byte orders and both word orders. */
export function DataInspector({ bytes, at }: DataInspectorProps) {
  const t = useText().detail.inspector;
  return (
    <div
      role="group"
      aria-label={t.title}
      tabIndex={0}
      className="min-h-0 flex-1 overflow-y-auto border-t border-line px-3 py-1 focus-visible:-outline-offset-2"
    >
      <table className="w-full border-collapse text-xs/5">
        <thead className="text-left text-fg-2">
          <tr>
            <th scope="col" className="pr-3 font-normal whitespace-nowrap">
              {t.at(at)}
            </th>
            <th scope="col" className="pr-3 font-normal">
              {t.bigEndian}
            </th>
            <th scope="col" className="font-normal">
              {t.littleEndian}
            </th>
          </tr>
        </thead>
        <Values values={inspected(bytes, at)} />
        <tbody>
          <tr>
            <th scope="rowgroup" colSpan={3} className="pt-1 text-left font-normal text-fg-2">
              {t.swapped}
            </th>
          </tr>
        </tbody>
        <Values values={inspected(bytes, at, true)} />
      </table>
    </div>
  );
}

function Values({ values }: { readonly values: readonly Inspected[] }) {
  return (
    <tbody>
      {values.map(({ type, ...value }) => (
        <tr key={type} className="align-top hover:bg-hover">
          <th scope="row" className="pr-3 text-left font-mono font-normal text-fg-2">
            {type}
          </th>
          <td className="pr-3 font-mono break-all text-syn-num" colSpan={'little' in value ? 1 : 2}>
            {value.big ?? NONE}
          </td>
          {'little' in value && (
            <td className="font-mono break-all text-syn-num">{value.little ?? NONE}</td>
          )}
        </tr>
      ))}
    </tbody>
  );
}

/** Too few bytes follow. */
const NONE = '–';
