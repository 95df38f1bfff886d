import { useEffect, useState } from 'react';
import { Menu, type MenuEntry, type MenuItem, type MenuPlace, submenu, texts, useText } from '#kit';
import type { PacketRow } from '../../../engine/window/window.ts';
import { PUBLISH } from '../../../mqtt/tables/typeNumbers.ts';
import { copyFilterLink } from '../../session/address/copyLink.ts';
import { toggleMark } from '../../session/captures/marks.ts';
import { savePacketPayload } from '../../session/captures/savePayload.ts';
import { askToSave } from '../../session/captures/saves.ts';
import { showBoard } from '../../session/charts/board.ts';
import { addToChart } from '../../session/charts/charting.ts';
import { askWindow } from '../../session/connection/askWindow.ts';
import { connectionById } from '../../session/connection/connections.ts';
import { select } from '../../session/connection/selection.ts';
import { breakAt, topicBreak } from '../../session/faults/breakAt.ts';
import { openExchangeOf } from '../../session/handshakes/actions.ts';
import { setBase } from '../../session/packet/compareWith.ts';
import type { OutlineNode } from '../../session/packet/outline.ts';
import { readable } from '../../session/packet/readable.ts';
import { type ShownDetail, shownDetail } from '../../session/packet/shownPacket.ts';
import { publishAgain } from '../../session/packet/topicSteps.ts';
import { showPacket } from '../../session/packets/actions.ts';
import { type Column, isKey } from '../../session/packets/columns.ts';
import { isReadOnly } from '../../session/readOnly.ts';
import { answerTo, fillAnswer } from '../../session/replies/actions.ts';
import { setLayout } from '../../session/view/layout.ts';
import { showPanel } from '../../session/view/tabView.ts';
import { columnItems, copyGroups } from '../copies/copyActions.ts';
import { fieldFilter } from '../copies/copyField.ts';
import { filterLines, rowExpressions } from '../copies/filterLines.ts';
import { canShowBothEnds, showBothEnds } from './showBothEnds.ts';

export interface PacketMenuAt {
  readonly row: PacketRow;
  /** Column of the cell under the pointer. */
  readonly column?: Column | undefined;
  readonly place: MenuPlace;
}

interface PacketMenuProps extends PacketMenuAt {
  readonly connectionId: string;
  readonly onClose: () => void;
}

/** Actions on a packet, which need not be selected: in the list, and in its detail. */
export function PacketMenu(props: PacketMenuProps) {
  const { connectionId, column, place, onClose } = props;
  const t = useText().filtering.cell;
  // The detail may go on to another packet while its menu is open.
  const [row] = useState(props.row);
  const shown = useShown(connectionId, row.number);
  if (shown === undefined) return null;
  const label = t.menu(row.number);
  const items = [
    ...actionsOf(connectionId, row, shown),
    ...submenusOf(connectionId, row, column, shown),
  ];
  return <Menu label={label} groups={[{ label, items }]} place={place} onClose={onClose} />;
}

/** undefined: not known yet. null: the packet is no longer available. */
function useShown(connectionId: string, packet: number): ShownDetail | null | undefined {
  const [shown, setShown] = useState<ShownDetail | null | undefined>(() => {
    const inDetail = shownDetail(connectionId);
    return inDetail?.detail.row.number === packet ? inDetail : undefined;
  });
  const isKnown = shown !== undefined;
  useEffect(() => {
    if (isKnown) return undefined;
    let isOver = false;
    void askWindow(connectionId, { packet }).then((reply) => {
      const detail = reply?.packet;
      if (isOver) return;
      setShown(
        detail
          ? {
              detail,
              readable: readable(detail, false),
              field: undefined,
              server: undefined,
              revealed: false,
              copies: () => [],
            }
          : null,
      );
    });
    return () => {
      isOver = true;
    };
  }, [connectionId, packet, isKnown]);
  return shown;
}

/** Most values that the menu offers to chart, to show as a column, and to filter by. */
const MOST_VALUES = 4;
const MOST_FILTERS = 12;

function valuesIn(nodes: readonly OutlineNode[]): readonly OutlineNode[] {
  return nodes.flatMap((node) =>
    node.member !== undefined && node.children.length === 0 ? [node] : valuesIn(node.children),
  );
}

