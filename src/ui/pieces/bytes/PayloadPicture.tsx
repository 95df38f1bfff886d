import { useCallback, useEffect, useRef, useState } from 'react';
import { useText } from '#kit';
import { drawingOf, type Picture } from '../../../payload/formats/drawing.ts';
import { isMissing } from '../../../payload/tree/format.ts';
import { useReading } from '../../session/connection/payloads.ts';

/** A picture, or the reason why it is not drawn. */
export function PayloadPicture({ bytes, format }: Picture) {
  const { pictures: t } = useText();
  const drawing = useReading(useCallback(() => drawingOf(bytes, format), [bytes, format]));
  if (drawing === undefined || isMissing(drawing)) return null;
  if (drawing.kind === 'unsized') return <Reason text={t.unsized} />;
  const { width, height } = drawing;
  if (drawing.kind === 'large') return <Reason text={t.large(width, height)} />;
  return (
    <figure className="flex min-h-0 flex-1 flex-col">
      <Drawn bytes={bytes} type={drawing.type} alt={t.alt(format.name, width, height)} />
      <figcaption className="shrink-0 border-t border-line px-3 py-1 text-xs text-fg-2">
        {t.size(format.name, width, height)}
        {drawing.isCutOff && <span className="text-warn"> · {t.cutOff}</span>}
      </figcaption>
    </figure>
  );
}

function Reason({ text }: { text: string }) {
  return <p className="shrink-0 border-t border-line px-3 py-1 text-xs text-fg-2">{text}</p>;
}

interface DrawnProps {
  readonly bytes: Uint8Array;
  readonly type: string;
  readonly alt: string;
}

function Drawn({ bytes, type, alt }: DrawnProps) {
  const { pictures: t } = useText();
  const image = useRef<HTMLImageElement>(null);
  const [broken, setBroken] = useState<Uint8Array>();
  useEffect(() => {
    if (image.current === null) return undefined;
    // A copy, because the bytes may be part of a larger buffer.
    const url = URL.createObjectURL(new Blob([bytes.slice()], { type }));
    image.current.src = url;
    return () => URL.revokeObjectURL(url);
  }, [bytes, type]);
  return (
    <div className="flex min-h-0 flex-1 items-center justify-center bg-well p-2">
      {broken === bytes ? (
        <p role="note" className="text-xs text-err">
          {t.broken}
        </p>
      ) : (
        <img
          ref={image}
          alt={alt}
          decoding="async"
          draggable={false}
          className="max-h-full max-w-full object-contain"
          onError={() => setBroken(bytes)}
        />
      )}
    </div>
  );
}
