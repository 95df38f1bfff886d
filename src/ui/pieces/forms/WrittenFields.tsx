import { OctagonAlert } from 'lucide-react';
import { classes, useText } from '#kit';
import { isReadable, previewText } from '../../../base/text.ts';
import { visibleText } from '../../../base/visibleText.ts';
import type { Written } from '../../../engine/workshop/written.ts';
import { packetName, packetTypeOf } from '../../../mqtt/tables/packetNames.ts';
import {
  bytesText,
  type OutlineNode,
  outline,
  problemsByNode,
  shownValue,
} from '../../session/packet/outline.ts';
import { TONES } from '../bytes/tones.ts';

/** Pixels that each level is moved in. */
const INDENT = 14;

interface WrittenFieldsProps {
  readonly written: Pick<Written, 'packets' | 'rest' | 'isBroken'>;
  /** The server closed the connection after these bytes. */
  readonly isClosed?: boolean;
  /** A field was pressed: these bytes, from the first of all. */
  readonly onChoose: (offset: number, length: number) => void;
}

/** Meaning of the bytes, packet by packet. Pressing a field shows its bytes. */
export function WrittenFields({ written, onChoose, isClosed = false }: WrittenFieldsProps) {
  const t = useText().workshop;
  const { packets, rest, isBroken } = written;
  return (
    <div className="grid gap-3">
      {packets.map(({ bytes, offset, dissection }, index) => {
        const nodes = outline(dissection.fields, bytes);
        const problems = problemsByNode(nodes, dissection.problems);
        const type = packetTypeOf(bytes[0] ?? 0);
        const name = type === undefined ? t.noPacket : packetName(type);
        return (
          <ul key={index} aria-label={name} className="min-w-0">
            <Fields
              nodes={nodes}
              level={0}
              bytes={bytes}
              problems={problems}
              onChoose={(node) => onChoose(offset + node.offset, node.length)}
            />
          </ul>
        );
      })}
      {rest > 0 && (
        <p className="text-warn">{isBroken ? t.brokenRest(rest) : t.rest(rest, isClosed)}</p>
      )}
    </div>
  );
}

/** Characters of a payload that a line can show. */
const LONGEST = 200;

/** Bytes that are text, such as most payloads. */
function textOf({ raw, secret }: OutlineNode): string | undefined {
  if (secret || !(raw instanceof Uint8Array) || raw.length === 0 || !isReadable(raw))
    return undefined;
  return visibleText(previewText(raw, LONGEST).text);
}

interface FieldsProps {
  readonly nodes: readonly OutlineNode[];
  readonly level: number;
  readonly bytes: Uint8Array;
  readonly problems: ReturnType<typeof problemsByNode>;
  readonly onChoose: (node: OutlineNode) => void;
}

function Fields({ nodes, level, bytes, problems, onChoose }: FieldsProps) {
  const { detail, explain, kit } = useText();
  return nodes.map((node) => {
    const found = problems.get(node.key) ?? [];
    const text = textOf(node);
    const value = text ?? shownValue(node, detail);
    const said = found.map(({ breach }) => visibleText(explain.breach(breach))).join(kit.gap);
    return (
      <li key={node.key}>
        <button
          type="button"
          onClick={() => onChoose(node)}
          className="flex min-h-(--h-link) w-full items-center gap-2 rounded-sm text-left hover:bg-hover"
          style={{ paddingLeft: level * INDENT }}
        >
          <span className="shrink-0">{node.label}</span>
          {node.bits !== '' && <span className="font-mono text-xs text-fg-3">{node.bits}</span>}
          <span
            className={classes(
              'min-w-0 truncate font-mono text-xs',
              TONES[text === undefined ? node.tone : 'text'],
            )}
          >
            {value}
          </span>
          <span className="ml-auto shrink-0 truncate font-mono text-xs text-fg-3 max-sm:hidden">
            {node.secret
              ? ''
              : bytesText(bytes.subarray(node.offset, node.offset + Math.min(node.length, 8)))}
          </span>
        </button>
        {said !== '' && (
          <p
            className="flex items-start gap-1 text-xs text-err"
            style={{ paddingLeft: level * INDENT }}
          >
            <OctagonAlert size={12} aria-hidden className="mt-0.5 shrink-0" />
            {said}
          </p>
        )}
        {node.children.length > 0 && (
          <ul>
            <Fields
              nodes={node.children}
              level={level + 1}
              bytes={bytes}
              problems={problems}
              onChoose={onChoose}
            />
          </ul>
        )}
      </li>
    );
  });
}
