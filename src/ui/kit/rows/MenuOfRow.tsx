import { Ellipsis } from 'lucide-react';

/** Button at the end of a row under the pointer that opens its menu. Keyboards open it by the menu key. */
export function MenuOfRow({ title }: { readonly title: string }) {
  return (
    <span
      aria-hidden="true"
      data-row-menu
      title={title}
      className="absolute inset-y-0 right-0 hidden w-7 place-items-center pointer-coarse:w-10 bg-raised text-fg-2 [[role=row]:hover>&]:grid [[role=row]:has(&)[aria-selected=true]>&]:pointer-coarse:grid"
    >
      <Ellipsis size={14} />
    </span>
  );
}
