import { useState } from 'react';
import { Button, boxClasses, classes, INPUT_CLASSES, Popover, Switch, useText } from '#kit';
import {
  resetColumns,
  resizeColumn,
  showColumn,
  toggleKey,
} from '../../session/packets/columnChanges.ts';
import {
  ALL,
  type Column,
  columnsOf,
  fillerOf,
  keyColumn,
  keyName,
  useColumnChoice,
  WIDTHS,
  widthsOf,
} from '../../session/packets/columns.ts';
import { useLayout } from '../../session/view/layout.ts';

/** px, as long as the list itself was not measured here. */
const ROOM = 1000;

/** All columns with their widths: the keyboard alternative to dragging the edges. */
export function ColumnsForm({ onClose }: { onClose: () => void }) {
  const { packets: t, shell } = useText();
  const choice = useColumnChoice();
  const grid = document.querySelector('[data-focus=packets]');
  const room = grid?.clientWidth ?? ROOM;
  const isOfMany = grid?.querySelector('[data-column=client]') !== null;
  const isWire = useLayout(({ wire }) => wire);
  const columns = columnsOf('wide', isOfMany, room, choice, isWire);
  const widths = widthsOf(columns, room, choice);
  const isFiller = (column: Column) => column === fillerOf(columns);
  return (
    <Popover
      label={t.chooseColumns}
      onClose={onClose}
      className="top-full right-2 mt-1 max-h-[70vh] p-3"
    >
      <ul className="grid grid-cols-[auto_auto] items-center gap-x-4">
        {ALL.map((column) => (
          <li key={column} className="contents">
            {column === 'topic' ? (
              <span className="py-1 pl-9">{t.columns[column]}</span>
            ) : (
              <Switch
                label={t.columns[column]}
                checked={columns.includes(column)}
                onChange={(shown) => showColumn(column, shown)}
              />
            )}
            {columns.includes(column) && column !== 'payload' && !isFiller(column) ? (
              <WidthField
                label={shell.resize(t.columns[column])}
                width={widths.get(column) ?? WIDTHS[0]}
                onChange={(width) => resizeColumn(column, width)}
              />
            ) : (
              <span className="text-xs text-fg-2">{isFiller(column) ? t.columnFills : ''}</span>
            )}
          </li>
        ))}
        {choice.keys.map((path) => {
          const column = keyColumn(path);
          const name = keyName(column, choice);
          return (
            <li key={column} className="contents">
              <Switch label={name} checked onChange={() => toggleKey(path)} />
              <WidthField
                label={shell.resize(name)}
                width={widths.get(column) ?? WIDTHS[0]}
                onChange={(width) => resizeColumn(column, width)}
              />
            </li>
          );
        })}
      </ul>
      <Button className="mt-2" onClick={resetColumns}>
        {t.resetColumns}
      </Button>
    </Popover>
  );
}

interface WidthFieldProps {
  readonly label: string;
  /** px */
  readonly width: number;
  readonly onChange: (width: number) => void;
}

/** Text that is not yet a possible width, such as the first digit, is kept while the field has the focus. */
function WidthField({ label, width, onChange }: WidthFieldProps) {
  const [typed, setTyped] = useState<string>();
  return (
    <div className={classes(boxClasses(false), 'my-0.5 w-24')}>
      <input
        type="number"
        aria-label={label}
        min={WIDTHS[0]}
        max={WIDTHS[1]}
        step={8}
        value={typed ?? Math.round(width)}
        onChange={({ target }) => {
          setTyped(target.value);
          if (target.validity.rangeUnderflow || target.validity.rangeOverflow) return;
          if (!Number.isNaN(target.valueAsNumber)) onChange(target.valueAsNumber);
        }}
        onBlur={() => setTyped(undefined)}
        className={classes(INPUT_CLASSES, 'font-mono')}
      />
      <span className="text-xs text-fg-2">px</span>
    </div>
  );
}
