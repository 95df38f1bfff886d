import { ChevronDown, ChevronRight } from 'lucide-react';
import { later, useFirstText } from '#kit';
import type { ProtocolVersion } from '../../../../mqtt/tables/packet.ts';
import { propertyCount } from '../../../session/publish/formProperties.ts';
import type { FieldsProps } from './PropertyFields.tsx';

const PropertyFields = later(async () => (await import('./PropertyFields.tsx')).PropertyFields);

interface PropertiesFormProps extends FieldsProps {
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly version: ProtocolVersion;
}

/** MQTT 5 properties of a message. */
export function PropertiesForm({ isOpen, onOpen, version, ...fields }: PropertiesFormProps) {
  const t = useFirstText().publish;
  const count = propertyCount(fields.form);
  if (version !== 5) {
    return count === 0 ? null : <p className="text-xs text-warn">{t.needs5}</p>;
  }
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <div>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => onOpen(!isOpen)}
        className="flex h-(--h-small) items-center gap-1 text-fg-2 hover:text-fg"
      >
        <Chevron size={12} aria-hidden />
        {t.properties}
        {count > 0 && (
          <span className="rounded-sm bg-raised px-1 font-mono text-xs/[14px] text-fg-2">
            {count}
          </span>
        )}
      </button>
      {isOpen && <PropertyFields {...fields} />}
    </div>
  );
}
