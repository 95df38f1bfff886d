import { Plus, X } from 'lucide-react';
import { Button, IconButton, SecretField, TextField, useRowKeys, useText } from '#kit';

type Row = readonly [name: string, value: string];

interface HeaderRowsProps {
  readonly rows: readonly Row[];
  readonly onChange: (rows: readonly Row[]) => void;
}

/** Headers of the WebSocket request. Their values may be secrets. */
export function HeaderRows({ rows, onChange }: HeaderRowsProps) {
  const t = useText().line;
  const { keys, removed } = useRowKeys(rows.length);
  const put = (at: number, row: Row) => onChange(rows.with(at, row));
  return (
    <div>
      <h3 className="mb-2 text-xs text-fg-2">{t.headers}</h3>
      <div className="grid gap-2">
        {rows.map(([name, value], at) => (
          <div key={keys[at]} className="flex items-end gap-2">
            <TextField
              className="flex-1"
              label={t.headerName(at + 1)}
              mono
              value={name}
              onChange={(next) => put(at, [next, value])}
            />
            <div className="min-w-0 flex-1">
              <SecretField
                label={t.headerValue(at + 1)}
                value={value}
                onChange={(next) => put(at, [name, next])}
              />
            </div>
            <IconButton
              label={t.removeHeader(at + 1)}
              onClick={() => {
                removed(at);
                onChange(rows.toSpliced(at, 1));
              }}
            >
              <X size={14} aria-hidden />
            </IconButton>
          </div>
        ))}
        <div>
          <Button
            icon={<Plus size={14} aria-hidden />}
            onClick={() => onChange([...rows, ['', '']])}
          >
            {t.addHeader}
          </Button>
        </div>
      </div>
    </div>
  );
}
