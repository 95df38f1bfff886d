import { isValidElement, type ReactNode, useRef } from 'react';
import { Boundary, classes, Splitter, type tabPanelProps, useFirstText } from '#kit';
import { LIMITS, setLayout, useLayout } from '../../session/view/layout.ts';

/** Width of a list with its detail next to it. */
const LIST_WIDTH = '22rem';

interface ListAndDetailProps {
  readonly list: ReactNode;
  /** Detail of the selected entry. Undefined if nothing is selected; the list then takes the full width. */
  readonly detail: ReactNode | undefined;
  /** Identifies the content of the detail if its element has no key. */
  readonly chosen?: unknown;
  readonly panel?: ReturnType<typeof tabPanelProps>;
  /** The detail takes the room of the list, which stays mounted. */
  readonly isAlone?: boolean;
  /** The detail is at the right of the list, because there is room. */
  readonly isBeside?: boolean;
  /** Width of the detail beside the list, which takes the rest. Without it, the list has a fixed width. */
  readonly detailWidth?: string;
}

/**
 * A list with the detail of its selection below. The boundary between them is the same in all views. The list
 * keeps its element in both layouts, so that it keeps the focus.
 */
export function ListAndDetail(props: ListAndDetailProps) {
  const { list, detail, chosen, panel, isBeside = false, detailWidth } = props;
  const isAlone = props.isAlone === true && detail !== undefined;
  const { shell: t, kit } = useFirstText();
  const { list: share } = useLayout();
  const box = useRef<HTMLDivElement>(null);
  const beside = detailWidth === undefined ? `0 0 ${LIST_WIDTH}` : '1 1 0';
  const listFlex = detail === undefined ? '1 1 0' : isBeside ? beside : `${share} 1 0`;
  const detailFlex = detailWidth === undefined ? '1 1 0' : `0 0 ${detailWidth}`;
  const below = isAlone ? '1 1 0' : `${1 - share} 1 0`;
  return (
    <div
      {...panel}
      ref={box}
      className={classes('flex h-full min-h-0 min-w-0 flex-1', !isBeside && 'flex-col')}
    >
      <div
        className={classes(
          'flex min-h-0 min-w-0 flex-col',
          isAlone && 'hidden',
          isBeside && detail !== undefined && 'border-r border-line',
        )}
        style={{ flex: listFlex }}
      >
        <Boundary part="list" name={kit.failed.list}>
          {list}
        </Boundary>
      </div>
      {detail !== undefined && (
        <>
          {!isBeside && !isAlone && (
            <Splitter
              label={t.resizeDetail}
              orientation="horizontal"
              value={share * 100}
              min={LIMITS.list[0] * 100}
              max={LIMITS.list[1] * 100}
              perPixel={() => 100 / (box.current?.clientHeight ?? 800)}
              step={5}
              onChange={(value) => setLayout({ list: value / 100 })}
            />
          )}
          <div
            className="flex min-h-0 min-w-0 flex-col"
            style={{ flex: isBeside ? detailFlex : below }}
          >
            <Boundary
              part="detail"
              name={kit.failed.detail}
              of={chosen ?? (isValidElement(detail) ? detail.key : undefined)}
            >
              {detail}
            </Boundary>
          </div>
        </>
      )}
    </div>
  );
}
