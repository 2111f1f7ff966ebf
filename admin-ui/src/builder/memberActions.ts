/** What a gesture on the members of a repeating group means. Each ends in one command. */
import { confirmOrRemove } from './actions';
import { kindInfo } from './kinds';
import { labelOf, placeOf } from './model/document';
import { freshName } from './model/kinds';
import { referencesTo } from './model/references';
import { scopeOf } from './model/scope';
import type { BuilderStore } from './store';

/** Shows the member, or the group itself, in the inspector. */
export function select(store: BuilderStore, group: string, member?: string): void {
  const place = placeOf(store.getState().document, group);
  if (place !== null) store.select(member === undefined ? place : { ...place, member });
}

/** A new member behind the others. The group stays in view, so that several can be added. */
export function add(store: BuilderStore, group: string, item: string): void {
  const { document } = store.getState();
  const scope = scopeOf(document, group);
  const info = kindInfo(item);
  if (info === undefined) return;
  store.dispatch(
    {
      type: 'addMember',
      group,
      at: Object.keys(scope.properties).length,
      name: freshName(scope, info.stem),
      schema: { ...info.create(), title: freshTitle(store, group, info.label) },
      isRequired: info.isRequired,
    },
    { notice: `「${labelOf(document, group)}」に「${info.label}」を追加しました。` },
  );
}

/** Two inputs of a row that read the same could not be told apart. */
function freshTitle(store: BuilderStore, group: string, label: string): string {
  const { properties } = scopeOf(store.getState().document, group);
  const taken = new Set(Object.values(properties).map((schema) => schema.title));
  if (!taken.has(label)) return label;
  for (let number = 2; ; number += 1) if (!taken.has(`${label}${number}`)) return `${label}${number}`;
}

export function move(store: BuilderStore, group: string, from: number, to: number): void {
  const scope = scopeOf(store.getState().document, group);
  const names = Object.keys(scope.properties);
  const name = names[from];
  if (name === undefined || to < 0 || to >= names.length) return;
  store.dispatch(
    { type: 'moveMember', group, from, to },
    { notice: `「${labelOf(scope, name)}」を${to + 1}番目へ移動しました。` },
  );
}

/** Removes at once, unless others speak about the member: then the person is asked. */
export function remove(store: BuilderStore, group: string, name: string): void {
  const { document } = store.getState();
  const place = placeOf(document, group);
  if (place === null) return;
  confirmOrRemove(store, {
    command: { type: 'removeMember', group, name },
    label: `「${labelOf(scopeOf(document, group), name)}」`,
    references: referencesTo(document, { name, group }),
    field: { name, group },
    selection: place,
  });
}
