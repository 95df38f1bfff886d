import { visibleText } from '../../../base/visibleText.ts';
import type { ReadingRow } from '../../../engine/outOfStep/readings.ts';
import { useText } from '../../kit/language/useText.ts';

const CELL = 'py-0.5 pr-4 text-left align-top font-normal';

/** Shows the packets that begin at each byte, by announced lengths and as they were sent. */
export function Readings({ rows }: { readonly rows: readonly ReadingRow[] }) {
  const { name, heads, packet } = useText().explain.stepReadings;
  return (
    <div className="overflow-x-auto">
      <table aria-label={name} className="my-1 border-collapse">
        <thead className="text-xs text-fg-2">
          <tr>
            <th className={CELL}>{heads.byte}</th>
            <th className={CELL}>{heads.announced}</th>
            <th className={CELL}>{heads.sent}</th>
          </tr>
        </thead>
        <tbody className="font-mono">
          {rows.map(({ byte, announced, sent }) => (
            <tr key={byte} className="border-t border-line">
              <th scope="row" className={CELL}>
                {byte}
              </th>
              <td className={CELL}>
                <bdi>{announced && visibleText(packet(announced))}</bdi>
              </td>
              <td className={CELL}>
                <bdi>{sent && visibleText(packet(sent))}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
