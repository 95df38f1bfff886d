import { datedTime, Tag, useText } from '#kit';
import { describeType } from '../../../../alibaba/alink/describeType.ts';
import type { ThingProperty } from '../../../../alibaba/alink/thingModel.ts';
import { visibleText } from '../../../../base/visibleText.ts';
import type { PropertyFacts } from '../../../../broker/platform/devices/commands.ts';
import { shownName } from '../../../session/shownName.ts';
import { useModel } from '../calls/useModel.ts';
import { JsonPieces } from '../parts/JsonText.tsx';
import { NoneYet } from '../parts/NoneYet.tsx';
import type { SectionProps } from '../parts/sectionProps.ts';

interface Line {
  readonly identifier: string;
  readonly property: ThingProperty | undefined;
  readonly reported: PropertyFacts | undefined;
}

/** Reported properties next to their definitions in the product's model. */
export function ValuesSection({ product, detail, origin, time }: SectionProps) {
  const t = useText().platform.properties;
  const model = useModel(product);
  const lines = linesOf(model?.properties ?? [], detail.properties);
  const hasModel = model !== undefined;
  const now = origin + time;
  if (lines.length === 0) return <NoneYet said={t} className="p-3" />;
  return (
    <>
      {product !== undefined && !hasModel && (
        <p className="border-b border-line px-3 py-1 text-xs text-fg-2">{t.noModel}</p>
      )}
      <table aria-label={t.grid} className="w-full">
        <thead className="text-left text-xs text-fg-2">
          <tr className="h-(--h-head) border-b border-line bg-bar">
            <th className="px-3 font-normal">{t.identifier}</th>
            <th className="px-1.5 font-normal">{t.value}</th>
            <th className="px-3 font-normal">{t.time}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <PropertyRow key={line.identifier} {...{ line, hasModel, now }} />
          ))}
        </tbody>
      </table>
    </>
  );
}

/** The model's in its order, then others as they were reported. */
function linesOf(
  properties: readonly ThingProperty[],
  reported: readonly PropertyFacts[],
): readonly Line[] {
  const byName = new Map(reported.map((one) => [one.identifier, one]));
  const known = new Set(properties.map(({ identifier }) => identifier));
  return [
    ...properties.map((property) => ({
      identifier: property.identifier,
      property,
      reported: byName.get(property.identifier),
    })),
    ...reported
      .filter(({ identifier }) => !known.has(identifier))
      .map((one) => ({ identifier: one.identifier, property: undefined, reported: one })),
  ];
}

interface PropertyRowProps {
  readonly line: Line;
  readonly hasModel: boolean;
  /** Wall-clock time, ms since 1970. */
  readonly now: number;
}

function PropertyRow({ line, hasModel, now }: PropertyRowProps) {
  const t = useText().platform.properties;
  const { identifier, property, reported } = line;
  return (
    <tr className="border-b border-line align-top leading-5">
      <th scope="row" className="max-w-56 px-3 py-1 text-left font-normal">
        <span className="flex flex-wrap items-center gap-x-2">
          <bdi className="font-mono break-all">{shownName(identifier)}</bdi>
          {property !== undefined && property.name !== identifier && (
            <span className="text-fg-2">{shownName(property.name)}</span>
          )}
          {hasModel && property === undefined && (
            <Tag tone="warn" title={t.unmodelledTitle}>
              {t.unmodelled}
            </Tag>
          )}
        </span>
        {property !== undefined && (
          <span className="block text-xs text-fg-2">
            {visibleText(describeType(property.type))}
            {property.access === 'r' && ` · ${t.readOnly}`}
          </span>
        )}
      </th>
      <td className="px-1.5 py-1 font-mono wrap-anywhere">
        {reported === undefined ? (
          <span className="font-sans text-fg-3">{t.notReported}</span>
        ) : (
          // A number keeps its digits on a line, however little room the others leave.
          <div className="min-w-16">
            <JsonPieces text={reported.value} />{' '}
            <NameOfValue property={property} value={reported.value} />
          </div>
        )}
      </td>
      <td className="px-3 py-1 font-mono whitespace-nowrap text-fg-2">
        {reported !== undefined && datedTime(reported.time, now)}
      </td>
    </tr>
  );
}

/** Name of an enum's number. */
function NameOfValue({ property, value }: { property: ThingProperty | undefined; value: string }) {
  const type = property?.type;
  const name =
    type?.type === 'enum' || type?.type === 'bool' ? type.names.get(Number(value)) : undefined;
  return name === undefined ? null : <span className="font-sans text-fg-2">{shownName(name)}</span>;
}
