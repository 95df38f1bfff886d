import { Trash2 } from 'lucide-react';
import { visibleText } from '../../../../base/visibleText.ts';
import { Button } from '../../../kit/controls/Button.tsx';
import { IconButton } from '../../../kit/controls/IconButton.tsx';
import { TextField } from '../../../kit/controls/TextField.tsx';
import { useText } from '../../../kit/language/useText.ts';
import { useKeptText } from '../../../session/keptForms.ts';
import { shownName } from '../../../session/shownName.ts';
import { order } from '../calls/orders.ts';
import { NoneYet } from '../parts/NoneYet.tsx';
import type { SectionProps } from '../parts/sectionProps.ts';

const KEY = /^[A-Za-z_]\w{0,99}$/;

/** The device's tags, reported by it or set here. */
export function TagsSection({ connectionId, device, detail }: SectionProps) {
  const t = useText().platformEdit.tags;
  const { productKey, deviceName } = device;
  const form = `${productKey}/${deviceName}/tag`;
  const [key, setKey] = useKeptText(connectionId, form, '');
  const [value, setValue] = useKeptText(connectionId, `${form}/value`, '');
  const change = (name: string, to: string | null, done: string): Promise<boolean> => {
    const tags = JSON.stringify({ [name]: to });
    return order(connectionId, { kind: 'set-tags', productKey, deviceName, tags }, done);
  };
  const set = async (): Promise<void> => {
    if (!(await change(key, value, t.done(shownName(key))))) return;
    setKey('');
    setValue('');
  };
  return (
    <>
      <form
        aria-label={t.set}
        className="flex flex-wrap items-start gap-3 border-b border-line p-3"
        onSubmit={(event) => {
          event.preventDefault();
          void set();
        }}
      >
        <TextField
          mono
          className="min-w-32 flex-1"
          label={t.key}
          value={key}
          error={key === '' || KEY.test(key) ? undefined : t.keyFault}
          onChange={setKey}
        />
        <TextField className="min-w-32 flex-1" label={t.value} value={value} onChange={setValue} />
        <Button look="primary" type="submit" className="self-end" disabled={!KEY.test(key)}>
          {t.set}
        </Button>
      </form>
      {detail.tags.length === 0 ? (
        <NoneYet said={t} className="p-3" />
      ) : (
        <ul aria-label={t.grid}>
          {detail.tags.map((tag) => (
            <li
              key={tag.key}
              className="flex min-h-(--h-field) items-center gap-3 border-b border-line px-3"
            >
              <bdi className="font-mono">{shownName(tag.key)}</bdi>
              <bdi className="min-w-0 flex-1 break-all">{visibleText(tag.value)}</bdi>
              <IconButton
                small
                label={t.remove(shownName(tag.key))}
                onClick={() => void change(tag.key, null, t.removed(shownName(tag.key)))}
              >
                <Trash2 size={14} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
