import { Plus, X } from 'lucide-react';
import { Button, IconButton, TextField, useText } from '#kit';
import type { NamedBroker } from '../../../session/broker/tapDraft.ts';

interface NamedBrokersProps {
  readonly rows: readonly NamedBroker[];
  readonly onChange: (rows: readonly NamedBroker[]) => void;
}

/** Additional brokers, each for devices that request its server name. */
export function NamedBrokers({ rows, onChange }: NamedBrokersProps) {
  const { deviceTaps: t } = useText();
  const put = (next: NamedBroker): void =>
    onChange(rows.map((one) => (one.row === next.row ? next : one)));
  return (
    <div className="flex flex-col gap-2">
      {rows.map((one, at) => (
        <div key={one.row} className="flex items-end gap-2 max-sm:flex-wrap">
          <TextField
            label={t.serverName(at + 1)}
            value={one.name}
            onChange={(name) => put({ ...one, name })}
            mono
            placeholder="*.plant.example"
            className="min-w-40 flex-1"
          />
          <TextField
            label={t.brokerFor(at + 1)}
            value={one.url}
            onChange={(url) => put({ ...one, url })}
            mono
            placeholder="mqtts://other.example:8883"
            className="min-w-40 flex-2"
          />
          <IconButton
            label={t.removeBroker(at + 1)}
            onClick={() => onChange(rows.filter(({ row }) => row !== one.row))}
          >
            <X size={14} aria-hidden />
          </IconButton>
        </div>
      ))}
      <div>
        <Button
          look="action"
          icon={<Plus size={14} aria-hidden />}
          onClick={() => {
            const row = Math.max(0, ...rows.map((one) => one.row)) + 1;
            onChange([...rows, { row, name: '', url: '' }]);
          }}
        >
          {t.addBroker}
        </Button>
      </div>
    </div>
  );
}
