import { Tag, useText } from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import type { PartName } from '../../../engine/devices/device.ts';
import type { PartRow } from '../../../engine/devices/deviceRows.ts';
import { setDevicesPlace } from './place.ts';

interface TemplateOfProps {
  readonly connectionId: string;
  readonly convention: string;
  readonly part: PartRow;
}

/** Shown instead of a value: definition or instance, with a link to the other. */
export function TemplateOf({ connectionId, convention, part }: TemplateOfProps) {
  const t = useText().devices;
  const { template, definedBy, isDefined, madeAfter } = part;
  const toPart = (name: PartName, text: string) => (
    <Link
      text={text}
      onChoose={() =>
        setDevicesPlace(connectionId, {
          chosen: { convention, id: name.device },
          part: name.part,
        })
      }
    />
  );
  const more = madeAfter === undefined ? 0 : madeAfter.count - madeAfter.some.length;
  return (
    <span className="flex min-w-0 items-center gap-1.5 font-sans">
      <Tag>{template?.isDefinition === true ? t.template.definition : t.template.instance}</Tag>
      {part.isStale === true && <Tag tone="warn">{t.stale}</Tag>}
      {definedBy !== undefined && (
        <>
          <span className="text-fg-2">{t.template.of}</span>
          {isDefined === true ? (
            toPart(definedBy, definedBy.part)
          ) : (
            <bdi
              className="truncate font-mono"
              title={t.template.unseen(visibleText(definedBy.part))}
            >
              {visibleText(definedBy.part)} <span className="text-warn">?</span>
            </bdi>
          )}
        </>
      )}
      {madeAfter !== undefined && (
        <>
          <span className="whitespace-nowrap text-fg-2">
            {madeAfter.count === 0 ? t.template.unused : t.template.usedBy}
          </span>
          {madeAfter.some.map((name) => (
            <span key={`${name.device} ${name.part}`} className="contents">
              {toPart(name, nameOf(name))}
            </span>
          ))}
          {more > 0 && <span className="whitespace-nowrap text-fg-2">{t.more(more)}</span>}
        </>
      )}
      {template?.version !== undefined && (
        <span className="truncate text-fg-2">
          {t.template.version(visibleText(template.version))}
        </span>
      )}
    </span>
  );
}

/** Last name of a nested part. */
const nameOf = ({ part }: PartName): string => part.split('\n').at(-1) ?? part;

function Link({ text, onChoose }: { text: string; onChoose: () => void }) {
  return (
    <button
      type="button"
      className="row-link min-w-0 truncate font-mono"
      title={visibleText(text)}
      onClick={(event) => {
        // The press must not select the row around the link.
        event.stopPropagation();
        onChoose();
      }}
    >
      <bdi>{visibleText(text)}</bdi>
    </button>
  );
}
