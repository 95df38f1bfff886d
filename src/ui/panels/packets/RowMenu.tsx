import { useEffect, useState } from 'react';
import { Menu, type MenuGroup, type MenuItem, texts, useText } from '#kit';
import type { PacketRow } from '../../../engine/window/window.ts';
import { PUBLISH } from '../../../mqtt/tables/typeNumbers.ts';
import { canShowBothEnds, showBothEnds } from '../../pieces/BothEndsButton.tsx';
import { copyGroups, withColumns } from '../../pieces/copies/copyActions.ts';
import { fieldFilter } from '../../pieces/copies/copyField.ts';
import { type CellMenuAt, cellGroups, filterGroups } from '../../pieces/lists/CellMenu.tsx';
import { copyFilterLink } from '../../session/address/copyLink.ts';
import { toggleMark } from '../../session/captures/marks.ts';
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
import type { ShownDetail } from '../../session/packet/shownPacket.ts';
import { publishAgain } from '../../session/packet/topicSteps.ts';
import { showPacket } from '../../session/packets/actions.ts';
import { isKey } from '../../session/packets/columns.ts';
import { isReadOnly } from '../../session/readOnly.ts';
import { answerTo, fillAnswer } from '../../session/replies/actions.ts';
import { setLayout } from '../../session/view/layout.ts';
import { showPanel } from '../../session/view/tabView.ts';

interface RowMenuProps {
  readonly connectionId: string;
  readonly at: CellMenuAt;
  readonly onClose: () => void;
}

/** Actions on the packet of a row, which need not be selected. */
export function RowMenu({ connectionId, at, onClose }: RowMenuProps) {
  const t = useText().filtering.cell;
  const { row, column, place } = at;
  const isOfPayload = column === 'payload' || (column !== undefined && isKey(column));
  const shown = useShown(connectionId, row.number);
  if (shown === undefined) return null;
  const groups = [
    { label: t.menu(row.number), items: actionsOf(connectionId, row, shown) },
    ...(shown === null ? [] : copyGroups(connectionId, shown)),
    ...(column === undefined || isOfPayload ? valueGroups(connectionId, shown) : []),
    ...(isOfPayload ? [] : cellGroups(connectionId, row, column)),
  ];
  return <Menu label={t.menu(row.number)} groups={groups} place={place} onClose={onClose} />;
}

/** undefined: not known yet. null: the packet is no longer available. */
function useShown(connectionId: string, packet: number): ShownDetail | null | undefined {
  const [shown, setShown] = useState<ShownDetail | null>();
  useEffect(() => {
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
  }, [connectionId, packet]);
  return shown;
}

/** Most values that the menu offers to chart, and to filter by. */
const MOST_CHARTS = 4;
const MOST_VALUES = 4;

/** Filter actions and columns for values of the payload. */
function valueGroups(connectionId: string, shown: ShownDetail | null): readonly MenuGroup[] {
  if (shown === null) return [];
  const { nodes } = shown.readable;
  const named = valuesIn(nodes).flatMap((node) => {
    const filter = fieldFilter(nodes, node.key);
    return filter === undefined ? [] : [{ node, filter }];
  });
  const some = named.slice(0, MOST_VALUES);
  return withColumns(
    filterGroups(
      connectionId,
      some.map(({ filter }) => filter),
    ),
    some.map(({ node }) => node),
  );
}

function valuesIn(nodes: readonly OutlineNode[]): readonly OutlineNode[] {
  return nodes.flatMap((node) =>
    node.member !== undefined && node.children.length === 0 ? [node] : valuesIn(node.children),
  );
}

function actionsOf(
  connectionId: string,
  row: PacketRow,
  shown: ShownDetail | null,
): readonly MenuItem[] {
  const { breakpoints, detail, captures, bothEnds, publish, captureFiles, filtering, replies } =
    texts();
  const t = detail.rowMenu;
  const { topic, number } = row;
  const isMessage = row.packetType === PUBLISH && row.unframed !== true;
  const stops = isMessage ? topicBreak(connectionId, topic) : undefined;
  const isLive = connectionById(connectionId)?.state.kind !== 'file';
  const answer = isLive && shown !== null ? answerTo(shown.detail) : undefined;
  const items: (MenuItem | false)[] = [
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
    isMessage && {
      id: 'compare-previous',
      label: t.comparePrevious,
      run: () => {
        setBase(connectionId, { packet: undefined });
        setLayout({ detailPart: 'payload' });
        showPacket(connectionId, number);
      },
    },
    isMessage && {
      id: 'compare-with',
      label: t.compareWith,
      note: t.compareNote,
      run: () => {
        setBase(connectionId, { packet: number });
        setLayout({ detailPart: 'payload' });
      },
    },
    {
      id: 'mark',
      label: captures.marks.mark,
      keys: 'M',
      run: () => toggleMark(connectionId, number),
    },
    canShowBothEnds(connectionId, row) && {
      id: 'both-ends',
      label: bothEnds.show,
      run: () => showBothEnds(connectionId, row),
    },
    connectionById(connectionId)?.settings !== undefined && {
      id: 'copy-link',
      label: filtering.copyLink,
      run: () => void copyFilterLink(connectionId),
    },
    stops !== undefined && {
      id: 'break',
      label: breakpoints.breakHere,
      keys: 'B',
      run: () => void breakAt(connectionId, stops),
    },
    topic !== undefined && {
      id: 'export-topic',
      label: captureFiles.saveDialog.exportTopic,
      run: () => askToSave(connectionId, topic),
    },
  ];
  const charts =
    topic === undefined || shown === null
      ? []
      : numbersIn(shown.readable.nodes)
          .slice(0, MOST_CHARTS)
          .map(({ path, name }) => ({
            id: `chart ${name}`,
            label: texts().charts.chartOf(name),
            run: () => {
              if (addToChart(connectionId, topic, path)) showBoard(connectionId);
            },
          }));
  return [...items.filter((item) => item !== false), ...charts];
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
