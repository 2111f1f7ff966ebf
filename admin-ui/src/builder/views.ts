/** The views of the builder, as the address names them, and which of them is shown to whom. */

export const VIEW_NAMES = [
  'edit',
  'logic',
  'json',
  'preview',
  'translations',
  'settings',
  'publish',
] as const;
export type BuilderView = (typeof VIEW_NAMES)[number];

const FOR_READERS: readonly BuilderView[] = ['preview', 'settings', 'publish'];

/** The view of an address. Whoever may not edit looks at the form, whatever the address says. */
export function shownView(view: BuilderView | undefined, canEdit: boolean): BuilderView {
  if (canEdit) return view ?? 'edit';
  return view !== undefined && FOR_READERS.includes(view) ? view : 'preview';
}