function actionsOf(
  connectionId: string,
  row: PacketRow,
  shown: ShownDetail | null,
): readonly MenuEntry[] {
  const { breakpoints, detail, captures, bothEnds, publish, replies } = texts();
  const t = detail.rowMenu;
  const { topic, number } = row;
  const isMessage = row.packetType === PUBLISH && row.unframed !== true;
  const stops = isMessage ? topicBreak(connectionId, topic) : undefined;
  const isLive = connectionById(connectionId)?.state.kind !== 'file';
  const answer = isLive && shown !== null ? answerTo(shown.detail) : undefined;
  const comparisons: readonly MenuItem[] = [
    {
      id: 'compare-previous',
      label: t.comparePrevious,
      run: () => {
        setBase(connectionId, { packet: undefined });
        setLayout({ detailPart: 'payload' });
        showPacket(connectionId, number);
      },
    },
    {
      id: 'compare-with',
      label: t.compareWith,
      note: t.compareNote,
      run: () => {
        setBase(connectionId, { packet: number });
        setLayout({ detailPart: 'payload' });
      },
    },
  ];
  const items: readonly (MenuEntry | false)[] = [
    row.exchange !== undefined && {
      id: 'open-exchange',
      label: t.openExchange,
      keys: 'X',
      run: () => openExchangeOf(connectionId, number),
    },
    topic !== undefined && {
      id: 'open-topic',
      label: t.openTopic,
      run: () => {
        select(connectionId, { packet: number, topic });
        showPanel(connectionId, 'topic');
      },
    },
    isMessage && {
      id: 'publish-again',
      label: detail.again.action,
      keys: 'E',
      ...(isReadOnly(connectionId) && { disabled: publish.readOnly }),
      run: () => void publishAgain(connectionId, number),
    },
    answer !== undefined && {
      id: 'reply',
      label: replies.answer,
      ...(isReadOnly(connectionId) && { disabled: publish.readOnly }),
      run: () => fillAnswer(connectionId, answer),
    },
    ...(isMessage ? submenu('compare', t.compare, [{ label: t.compare, items: comparisons }]) : []),
    {
      id: 'mark',
      label: captures.marks.mark,
      keys: 'M',
      run: () => toggleMark(connectionId, number),
    },
    stops !== undefined && {
      id: 'break',
      label: breakpoints.breakHere,
      keys: 'B',
      run: () => void breakAt(connectionId, stops),
    },
    canShowBothEnds(connectionId, row) && {
      id: 'both-ends',
      label: bothEnds.show,
      run: () => showBothEnds(connectionId, row),
    },
  ];
  return items.filter((item) => item !== false);
}

function submenusOf(
  connectionId: string,
  row: PacketRow,
  column: Column | undefined,
  shown: ShownDetail | null,
): readonly MenuEntry[] {
  const { captureFiles, copies, detail, filtering } = texts();
  const t = detail.rowMenu;
  const { topic } = row;
  const nodes = shown?.readable.nodes ?? [];
  const values = valuesIn(nodes);
  const link: MenuItem = {
    id: 'copy-link',
    label: filtering.copyLink,
    run: () => void copyFilterLink(connectionId),
  };
  const packetCopies = shown === null ? [] : copyGroups(connectionId, shown);
  const hasLink = connectionById(connectionId)?.settings !== undefined;
  const saves: readonly (MenuItem | false)[] = [
    shown?.detail.payload !== undefined && {
      id: 'save-payload',
      label: captureFiles.savePayload,
      run: () => savePacketPayload(shown),
    },
    topic !== undefined && {
      id: 'export-topic',
      label: captureFiles.saveDialog.exportTopic,
      run: () => askToSave(connectionId, topic),
    },
  ];
  const filters = expressionsOf(connectionId, row, column, shown);
  return [
    ...submenu('values', t.values, [
      { label: t.values, items: chartItems(connectionId, topic, nodes) },
      { label: t.columns, items: values.slice(0, MOST_VALUES).flatMap(columnItems) },
    ]),
    ...submenu('copy', copies.menu, [
      ...packetCopies.slice(0, -1),
      {
        label: packetCopies.at(-1)?.label ?? copies.menu,
        items: [...(packetCopies.at(-1)?.items ?? []), ...(hasLink ? [link] : [])],
      },
    ]),
    ...submenu('save', captureFiles.saveDialog.save, [
      { label: captureFiles.saveDialog.save, items: saves.filter((item) => item !== false) },
    ]),
    ...submenu('filter', t.filter, [
      { label: t.filter, items: filterLines(connectionId, filters) },
    ]),
  ];
}

/** That of the selected field or the cell under the pointer is the first. */
function expressionsOf(
  connectionId: string,
  row: PacketRow,
  column: Column | undefined,
  shown: ShownDetail | null,
): readonly string[] {
  const isOfPayload = column === 'payload' || (column !== undefined && isKey(column));
  const nodes = shown?.readable.nodes ?? [];
  const fields = [
    ...(shown?.field ? [shown.field] : []),
    ...valuesIn(nodes).slice(0, MOST_VALUES),
  ].flatMap((node) => fieldFilter(nodes, node.key) ?? []);
  const cells = rowExpressions(connectionId, row, column);
  const isCellFirst = column !== undefined && !isOfPayload;
  const all = isCellFirst ? [...cells, ...fields] : [...fields, ...cells];
  return [...new Set(all)].slice(0, MOST_FILTERS);
}

function chartItems(
  connectionId: string,
  topic: string | undefined,
  nodes: readonly OutlineNode[],
): readonly MenuItem[] {
  if (topic === undefined) return [];
  return numbersIn(nodes)
    .slice(0, MOST_VALUES)
    .map(({ path, name }) => ({
      id: `chart ${name}`,
      label: texts().charts.chartOf(name),
      run: () => {
        if (addToChart(connectionId, topic, path)) showBoard(connectionId);
      },
    }));
}

interface ChartableValue {
  readonly path: readonly (string | number)[];
  readonly name: string;
}

function numbersIn(nodes: readonly OutlineNode[]): readonly ChartableValue[] {
  return nodes.flatMap(({ member, tone, label, children, secret }) => {
    const own =
      member !== undefined && tone === 'number' && !secret
        ? [{ path: member.tree.path(member.row), name: label }]
        : [];
    return [...own, ...numbersIn(children)];
  });
}
