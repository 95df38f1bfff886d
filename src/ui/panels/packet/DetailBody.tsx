import { type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import {
  Boundary,
  DialogBoundary,
  focusTarget,
  Menu,
  type MenuPlace,
  NARROW,
  useMedia,
  useText,
  useWidth,
} from '#kit';
import type { FieldMeanings } from '../../../alibaba/alink/fieldMeanings.ts';
import type { PacketDetail } from '../../../engine/window/window.ts';
import { pictureIn } from '../../../payload/formats/drawing.ts';
import { isMissing } from '../../../payload/tree/format.ts';
import { BinaryPayload } from '../../pieces/bytes/BinaryPayload.tsx';
import { HexView } from '../../pieces/bytes/HexView.tsx';
import { dumpWidth } from '../../pieces/bytes/hexLines.ts';
import { PayloadPicture } from '../../pieces/bytes/PayloadPicture.tsx';
import { copyFieldValue, fieldGroups, possibleCopies } from '../../pieces/copies/copyActions.ts';
import { ReplySection } from '../../pieces/pairs/ReplySection.tsx';
import { useFieldMeanings } from '../../session/alink/useFieldMeanings.ts';
import { useSetAgainBy } from '../../session/bothEnds/useSetAgainBy.ts';
import { useReading } from '../../session/connection/payloads.ts';
import { type ByteSelection, select, useSelection } from '../../session/connection/selection.ts';
import { copyPacket } from '../../session/packet/copyPacket.ts';
import { deepestAt, litRanges, nodeAt } from '../../session/packet/links.ts';
import { type OutlineNode, problemsByNode } from '../../session/packet/outline.ts';
import type { Readable } from '../../session/packet/readable.ts';
import { type ShownDetail, setShownDetail } from '../../session/packet/shownPacket.ts';
import { useChosen } from '../../session/payloadRules/rules.ts';
import { BytesFooter } from './BytesFooter.tsx';
import { DeliverySection } from './DeliverySection.tsx';
import { DetailParts } from './DetailParts.tsx';
import { FoundProblems } from './FoundProblems.tsx';
import { changeWords } from './fields/changeWords.ts';
import { FieldTree } from './fields/FieldTree.tsx';
import { LayerChoice } from './fields/LayerChoice.tsx';
import { closedAtFirst, type FieldRow, payloadRows, visibleRows } from './fields/visible.ts';
import { listProblems } from './listedProblems.ts';
import { PayloadChart } from './PayloadChart.tsx';
import { PayloadPart } from './PayloadPart.tsx';
import { changesByStart, startOf } from './payloadChanges.ts';
import { TextPayload } from './TextPayload.tsx';
import { useCompared } from './useCompared.ts';
import { useServer } from './useServer.ts';
import { ValueNote } from './ValueNote.tsx';

const NO_PROBLEMS: NonNullable<PacketDetail['found']> = [];

interface DetailBodyProps {
  readonly connectionId: string;
  readonly detail: PacketDetail;
  readonly readable: Readable;
  /** Secrets are shown. */
  readonly revealed: boolean;
}

/** Width from which bytes have lines of sixteen. */
const WIDE_BYTES = 1280;

/** Place that had the focus in the body that is being replaced. */
let left: string | undefined;

/** Keeps the focus at the fields or bytes when the body of the next packet replaces this one. */
function useKeptFocus(): void {
  useLayoutEffect(() => {
    // The focus is at no element because its element was removed.
    if (left !== undefined && document.activeElement === document.body) focusTarget(left);
    left = undefined;
    return () => {
      const place = document.activeElement?.closest<HTMLElement>('[data-part=detail] [data-focus]');
      left = place?.dataset['focus'];
    };
  }, []);
}

/** Selection inside the packet: a field, or dragged bytes. */
interface Inside {
  readonly key: string | undefined;
  /** The byte that arrow keys move from. */
  readonly cursor: number | undefined;
  /** Layer of the payload, from 1. Undefined: the packet itself. */
  readonly layer: number | undefined;
}

export function DetailBody({ connectionId, detail: own, readable, revealed }: DetailBodyProps) {
  useKeptFocus();
  const detail = useCompared(connectionId, own);
  const { detail: t, copies: texts, explain: words } = useText();
  const { problems } = detail;
  const found = useSetAgainBy(connectionId, detail.found ?? NO_PROBLEMS);
  const listed = useMemo(() => listProblems({ problems, found }, words), [problems, found, words]);
  const { bytes, nodes, secrets, layers } = readable;
  const narrow = useMedia(NARROW);
  const meanings = usePayloadMeanings(detail, bytes);
  const picture = usePayloadPicture(connectionId, detail, bytes);
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(
    () => new Set(closedAtFirst(nodes)),
  );
  const [inside, setInside] = useState<Inside>({
    key: undefined,
    cursor: undefined,
    layer: undefined,
  });
  const selected = useSelection(connectionId).bytes;

  const [hovered, setHovered] = useState<string>();
  const [width, measure] = useWidth();

  const payload = useMemo(
    () => payloadRows(nodes, detail.payload, bytes),
    [nodes, detail.payload, bytes],
  );
  const rows = useMemo(() => visibleRows(nodes, collapsed), [nodes, collapsed]);
  const memberRows = useMemo(
    () => (payload === undefined ? [] : visibleRows(payload.shown, collapsed)),
    [payload, collapsed],
  );
  const changes = useMemo(() => changesByStart(detail.before?.changes), [detail.before]);
  const troubled = useMemo(() => problemsByNode(nodes, problems), [nodes, problems]);
  const lit = litRanges(nodes, inside.key);
  const field = inside.key === undefined ? undefined : nodeAt(nodes, inside.key);
  // If the layer no longer exists, the packet is shown.
  const layer = layers[(inside.layer ?? 0) - 1] === undefined ? undefined : inside.layer;
  const layerBytes = layer === undefined ? bytes : (layers[layer - 1]?.bytes ?? bytes);

  const chooseField = (node: OutlineNode, cursor?: number): void => {
    setInside({ key: node.key, cursor, layer: node.layer });
    setCollapsed((before) => withoutParents(before, node.key));
    select(connectionId, { bytes: rangeOf(node) });
  };
  const chooseByte = (offset: number): void => {
    const node = deepestAt(nodes, offset, layer);
    if (node !== undefined) chooseField(node, offset);
  };
  const chooseRange = (start: number, end: number): void => {
    setInside({ key: undefined, cursor: end, layer });
    const offset = Math.min(start, end);
    select(connectionId, { bytes: { offset, length: Math.abs(end - start) + 1 } });
  };
  const server = useServer(connectionId, detail.row.stream);
  const shown = useMemo(
    () => ({ detail, readable, field, server, revealed, copies: possibleCopies }),
    [detail, readable, field, server, revealed],
  );
  useEffect(() => setShownDetail(connectionId, shown), [connectionId, shown]);
  const [menu, setMenu] = useState<MenuPlace>();
  const closeMenu = useCallback(() => setMenu(undefined), []);

  const perLine = width >= WIDE_BYTES ? 16 : 8;

  const { http } = detail.row;
  const treeOf = (name: string, focus: string, shownRows: readonly FieldRow[]) => (
    <FieldTree
      name={name}
      {...(focus === 'payload' && {
        roomy: true,
        note: (node: OutlineNode) => (
          <ValueNote connectionId={connectionId} topic={detail.row.topic} node={node} />
        ),
        changeOf: (node: OutlineNode) => {
          const change = changes.get(startOf(node));
          return change && changeWords(node, change, t);
        },
      })}
      focus={focus}
      rows={shownRows}
      selected={inside.key}
      problems={troubled}
      meanings={meanings}
      bytes={narrow ? bytes : undefined}
      // Unpacked data has no bytes in the packet.
      sized={false}
      onSelect={chooseField}
      onExpand={(key, expanded) => setCollapsed((before) => withExpanded(before, key, expanded))}
      hovered={hovered}
      onHover={setHovered}
      onCopy={() => copyFieldValue(connectionId)}
      onMenu={setMenu}
      onLeave={() => focusTarget('packets')}
    />
  );
  const tree =
    nodes.length === 0 ? (
      <p className="p-3 text-fg-2">{http === undefined ? t.noFields : t.http}</p>
    ) : (
      treeOf(t.fields, 'fields', rows)
    );
  const start = detail.payload?.offset ?? 0;
  const inPayload = ({ offset, length }: ByteSelection) => ({ offset: offset - start, length });
  const members =
    payload?.text !== undefined ? (
      <TextPayload
        node={payload.text}
        text={bytes.subarray(start, start + payload.text.length)}
        change={changes.get(startOf(payload.text))}
      />
    ) : payload?.binary === undefined ? (
      treeOf(t.payload, 'payload', memberRows)
    ) : (
      <BinaryPayload
        payload={bytes.subarray(start, start + payload.binary.length)}
        selected={selected && selected.offset >= start ? inPayload(selected) : undefined}
        cursor={inside.cursor === undefined ? undefined : inside.cursor - start}
        onRange={(from, to) => chooseRange(start + from, start + to)}
      />
    );
  const withPicture = (above: ReactNode): ReactNode =>
    picture === undefined || isMissing(picture) ? (
      above
    ) : (
      <div className="flex h-full min-h-0 flex-col">
        <div className="min-h-0 flex-1">{above}</div>
        <div className="flex h-1/2 shrink-0 flex-col border-t border-line">
          <PayloadPicture {...picture} />
        </div>
      </div>
    );
  const hoveredNode = hovered === undefined ? undefined : nodeAt(nodes, hovered);
  const hexPane = (
    <section aria-label={t.bytes} className="flex h-full min-h-0 flex-col">
      {layers.length > 0 && (
        <LayerChoice
          layers={layers}
          layer={layer}
          onChoose={(to) => {
            setInside({ key: undefined, cursor: undefined, layer: to });
            select(connectionId, { bytes: undefined });
          }}
        />
      )}
      <HexView
        bytes={layerBytes}
        perLine={perLine}
        light={{
          own: field === undefined || field.layer === layer ? (field ?? selected) : undefined,
          around: lit.around,
          hover: hoveredNode?.layer === layer ? hoveredNode : undefined,
          cursor: inside.cursor,
          secrets: layer === undefined ? secrets : [],
        }}
        onHover={(offset) =>
          setHovered(offset === undefined ? undefined : deepestAt(nodes, offset, layer)?.key)
        }
        onLeave={() => focusTarget('packets')}
        onByte={chooseByte}
        onRange={chooseRange}
      />
      <BytesFooter
        selected={selected}
        field={field}
        onCopy={() => void copyPacket(detail, revealed)}
      />
    </section>
  );
  const packet = detail.row.number;
  const fieldsPane = (
    <Boundary part="fields" name={t.fields} of={packet}>
      {withPicture(tree)}
    </Boundary>
  );
  const bytesPane = (
    <Boundary part="bytes" name={t.bytes} of={packet}>
      {hexPane}
    </Boundary>
  );
  return (
    <div ref={measure} className="flex min-h-0 flex-1 flex-col max-md:overflow-y-auto">
      {menu !== undefined && (
        <DialogBoundary part="menu of field" name={texts.menu} onClose={closeMenu}>
          <FieldMenu connectionId={connectionId} shown={shown} place={menu} onClose={closeMenu} />
        </DialogBoundary>
      )}
      <div className="max-h-1/2 shrink-0 overflow-y-auto">
        <Boundary part="problems" of={packet}>
          <FoundProblems
            connectionId={connectionId}
            problems={listed}
            hasProblem={own.row.hasProblem}
            version={detail.version ?? 4}
          />
        </Boundary>
      </div>
      <DetailParts
        connectionId={connectionId}
        detail={detail}
        width={width}
        bytesWidth={dumpWidth(bytes.length, perLine)}
        says={
          field === undefined
            ? t.size(bytes.length)
            : t.partOf(field.label, field.length, bytes.length)
        }
        payload={
          detail.payload === undefined ? undefined : (
            <PayloadPart
              detail={detail}
              tree={withPicture(members)}
              chart={
                <PayloadChart
                  connectionId={connectionId}
                  detail={detail}
                  rows={memberRows}
                  selected={field}
                  isChanged={(node) => changes.has(startOf(node))}
                />
              }
            />
          )
        }
        above={
          <Boundary part="reply" of={packet}>
            <ReplySection connectionId={connectionId} detail={detail} />
          </Boundary>
        }
        fields={fieldsPane}
        delivery={
          detail.delivery === undefined ? undefined : (
            <Boundary part="delivery" of={packet}>
              <DeliverySection connectionId={connectionId} delivery={detail.delivery} />
            </Boundary>
          )
        }
        bytes={bytesPane}
      />
    </div>
  );
}

interface FieldMenuProps {
  readonly connectionId: string;
  readonly shown: ShownDetail;
  readonly place: MenuPlace;
  readonly onClose: () => void;
}

function FieldMenu({ connectionId, shown, place, onClose }: FieldMenuProps) {
  const { menu } = useText().copies;
  const groups = fieldGroups(connectionId, shown);
  return <Menu label={menu} groups={groups} place={place} onClose={onClose} />;
}

/** Meanings by the first byte of a member within the packet. */
function usePayloadMeanings({ row, payload }: PacketDetail, bytes: Uint8Array): FieldMeanings {
  const own = useMemo(
    () => payload && bytes.subarray(payload.offset, payload.offset + payload.length),
    [payload, bytes],
  );
  const meanings = useFieldMeanings(row.topic, own);
  const start = payload?.offset ?? 0;
  return useMemo(
    () => new Map(Array.from(meanings, ([offset, meaning]) => [start + offset, meaning])),
    [meanings, start],
  );
}

/** Secrets are overwritten in `bytes`, so a payload with one is no longer a picture. */
function usePayloadPicture(connectionId: string, detail: PacketDetail, bytes: Uint8Array) {
  const { row, payload } = detail;
  const chosen = useChosen(connectionId, row.topic, detail);
  return useReading(
    useCallback(
      () =>
        payload &&
        pictureIn(bytes.subarray(payload.offset, payload.offset + payload.length), { chosen }),
      [payload, bytes, chosen],
    ),
  );
}

function rangeOf({ offset, length, mask }: OutlineNode): ByteSelection {
  return mask === undefined ? { offset, length } : { offset, length, mask };
}

function withExpanded(
  collapsed: ReadonlySet<string>,
  key: string,
  expanded: boolean,
): ReadonlySet<string> {
  const next = new Set(collapsed);
  if (expanded) next.delete(key);
  else next.add(key);
  return next;
}

/** Opens the parents of a field that a selected byte leads to. */
function withoutParents(collapsed: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = [...collapsed].filter((closed) => !key.startsWith(`${closed}.`));
  return next.length === collapsed.size ? collapsed : new Set(next);
}
